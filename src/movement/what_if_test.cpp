// SPDX-License-Identifier: Apache-2.0
// Claims about what-ifs: who is where adds up, changes change what they should, finer steps change less and less.
#include "movement/what_if.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/random.hpp"
#include "movement/cases.hpp"
#include "movement/grid_town_test.hpp"
#include "movement/runs.hpp"
#include "movement/side_by_side.hpp"

namespace vigie::movement {
namespace {

WhatIfOptions once() {
  WhatIfOptions options;
  options.runs = 0;
  return options;
}

WhatIfAnswer ask(const CrowdScenario& scenario, const std::vector<CrowdChange>& changes,
                 WhatIfOptions options = once()) {
  const Result<WhatIfAnswer> answer = what_if(grid_town(), scenario, changes, options);
  EXPECT_TRUE(answer) << answer.error().what;
  return answer.value();
}

TEST(WhatIf, EverybodyIsSomewhereInEveryFrame) {
  CrowdScenario scenario = evening();
  scenario.arrival = CrowdArrival{-3600, 1200, 2400};
  const CaseAnswer base = ask(scenario, {}).base;
  ASSERT_GT(base.at_s.size(), 60U);
  for (std::size_t f = 0; f < base.at_s.size(); ++f)
    EXPECT_NEAR(base.outside[f] + base.inside[f] + base.walking[f] + base.waiting[f] + base.gone[f], 4000, 1)
        << "minute " << base.at_s[f] / 60;
  EXPECT_NEAR(base.outside.front(), 4000, 1);
  EXPECT_NEAR(base.gone.back(), 4000, 45);
  EXPECT_LT(base.at_s.front(), -3600);
}

TEST(WhatIf, PeopleWhoComeAreInsideWhenTheEventBegins) {
  CrowdScenario scenario = evening();
  scenario.arrival = CrowdArrival{-3600, 1800, 3600};
  const CaseAnswer base = ask(scenario, {}).base;
  for (std::size_t f = 0; f < base.at_s.size(); ++f)
    if (base.at_s[f] > -1800 && base.at_s[f] < 0) {
      EXPECT_GT(base.inside[f], 3950);
    }
  const auto entrance = std::find_if(base.queues.begin(), base.queues.end(), [](const Queue& queue) {
    return queue.kind == Queue::Kind::Entrance && queue.name == "South";
  });
  ASSERT_NE(entrance, base.queues.end());
  EXPECT_GT(entrance->most, 20) << "three turnstiles let 33 a minute in";
  EXPECT_LT(entrance->most_at_s, 0);
}

TEST(WhatIf, FramesHoldEveryStreetAndNoCellBeyondItsJam) {
  const WhatIfAnswer answer = ask(evening(), {});
  ASSERT_EQ(answer.base.frames.size(), answer.base.at_s.size() * answer.streets.size());
  EXPECT_LE(*std::max_element(answer.base.frames.begin(), answer.base.frames.end()), 540);
  EXPECT_GT(*std::max_element(answer.base.frames.begin(), answer.base.frames.end()), 50);
  EXPECT_EQ(answer.base.streets.size(), answer.streets.size());
  EXPECT_FALSE(answer.variant);
  EXPECT_TRUE(answer.base.blocked.empty());
}

TEST(WhatIf, AnEndALittleLaterMovesEverythingByThat) {
  const WhatIfAnswer answer = ask(evening(), {{.kind = CrowdChangeKind::ShiftEnd, .by_s = 960}});
  EXPECT_NEAR(answer.difference->streets_s.value(), 960, 8);
  EXPECT_NEAR(answer.difference->peak_per_m2, 0, 1e-6);
}

TEST(WhatIf, ALostExitFillsTheOther) {
  const WhatIfAnswer answer = ask(evening(), {{.kind = CrowdChangeKind::LoseExit, .name = "North"}});
  const auto most = [](const CaseAnswer& c) {
    for (const Queue& queue : c.queues)
      if (queue.kind == Queue::Kind::Exit && queue.name == "South") return queue.most;
    return -1.0;
  };
  EXPECT_GT(most(*answer.variant), most(answer.base) + 200);
  EXPECT_GT(answer.difference->streets_s.value(), 0);
}

TEST(WhatIf, WhoIsRedirectedWaitsElsewhere) {
  const WhatIfAnswer answer =
      ask(evening(), {{.kind = CrowdChangeKind::Redirect, .name = "Tram", .to = "Cars", .part = 1}});
  EXPECT_GT(answer.base.queues[0].most, 100);
  EXPECT_EQ(answer.variant->queues[0].most, 0);
  EXPECT_GT(answer.variant->queues[1].most, answer.base.queues[1].most);
}

TEST(WhatIf, WhoIsRedirectedCameAsEver) {
  CrowdScenario scenario = evening();
  scenario.arrival = CrowdArrival{-3600, 1200, 2400};
  const WhatIfAnswer answer =
      ask(scenario, {{.kind = CrowdChangeKind::Redirect, .name = "On foot", .to = "Cars", .part = 1}});
  EXPECT_NEAR(answer.variant->outside.front(), 4000, 1);
  EXPECT_GT(answer.variant->queues[1].most, answer.base.queues[1].most + 500);
}

TEST(WhatIf, ACordonHoldsAndItsStreetsFill) {
  const WhatIfAnswer answer =
      ask(evening(),
          {{.kind = CrowdChangeKind::Hold, .drawn = {at(-300, 120), at(300, 120)}, .from_s = 0, .until_s = 1200}});
  EXPECT_GT(answer.difference->person_min_above_2, 50);
  EXPECT_GE(answer.difference->streets_s.value(), 0);
}

TEST(WhatIf, AQueueThatGrowsBeforeACordonRunsUpstream) {
  CrowdScenario scenario = evening();
  scenario.people = 20'000;
  const WhatIfAnswer answer =
      ask(scenario,
          {{.kind = CrowdChangeKind::Hold, .drawn = {at(-300, 120), at(300, 120)}, .from_s = 0, .until_s = 1200}});
  std::size_t streets = 0;
  for (const StreetPeak& street : answer.variant->streets) {
    if (!street.wave) continue;
    ++streets;
    EXPECT_GE(street.wave->speed_mps, 0.149) << "the slowest that is looked for";
    EXPECT_LT(street.wave->speed_mps, 2.5);
    EXPECT_GT(street.wave->at_s, 0);
    EXPECT_GT(street.peak_per_m2, 1.5);
  }
  EXPECT_GE(streets, 1U);
}

TEST(WhatIf, AWallAroundTheEventIsRefusedWithItsLine) {
  const std::vector<geo::Position> wall{at(-330, -330), at(330, -330), at(330, 330), at(-330, 330), at(-330, -330)};
  const std::vector<CrowdChange> closed{{.line = 77, .kind = CrowdChangeKind::Close, .drawn = wall}};
  const Result<WhatIfAnswer> answer = what_if(grid_town(), evening(), closed, once());
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().what.find("evening.toml:77: people without a way out"), std::string::npos)
      << answer.error().what;
  const std::vector<CrowdChange> nothing{
      {.line = 78, .kind = CrowdChangeKind::Close, .drawn = {at(10, 10), at(20, 20)}}};
  EXPECT_EQ(what_if(grid_town(), evening(), nothing, once()).error().what,
            "evening.toml:78: the drawn line crosses no street of the simulated area");
}

TEST(WhatIf, ACaseThatDoesNotClearSaysWhere) {
  CrowdScenario scenario = evening();
  scenario.places[1].per_min = 1;  // 800 people, one a minute
  const CaseAnswer base = ask(scenario, {}).base;
  EXPECT_EQ(base.clearing.served_s, kEndless);
  ASSERT_FALSE(base.blocked.empty());
  EXPECT_EQ(base.blocked[0].where, "Cars");
  EXPECT_GT(base.blocked[0].people, 500);
}

TEST(WhatIf, RunsVaryAndTheSameSeedGivesTheSame) {
  WhatIfOptions options = once();
  options.runs = 6;
  const std::vector<CrowdChange> later{{.kind = CrowdChangeKind::ShiftEnd, .by_s = 960}};  // four trams
  double last = 0;
  std::size_t calls = 0;
  const WhatIfWatch watch{[&](double done) {
                            EXPECT_GT(done, last);
                            last = done;
                            ++calls;
                          },
                          {}};
  const WhatIfAnswer a = what_if(grid_town(), evening(), later, options, watch).value(),
                     b = ask(evening(), later, options);
  EXPECT_EQ(last, 1);
  EXPECT_EQ(calls, 14U);
  EXPECT_LT(a.base.clearing.served_p50_s, a.base.clearing.served_p95_s);
  EXPECT_EQ(a.base.clearing.served_p95_s, b.base.clearing.served_p95_s);
  EXPECT_EQ(a.base.frames, b.base.frames);
  EXPECT_NEAR(a.difference->served_p50_of_pairs_s.value(), 960, 16);
}

TEST(WhatIf, WhoCancelsGetsNoAnswer) {
  int asked = 0;
  const WhatIfWatch watch{{}, [&] { return ++asked > 2; }};
  const Result<WhatIfAnswer> answer = what_if(grid_town(), evening(), {}, once(), watch);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(asked, 3);
}

TEST(WhatIf, SharesAndPeopleOfEveryRunAddUp) {
  CrowdScenario scenario = evening();
  scenario.arrival = CrowdArrival{-3600, 1200, 2400};
  const StreetNetwork network = street_network(grid_town(), scenario).value();
  const Case base = make_case(scenario, {}, "base", network).value();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Case one = seed == 0 ? base : perturbed(leaving_only(base), seed);
    double people = 0;
    for (std::size_t s = 0; s < one.leaving_sources; ++s) {
      const flow::Source& source = one.demand.sources[s];
      people += source.people;
      EXPECT_NEAR(std::accumulate(source.shares.begin(), source.shares.end(), 0.0), 1, 1e-9);
    }
    EXPECT_NEAR(people, one.people, 1e-6);
  }
  double arriving = 0;
  for (std::size_t s = base.leaving_sources; s < base.demand.sources.size(); ++s)
    arriving += base.demand.sources[s].people;
  EXPECT_NEAR(arriving, 4000, 1e-6);
}

TEST(WhatIf, WhateverIsClosedOrHeldEverybodyIsSomewhere) {
  const roads::WalkGraph town = grid_town();
  int answered = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    CrowdScenario scenario = evening();
    scenario.people = random.between(500, 12'000);
    scenario.squares.push_back({.name = "Forecourt", .outline = {at(-90, -95), at(95, -90), at(90, 95), at(-95, 90)}});
    std::vector<CrowdChange> changes;
    for (int i = 0; i < 3; ++i) {
      const double x = random.between(-250, 250), y = random.between(-250, 250), from_s = random.between(-600, 600);
      changes.push_back({.kind = random.share() < 0.5 ? CrowdChangeKind::Close : CrowdChangeKind::Hold,
                         .drawn = {at(x - 90, y), at(x + 90, y + random.between(-90, 90))},
                         .from_s = from_s,
                         .until_s = from_s + random.between(60, 1800)});
    }
    WhatIfOptions options = once();
    options.step_s = 8;
    options.cell_m = 24;
    const Result<WhatIfAnswer> answer = what_if(town, scenario, changes, options);
    if (!answer) {
      EXPECT_NE(answer.error().what.find("crosses no street"), std::string::npos) << answer.error().what;
      continue;
    }
    ++answered;
    for (const CaseAnswer* c : {&answer->base, &*answer->variant}) {
      EXPECT_LT(c->clearing.served_s, kEndless) << "seed " << seed << ", " << c->name << " stands";
      for (std::size_t f = 0; f < c->at_s.size(); ++f)
        ASSERT_NEAR(c->outside[f] + c->inside[f] + c->walking[f] + c->waiting[f] + c->gone[f], scenario.people, 1);
    }
  }
  EXPECT_GE(answered, 8);
}

/// Mean difference of who is walking, minute by minute, from a run of 0.5 s and 1 m.
TEST(WhatIf, FinerStepsAndCellsComeNearerToTheFinest) {
  CrowdScenario scenario = evening();
  scenario.radius_m = 220;
  scenario.until_s = 2400;
  scenario.places[0].at = at(100, 100);
  scenario.places[1].at = at(-100, -100);
  const roads::WalkGraph town = grid_town(4, 70);
  const auto walking = [&](double step_s, double cell_m) {
    WhatIfOptions options = once();
    options.step_s = step_s;
    options.cell_m = cell_m;
    const Result<WhatIfAnswer> answer = what_if(town, scenario, {}, options);
    EXPECT_TRUE(answer) << answer.error().what;
    return answer.value().base.walking;
  };
  const std::vector<float> finest = walking(0.5, 1);
  const auto error = [&](double step_s, double cell_m) {
    const std::vector<float> seen = walking(step_s, cell_m);
    double sum = 0;
    for (std::size_t f = 0; f < std::min(seen.size(), finest.size()); ++f) sum += std::abs(seen[f] - finest[f]);
    return sum / static_cast<double>(finest.size());
  };
  const double coarse = error(8, 16), middle = error(4, 8), fine = error(2, 4);
  EXPECT_LT(middle, 0.75 * coarse) << coarse << " " << middle << " " << fine;
  EXPECT_LT(fine, 0.75 * middle) << coarse << " " << middle << " " << fine;
  RecordProperty("people_wrong_at_8_4_2_s",
                 std::to_string(coarse) + " " + std::to_string(middle) + " " + std::to_string(fine));
}

}  // namespace
}  // namespace vigie::movement
