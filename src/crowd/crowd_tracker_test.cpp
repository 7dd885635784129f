// SPDX-License-Identifier: Apache-2.0
// Claims about the estimate of now: people are conserved, late input is right, silence widens, doubts are told.
#include "crowd/crowd_tracker.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "core/random.hpp"

namespace vigie::crowd {
namespace {

using namespace std::chrono_literals;

const Time kNoon = parse_rfc3339("2026-06-20T12:00:00Z").value();

geo::Position at(double east_m, double north_m) {
  return geo::offset(geo::Position::from_e7(430'000'000, 50'000'000).value(), east_m, north_m);
}

/// A square of 100 m, whose south-west corner lies `east_m` east of the origin.
Zone square(const char* id, double east_m = 0, std::int64_t capacity = 8000) {
  Zone zone;
  zone.id = ZoneId(id);
  zone.name = id;
  zone.outline.ring = {at(east_m, 0), at(east_m + 100, 0), at(east_m + 100, 100), at(east_m, 100)};
  zone.area_m2 = 10'000;
  zone.capacity = capacity;
  return zone;
}

ZoneSensor counts(const char* source, Quantity quantity = Quantity::People, const char* gate = "",
                  std::int32_t share = 1000) {
  return {SourceId(source), "", quantity, gate, share};
}

Measurement says(const char* source, Quantity quantity, Time until, std::int64_t value,
                 std::chrono::milliseconds period = 0ms) {
  Measurement said;
  said.source = SourceId(source);
  said.quantity = quantity;
  said.from = until - period;
  said.until = until;
  said.value = value;
  return said;
}

/// Two squares side by side; a gate between them, one more of each into the city.
std::vector<Zone> neighbours() {
  Zone west = square("west"), east = square("east", 100);
  west.gates = {{"between", "", at(100, 50), 500, GateGround::Level, ZoneId("east")},
                {"city", "", at(0, 50), 500, GateGround::Level, ZoneId()}};
  east.gates = {{"door", "", at(101, 50), 500, GateGround::Level, ZoneId("west")},
                {"city", "", at(200, 50), 500, GateGround::Level, ZoneId()}};
  west.sensors = {counts("w"), counts("l", Quantity::Left, "between")};
  east.sensors = {counts("e")};
  return {west, east};
}

TEST(CrowdTracker, WithoutAnyCountItTellsWhatIsUsualAndThatNobodyCounted) {
  CrowdTracker tracker({square("a")});
  tracker.set_usual([](const ZoneId&, Time) { return Usual{700, 90}; });
  tracker.advance(kNoon);
  const CrowdState state = tracker.states().at(0);
  EXPECT_EQ(state.people, 700);
  EXPECT_NEAR(static_cast<double>(state.deviation), 90, 15);
  EXPECT_TRUE(state.stale);
  EXPECT_FALSE(state.counted);
}

TEST(CrowdTracker, DensityTimesAreaIsPeople) {
  Zone zone = square("a");
  zone.sensors = {counts("cam", Quantity::Density, "", 400)};
  CrowdTracker tracker({zone});
  Random chance(3);
  for (int i = 0; i < 40; ++i)
    tracker.take(says("cam", Quantity::Density, kNoon + i * 15s, 200 + static_cast<std::int64_t>(chance.below(5))));
  tracker.advance(kNoon + 10min);
  EXPECT_NEAR(static_cast<double>(tracker.states().at(0).people), 2020, 60) << "0.2 people/m² on 10,000 m²";
}

TEST(CrowdTracker, ASourceThatSeesAPartStandsForTheWholeAndIsLessSure) {
  const auto told = [](std::int32_t share) {
    Zone zone = square("a");
    zone.sensors = {counts("c", Quantity::People, "", share)};
    CrowdTracker tracker({zone});
    Random chance(3);
    for (int i = 0; i < 40; ++i)
      tracker.take(
          says("c", Quantity::People, kNoon + i * 15s, std::llround((3000 + 10.0 * chance.normal()) * share / 1000.0)));
    tracker.advance(kNoon + 10min);
    return tracker.states().at(0);
  };
  EXPECT_NEAR(static_cast<double>(told(250).people), 3000, 60);
  EXPECT_GT(told(250).deviation, told(1000).deviation);
}

TEST(CrowdTracker, AMeasurementWithoutALineCountsWhereItsPlaceLies) {
  CrowdTracker tracker({square("a"), square("b", 200)});
  Measurement here = says("sim/drone", Quantity::People, kNoon, 500);
  here.place = at(250, 50);
  Measurement nowhere = here;
  nowhere.place = at(150, 50);
  tracker.take(here);
  tracker.take(nowhere);
  tracker.advance(kNoon + 1s);
  EXPECT_NEAR(static_cast<double>(tracker.states().at(1).people), 500, 30);
  EXPECT_EQ(tracker.states().at(0).people, 0);
  EXPECT_EQ(tracker.counts().used, 1U);
  EXPECT_EQ(tracker.counts().elsewhere, 1U);
  ASSERT_EQ(tracker.states().at(1).sensors.size(), 1U);
  EXPECT_EQ(tracker.states().at(1).sensors.front().source.text(), "sim/drone");
}

TEST(CrowdTracker, WhatLeavesThroughASharedGateEntersTheNextZone) {
  CrowdTracker tracker(neighbours());
  tracker.take(says("w", Quantity::People, kNoon, 4000));
  tracker.take(says("e", Quantity::People, kNoon, 1000));
  tracker.advance(kNoon + 20s);
  const auto before = tracker.states();
  for (int minute = 2; minute <= 5; ++minute) {
    tracker.advance(kNoon + minute * 1min);
    tracker.take(says("l", Quantity::Left, kNoon + minute * 1min, 200, 1min));
  }
  tracker.advance(kNoon + 5min + 1s);
  const auto after = tracker.states();
  EXPECT_NEAR(static_cast<double>(after[0].people - before[0].people), -800, 20);
  EXPECT_NEAR(static_cast<double>(after[1].people - before[1].people), 800, 20);
  ASSERT_EQ(after[1].gates.size(), 1U) << "the same gate is drawn by both";
  EXPECT_EQ(after[1].gates[0].gate, "door");
  EXPECT_EQ(after[1].gates[0].in_per_min, 200);
  EXPECT_EQ(after[0].gates[0].out_per_min, 200);
}

TEST(CrowdTracker, WhoPassesAStationsBarriersDoesNotFillIt) {
  Zone station = square("metro");
  station.kind = ZoneKind::Station;
  station.sensors = {counts("cam"), counts("in", Quantity::Entered)};
  CrowdTracker tracker({station});
  for (int minute = 0; minute < 60; ++minute) {
    tracker.take(says("cam", Quantity::People, kNoon + minute * 1min, 300 + minute % 3));
    tracker.take(says("in", Quantity::Entered, kNoon + minute * 1min, 200 + minute % 5, 1min));
    tracker.advance(kNoon + minute * 1min + 1s);
  }
  EXPECT_NEAR(static_cast<double>(tracker.states().at(0).people), 300, 15) << "trains take them away";
}

RC_GTEST_PROP(CrowdTracker, FlowsBetweenZonesKeepTheirSum, (std::uint64_t seed)) {
  CrowdTracker tracker(neighbours());
  Random chance(seed);
  tracker.take(says("w", Quantity::People, kNoon, 5000));
  tracker.take(says("e", Quantity::People, kNoon, 5000));
  tracker.advance(kNoon + 15s);
  const auto sum = [&] {
    const auto states = tracker.states();
    return static_cast<double>(states[0].people + states[1].people);
  };
  const double before = sum();
  for (int minute = 1; minute <= 10; ++minute) {
    tracker.take(says("l", Quantity::Left, kNoon + minute * 1min, static_cast<std::int64_t>(chance.below(300)), 1min));
    tracker.advance(kNoon + minute * 1min);
  }
  RC_ASSERT(std::abs(sum() - before) <= 0.002 * before);
}

RC_GTEST_PROP(CrowdTracker, IsNeverBelowNobodyWhateverIsSaid, (std::uint64_t seed)) {
  CrowdTracker tracker(neighbours());
  Random chance(seed);
  const char* const sources[] = {"w", "e", "l"};
  for (int i = 0; i < 200; ++i) {
    const std::size_t which = chance.below(3);
    const auto when = kNoon + std::chrono::seconds(chance.below(3600)) - 10min;
    tracker.take(says(sources[which], which == 2 ? Quantity::Left : Quantity::People, when,
                      static_cast<std::int64_t>(chance.between(-100, 90'000)), 1min));
    if (chance.share() < 0.2) tracker.advance(kNoon + std::chrono::seconds(15 * i));
    for (const CrowdState& state : tracker.states()) {
      RC_ASSERT(state.people >= 0);
      RC_ASSERT(state.deviation >= 0);
      RC_ASSERT(state.people < 1'000'000);
    }
  }
}

RC_GTEST_PROP(CrowdTracker, TheOrderInWhichSourcesComeDoesNotMatter, (std::uint64_t seed)) {
  Random chance(seed);
  std::vector<std::pair<Time, Measurement>> all;  // when it arrives
  for (int i = 0; i < 80; ++i) {
    const Time seen = kNoon + i * 15s;
    all.emplace_back(seen, says("w", Quantity::People, seen, 3000 + static_cast<std::int64_t>(chance.below(400))));
    all.emplace_back(seen, says("e", Quantity::People, seen, 2000 + static_cast<std::int64_t>(chance.below(400))));
    if (i % 4 == 3)
      all.emplace_back(seen, says("l", Quantity::Left, seen, static_cast<std::int64_t>(chance.below(200)), 1min));
  }
  const auto end = [](std::vector<std::pair<Time, Measurement>> arriving) {
    std::stable_sort(arriving.begin(), arriving.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    CrowdTracker tracker(neighbours());
    tracker.advance(kNoon);
    for (const auto& [when, measurement] : arriving) {
      tracker.advance(when);
      tracker.take(measurement);
    }
    tracker.advance(kNoon + 26min);
    return tracker.states();
  };
  const auto in_time = end(all);
  // Each source has a delay of its own of up to four minutes.
  const std::chrono::seconds delay[] = {std::chrono::seconds(chance.below(240)),
                                        std::chrono::seconds(chance.below(240)),
                                        std::chrono::seconds(chance.below(240))};
  for (auto& [when, measurement] : all)
    when += delay[measurement.source.text() == "w" ? 0 : measurement.source.text() == "e" ? 1 : 2];
  const auto delayed = end(all);
  for (std::size_t zone = 0; zone < 2; ++zone) {
    RC_ASSERT(std::abs(in_time[zone].people - delayed[zone].people) <= 1);
    RC_ASSERT(std::abs(in_time[zone].deviation - delayed[zone].deviation) <= 1);
  }
}

TEST(CrowdTracker, WhatComesTooLateIsCountedAndLeft) {
  CrowdTracker tracker(neighbours());
  tracker.advance(kNoon);
  tracker.take(says("w", Quantity::People, kNoon - 6min, 4000));
  tracker.take(says("w", Quantity::People, kNoon + 10min, 4000));
  tracker.advance(kNoon + 1min);
  EXPECT_EQ(tracker.counts().late, 1U);
  EXPECT_EQ(tracker.counts().ahead, 1U);
  EXPECT_EQ(tracker.counts().used, 0U);
  EXPECT_FALSE(tracker.states().at(0).counted);
}

/// A zone with three counters that are right within 3 %, told every 30 s from noon on; `each` may change what is said.
template <class Each>
CrowdTracker counted(std::chrono::minutes lasting, Each each) {
  Zone zone = square("a");
  zone.sensors = {counts("one"), counts("two"), counts("three")};
  CrowdTracker tracker({zone});
  Random chance(11);
  for (auto t = 0s; t <= lasting; t += 30s)
    for (const char* source : {"one", "two", "three"}) {
      const double people = 3000 + 500 * std::sin(static_cast<double>(t.count()) / 900);
      const std::optional<double> said = each(std::string(source), t, people * (1 + 0.03 * chance.normal()));
      if (said) tracker.take(says(source, Quantity::People, kNoon + t, std::llround(*said)));
      tracker.advance(kNoon + t + 1s);
    }
  return tracker;
}
double people_at(std::chrono::minutes t) { return 3000 + 500 * std::sin(static_cast<double>(t.count()) / 15); }

TEST(CrowdTracker, ASilentSourceIsToldAndTheOthersCarryOn) {
  const CrowdTracker tracker = counted(60min, [](const std::string& source, std::chrono::seconds t, double value) {
    return source == "two" && t > 30min ? std::nullopt : std::optional(value);
  });
  const CrowdState state = tracker.states().at(0);
  EXPECT_EQ(state.sensors[0].doubt, CountDoubt::None);
  EXPECT_EQ(state.sensors[1].doubt, CountDoubt::Silent);
  EXPECT_FALSE(state.stale);
  EXPECT_NEAR(static_cast<double>(state.people), people_at(60min), 120);
}

TEST(CrowdTracker, AStuckSourceIsToldAndNotUsed) {
  for (const double stuck_at : {0.0, 3000.0}) {
    const CrowdTracker tracker =
        counted(90min, [stuck_at](const std::string& source, std::chrono::seconds t, double value) {
          return std::optional(source == "two" && t > 30min ? stuck_at : value);
        });
    const CrowdState state = tracker.states().at(0);
    EXPECT_EQ(state.sensors[1].doubt, CountDoubt::Stuck) << stuck_at;
    EXPECT_NEAR(static_cast<double>(state.people), people_at(90min), 170) << stuck_at;
  }
}

TEST(CrowdTracker, AWrongSourceAmongThreeDoesNotCarryTheEstimateAway) {
  const CrowdTracker tracker = counted(120min, [](const std::string& source, std::chrono::seconds, double value) {
    return std::optional(source == "two" ? 2.5 * value : value);
  });
  const CrowdState state = tracker.states().at(0);
  EXPECT_NEAR(static_cast<double>(state.people), people_at(120min), 0.15 * people_at(120min));
}

TEST(CrowdTracker, ACrowdThatAllSourcesSeeJumpIsFollowedAtOnce) {
  Zone zone = square("a", 0, 20'000);
  zone.sensors = {counts("one"), counts("two")};
  CrowdTracker tracker({zone});
  tracker.set_usual([](const ZoneId&, Time) { return Usual{400, 60}; });
  Random chance(5);
  for (auto t = 0s; t <= 40min; t += 30s) {
    for (const char* source : {"one", "two"}) {
      const double people = t < 30min ? 400 : 6000;
      tracker.take(says(source, Quantity::People, kNoon + t, std::llround(people * (1 + 0.04 * chance.normal()))));
    }
    tracker.advance(kNoon + t + 1s);
    if (t == 32min) {
      EXPECT_NEAR(static_cast<double>(tracker.states().at(0).people), 6000, 700) << "two minutes later";
    }
  }
  const CrowdState after = tracker.states().at(0);
  for (const SensorHealth& sensor : after.sensors)
    EXPECT_LT(std::abs(sensor.bias_permille), 60) << "it was the crowd, not the sensors";
}

TEST(CrowdTracker, TwoSourcesThatContradictEachOtherWidenTheEstimate) {
  const auto deviation = [](double factor) {
    const CrowdTracker tracker = counted(120min, [&](const std::string& source, std::chrono::seconds, double value) {
      if (source == "three") return std::optional<double>();
      return std::optional(source == "two" ? factor * value : value);
    });
    return static_cast<double>(tracker.states().at(0).deviation) / static_cast<double>(tracker.states().at(0).people);
  };
  EXPECT_GT(deviation(1.6), 1.4 * deviation(1.0));
}

TEST(CrowdTracker, ABiasIsLearntFromTwoSourcesThatDisagreeAndNeverFromOneAlone) {
  const auto biases = [](bool alone) {
    const CrowdTracker tracker =
        counted(240min, [alone](const std::string& source, std::chrono::seconds, double value) {
          if (source == "two") return std::optional(1.2 * value);
          return alone ? std::nullopt : std::optional(value);
        });
    return tracker.states().at(0);
  };
  const CrowdState together = biases(false);
  EXPECT_GT(together.sensors[1].bias_permille - together.sensors[0].bias_permille, 140);
  EXPECT_EQ(biases(true).sensors[1].bias_permille, 0);
}

TEST(CrowdTracker, WhatCannotBeIsNotBelieved) {
  CrowdTracker tracker(neighbours());
  tracker.take(says("w", Quantity::People, kNoon, 2000));
  tracker.take(says("w", Quantity::People, kNoon + 30s, -5));
  tracker.take(says("e", Quantity::People, kNoon + 30s, 150'000));
  tracker.advance(kNoon + 40s);
  EXPECT_EQ(tracker.states().at(0).sensors[0].doubt, CountDoubt::Reset);
  EXPECT_EQ(tracker.states().at(1).sensors[0].doubt, CountDoubt::Reset);
  EXPECT_NEAR(static_cast<double>(tracker.states().at(0).people), 2000, 50);
  EXPECT_EQ(tracker.counts().doubted, 2U);
}

TEST(CrowdTracker, TwoNamesOfOneCounterAreOne) {
  double kept = 0;
  const CrowdTracker tracker = counted(60min, [&kept](const std::string& source, std::chrono::seconds, double value) {
    if (source == "one") kept = value;
    return std::optional(source == "two" ? kept : value);
  });
  const CrowdState state = tracker.states().at(0);
  EXPECT_EQ(state.sensors[0].doubt, CountDoubt::None);
  EXPECT_EQ(state.sensors[1].doubt, CountDoubt::Doubled);
  EXPECT_EQ(state.sensors[2].doubt, CountDoubt::None);
}

TEST(CrowdTracker, SilenceWidensAndLeadsBackToWhatIsUsual) {
  Zone zone = square("a");
  zone.sensors = {counts("c")};
  CrowdTracker tracker({zone});
  tracker.set_usual([](const ZoneId&, Time) { return Usual{1000, 300}; });
  for (auto t = 0s; t <= 30min; t += 30s) tracker.take(says("c", Quantity::People, kNoon + t, 2500 + t.count() % 7));
  tracker.advance(kNoon + 30min);
  const CrowdState fresh = tracker.states().at(0);
  EXPECT_FALSE(fresh.stale);
  std::int64_t last = fresh.deviation;
  for (const auto later : {40min, 55min}) {
    tracker.advance(kNoon + later);
    EXPECT_GT(tracker.states().at(0).deviation, last);
    last = tracker.states().at(0).deviation;
  }
  EXPECT_TRUE(tracker.states().at(0).stale);
  EXPECT_GT(tracker.states().at(0).people, 1400);
  tracker.advance(kNoon + 24h);
  EXPECT_NEAR(static_cast<double>(tracker.states().at(0).people), 1000, 30);
  EXPECT_NEAR(static_cast<double>(tracker.states().at(0).deviation), 300, 60);
}

TEST(CrowdTracker, ARestartGoesOnFromWhatWasToldBefore) {
  CrowdTracker before =
      counted(30min, [](const std::string&, std::chrono::seconds, double value) { return std::optional(value); });
  CrowdTracker after(before.zones());
  after.restore(before.states());
  after.advance(kNoon + 31min);
  before.advance(kNoon + 31min);
  EXPECT_NEAR(static_cast<double>(after.states().at(0).people), static_cast<double>(before.states().at(0).people), 80);
  EXPECT_EQ(after.states().at(0).counted, before.states().at(0).counted);
}

}  // namespace
}  // namespace vigie::crowd
