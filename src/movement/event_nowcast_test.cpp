// SPDX-License-Identifier: Apache-2.0
// Claims about a nowcast: doors and a few streets that are counted tell what the others are like, and why.
#include "movement/event_nowcast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "movement/grid_town_test.hpp"

namespace vigie::movement {
namespace {

using namespace std::chrono_literals;
using What = StreetCounter::What;

const Time kEnd = from_millis(1'790'000'000'000);

CityEvent match(std::int64_t attendance = 4000) {
  CityEvent event;
  event.id = EventId("E-1");
  event.start = kEnd - 105min;
  event.end = kEnd;
  event.place = town_middle();
  event.attendance = attendance;
  return event;
}

geo::Polygon venue() { return {{at(-65, -80), at(65, -80), at(65, 80), at(-65, 80)}}; }

std::vector<StreetCounter> doors() {
  return {{"North in", at(10, 62), What::In, venue()},
          {"North out", at(10, 62), What::Out, venue()},
          {"South in", at(-10, -62), What::In, venue()},
          {"South out", at(-10, -62), What::Out, venue()}};
}

std::vector<StreetCounter> with_streets() {
  std::vector<StreetCounter> all = doors();
  for (const auto& [east_m, north_m] : std::vector<std::pair<double, double>>{
           {35, 140}, {105, 70}, {-35, -140}, {-105, -70}, {140, 105}, {-140, -35}, {35, -210}, {-70, 175}})
    all.push_back({"street", at(east_m, north_m), What::Passing});
  return all;
}

/// What really happens: more people than planned, later, by other ways; and what the counters say of it.
class Night {
 public:
  Night(const std::vector<StreetCounter>& counters, double people)
      : town_(grid_town()), scenario_(evening()), network_(street_network(town_, changed(people)).value()) {
    one_ = leaving_only(make_case(changed(people), {}, "truth", network_).value());
    flow::SimulationOptions how = one_.options;
    how.step_s = 4;
    how.cell_m = 14;
    how.start_s = -900;
    sim_ = std::make_unique<flow::Simulation>(flow::Simulation::create(one_.network, one_.demand, how).value());
    for (const StreetCounter& counter : counters) {
      const auto gauge = gauge_of(counter, changed(people), one_, network_);
      at_.push_back(gauge ? std::optional(gauges_.size()) : std::nullopt);
      if (gauge) gauges_.push_back(*gauge);
    }
    meter_ = std::make_unique<flow::Meter>(gauges_);
  }

  CounterReadings until(double at_s) {
    while (sim_->now_s() + 2 < at_s) sim_->step();
    const std::vector<double> read = meter_->read(gauges_, *sim_);
    CounterReadings out;
    for (const auto& gauge : at_) out.push_back(gauge ? std::optional(std::round(read[*gauge])) : std::nullopt);
    return out;
  }
  double density(std::size_t street) const { return flow::mean_density(*sim_, static_cast<flow::SectionId>(street)); }
  std::set<std::size_t> counted() const {
    std::set<std::size_t> streets;
    for (const flow::Gauge& gauge : gauges_)
      if (gauge.kind == flow::GaugeKind::Passing) streets.insert(gauge.place);
    return streets;
  }
  const roads::WalkGraph& town() const { return town_; }
  const StreetNetwork& network() const { return network_; }

 private:
  static CrowdScenario changed(double people) {
    CrowdScenario night = evening();
    night.people = people;
    night.leave_median_s = 420;
    night.leave_p90_s = 900;
    night.places[0].share = 0.2;
    night.places[1].share = 0.35;
    night.places[2].share = 0.45;
    return night;
  }

  roads::WalkGraph town_;
  CrowdScenario scenario_;
  StreetNetwork network_;
  Case one_;
  std::unique_ptr<flow::Simulation> sim_;
  std::vector<flow::Gauge> gauges_;
  std::vector<std::optional<std::size_t>> at_;  // by counter
  std::unique_ptr<flow::Meter> meter_;
};

/// Of all counters' readings those that the nowcast wants.
CounterReadings wanted(const EventNowcast& nowcast, const CounterReadings& all) {
  CounterReadings out;
  for (const std::size_t number : nowcast.counter_numbers()) out.push_back(all[number]);
  return out;
}

double density_of(const CrowdNowcast& nowcast, std::size_t street, std::size_t moment) {
  for (const StreetDensity& each : nowcast.streets)
    if (each.street == street) return static_cast<double>(each.ahead[moment].median) / 100;
  return 0;
}

TEST(EventNowcast, CountedDoorsAndAFewStreetsTellWhatTheOthersAreLike) {
  Night night(with_streets(), 5600);
  EventNowcast told = EventNowcast::create(night.town(), evening(), match(), with_streets(), {}).value();
  EventNowcast free = EventNowcast::create(night.town(), evening(), match(), {}, {}).value();
  ASSERT_EQ(told.counter_numbers().size(), 10U) << "two doors out, eight streets";
  double told_squares = 0, free_squares = 0;
  const std::set<std::size_t> counted = night.counted();
  for (int minute = -14; minute <= 28; minute += 2) {
    const Time now = kEnd + std::chrono::minutes(minute);
    told.hear(now, wanted(told, night.until(60.0 * minute)));
    free.hear(now, {});
    if (minute < 4 || minute % 8 != 4) continue;
    const CrowdNowcast with = told.tell().nowcast, without = free.tell().nowcast;
    for (std::size_t street = 0; street < night.network().data.sections.size(); ++street) {
      if (counted.contains(street)) continue;
      told_squares += std::pow(density_of(with, street, 0) - night.density(street), 2);
      free_squares += std::pow(density_of(without, street, 0) - night.density(street), 2);
    }
  }
  EXPECT_LT(std::sqrt(told_squares), 0.7 * std::sqrt(free_squares))
      << std::sqrt(told_squares) << " with counters, " << std::sqrt(free_squares) << " without";
}

TEST(EventNowcast, SaysHowManyTheCountsMakeOfThePlanAndWhy) {
  Night night(doors(), 5600);
  EventNowcast nowcast = EventNowcast::create(night.town(), evening(), match(), doors(), {}).value();
  for (int minute = -14; minute <= 20; minute += 2)
    nowcast.hear(kEnd + std::chrono::minutes(minute), wanted(nowcast, night.until(60.0 * minute)));
  const CrowdNowcast told = nowcast.tell().nowcast;
  EXPECT_EQ(told.planned, 4000);
  EXPECT_NEAR(static_cast<double>(told.people.median), 5600, 450);
  EXPECT_LT(told.people.low80, told.people.median);
  EXPECT_EQ(told.made, kEnd + 20min);
  EXPECT_EQ(told.heard, 2);
  EXPECT_TRUE(std::any_of(told.reasons.begin(), told.reasons.end(), [](const NowcastReason& reason) {
    return reason.kind == NowcastReasonKind::People && reason.percent > 120 && reason.percent < 160;
  }));
  EXPECT_TRUE(told.clear50);
  EXPECT_LE(*told.clear50, told.clear95.value_or(Time::max()));
}

TEST(EventNowcast, EverybodyIsOutsideWalkingInsideOrGone) {
  CrowdScenario scenario = evening();
  scenario.arrival = CrowdArrival{};
  EventNowcast nowcast = EventNowcast::create(grid_town(), scenario, match(), {}, {}).value();
  const auto sum = [](const CrowdNowcast& told) {
    return static_cast<double>(told.outside.median + told.walking.median + told.inside.median + told.gone.median);
  };
  for (const auto before : {140min, 110min, 60min, 5min, -10min, -40min}) {
    nowcast.hear(kEnd - before, {});
    const CrowdNowcast told = nowcast.tell().nowcast;
    EXPECT_NEAR(sum(told), static_cast<double>(told.people.median), 0.2 * static_cast<double>(told.people.median))
        << "medians do not add up exactly; " << before.count() << " min before the end";
  }
}

TEST(EventNowcast, WhileTheyComeTheHourAheadAlreadyHoldsThoseWhoLeave) {
  CrowdScenario scenario = evening();
  scenario.arrival = CrowdArrival{};
  EventNowcast nowcast = EventNowcast::create(grid_town(), scenario, match(), {}, {}).value();
  nowcast.hear(kEnd - 45min, {});
  const CrowdNowcast told = nowcast.tell().nowcast;
  const auto walking = [&](std::size_t moment) {
    double most = 0;
    for (const StreetDensity& street : told.streets)
      most = std::max(most, static_cast<double>(street.ahead[moment].median) / 100);
    return most;
  };
  EXPECT_LT(walking(0), 0.1);
  EXPECT_LT(walking(2), 0.1);
  EXPECT_GT(walking(3), 0.3) << "an hour ahead is a quarter of an hour after the end";
}

TEST(EventNowcast, StreetsTooNarrowForTheCrowdAreWarnedOfBeforeTheyFill) {
  CrowdScenario scenario = evening();
  scenario.widths.street_m = 1.5;
  EventNowcast nowcast = EventNowcast::create(grid_town(), scenario, match(20'000), {}, {}).value();
  nowcast.hear(kEnd - 1min, {});
  const NowcastTold told = nowcast.tell();
  ASSERT_FALSE(told.nowcast.warnings.empty());
  const StreetWarning& worst = told.nowcast.warnings.front();
  EXPECT_EQ(worst.threshold_centi, 357);
  EXPECT_GE(worst.probability_percent, 50);
  EXPECT_GT(worst.expected, told.nowcast.made);
  ASSERT_FALSE(told.alarms.empty());
  EXPECT_LT(geo::distance_m(told.alarms.front().at, town_middle()), 380);
  EXPECT_TRUE(std::is_sorted(told.nowcast.warnings.begin(), told.nowcast.warnings.end(),
                             [](const StreetWarning& a, const StreetWarning& b) {
                               return std::pair(a.threshold_centi, a.probability_percent) >
                                      std::pair(b.threshold_centi, b.probability_percent);
                             }));
}

TEST(EventNowcast, IsOverWhenTheStreetsAreClear) {
  EventNowcast nowcast = EventNowcast::create(grid_town(), evening(), match(), {}, {}).value();
  nowcast.hear(kEnd + 10min, {});
  EXPECT_FALSE(nowcast.cleared());
  nowcast.hear(kEnd + 100min, {});
  EXPECT_TRUE(nowcast.cleared());
}

TEST(EventNowcast, CountersBesideEverythingAreLeftOut) {
  std::vector<StreetCounter> counters = doors();
  counters.insert(counters.begin(), {"far", at(5000, 0), What::Passing});
  counters.push_back({"garden", at(35, 35), What::Passing});
  const EventNowcast nowcast = EventNowcast::create(grid_town(), evening(), match(), counters, {}).value();
  // Nobody comes in a scenario without arrivals: entrances count nothing of it.
  EXPECT_EQ(nowcast.counter_numbers(), (std::vector<std::size_t>{2, 4}));
}

TEST(EventNowcast, ACounterAtAZonesGateKnowsWhichWayIsIn) {
  const StreetNetwork network = street_network(grid_town(), evening()).value();
  const Case one = make_case(evening(), {}, "x", network).value();
  const geo::Polygon square{{at(70, 70), at(280, 70), at(280, 280), at(70, 280)}};
  const auto in = gauge_of({"gate", at(140, 70), What::In, square}, evening(), one, network);
  const auto out = gauge_of({"gate", at(140, 70), What::Out, square}, evening(), one, network);
  ASSERT_TRUE(in && out);
  EXPECT_EQ(in->place, out->place);
  EXPECT_NE(in->kind, out->kind);
}

TEST(EventNowcast, TheSameInputGivesTheSame) {
  const auto run = [] {
    EventNowcast nowcast = EventNowcast::create(grid_town(), evening(), match(), doors(), {}).value();
    nowcast.hear(kEnd + 4min, CounterReadings(nowcast.counter_numbers().size(), 300.0));
    return nowcast.tell().nowcast;
  };
  const CrowdNowcast a = run(), b = run();
  ASSERT_EQ(a.streets.size(), b.streets.size());
  for (std::size_t i = 0; i < a.streets.size(); ++i) EXPECT_EQ(a.streets[i].ahead, b.streets[i].ahead);
}

TEST(EventNowcast, AScenarioThatCannotBeIsRefusedWithItsLine) {
  CrowdScenario scenario = evening();
  scenario.exits[0].width_m = 0;
  const auto refused = EventNowcast::create(grid_town(), scenario, match(), {}, {});
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().what.find("evening.toml:10"), std::string::npos) << refused.error().what;
}

}  // namespace
}  // namespace vigie::movement
