// SPDX-License-Identifier: Apache-2.0
// Claims about learning how fast streets are, and about what is kept of it.
#include "engine/speed_learner.hpp"

#include <gtest/gtest.h>

#include "engine/fold.hpp"
#include "engine/live_network.hpp"
#include "roads/text_map.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

const TimeZone kParis = TimeZone::named("Europe/Paris").value();
const Time kTuesdayNoon = parse_rfc3339("2026-11-24T11:00:00Z").value();

/// A street of 2.7 km in nine pieces, and units that drive it at a share of the speed the map says.
class Street : public testing::Test {
 protected:
  void unit(const char* id, UnitKind kind = UnitKind::Car) {
    Unit unit;
    unit.id = UnitId(id);
    unit.kind = kind;
    picture.units.put(unit.id, unit);
  }

  /// From A to B, a place each second; then the mission is what `then` says.
  void drive(const char* id, double speed_mps, MissionState then = MissionState::OnScene) {
    Mission mission{};
    mission.id = MissionId("M-" + std::to_string(++missions));
    mission.unit = UnitId(id);
    mission.state = MissionState::EnRoute;
    picture.missions.put(mission.id, mission);
    const double length_m = geo::distance_m(map.at('A'), map.at('B'));
    for (double at_m = 0; at_m < length_m; at_m += speed_mps) {
      const auto place = geo::offset(map.at('A'), at_m, 0);
      positions.put(mission.unit, UnitPosition{mission.unit, place, 90, speed_mps, now, now});
      learner.follow(picture, positions, now);
      now += 1s;
    }
    mission.state = then;
    picture.missions.put(mission.id, mission);
    learner.follow(picture, positions, now);
  }

  double factor() const {
    return learner.speeds().class_factor(graph.edge_of(0).road_class, roads::hour_bin(kParis.local(now)));
  }

  roads::TextMap map{"A--C--D--E--F--G--H--I--J--B"};
  roads::RoadGraph graph = map.graph();
  Picture picture;
  Positions positions;
  SpeedLearner learner{graph, kParis};
  Time now = kTuesdayNoon;
  int missions = 0;
};

TEST_F(Street, AFewDrivesChangeNothingManyDrawTheSpeedToWhatWasDriven) {
  unit("PM-01");
  drive("PM-01", 5);
  EXPECT_EQ(factor(), 1) << "seven whole pieces are fewer than thirty";
  for (int i = 0; i < 5; ++i) drive("PM-01", 5);
  const double some = factor();
  EXPECT_LT(some, 0.95);
  now = kTuesdayNoon;
  for (int i = 0; i < 20; ++i) {
    drive("PM-01", 5);
    now = kTuesdayNoon;
  }
  EXPECT_LT(factor(), some) << "the map says 10 m/s; more drives say it louder";
  EXPECT_GT(factor(), 0.5);
}

TEST_F(Street, WhoIsOnPatrolWalksOrNeverArrivesTeachesNothing) {
  unit("PM-01");
  unit("PM-02", UnitKind::Foot);
  for (int i = 0; i < 8; ++i) drive("PM-02", 1.5);
  for (int i = 0; i < 8; ++i) drive("PM-01", 5, MissionState::Cancelled);
  for (int second = 0; second < 600; ++second) {
    const auto place = geo::offset(map.at('A'), second * 4, 0);
    positions.put(UnitId("PM-01"), UnitPosition{UnitId("PM-01"), place, 90, 4, now, now});
    learner.follow(picture, positions, now);
    now += 1s;
  }
  EXPECT_TRUE(learner.speeds().by_class().empty());
}

/// Travel times may be asked by people who may not know where units are.
TEST_F(Street, TravelTimesDoNotTellThatAUnitJustArrivedNorWhichWayItCame) {
  unit("PM-01");
  unit("PM-02");
  unit("PM-03");
  for (int i = 0; i < 12; ++i) drive(i % 2 == 0 ? "PM-01" : "PM-02", 5);
  EXPECT_EQ(learner.version(), 0U) << "not at an arrival";
  now = kTuesdayNoon + 2h;
  EXPECT_FALSE(learner.due(now));
  EXPECT_EQ(learner.version(), 0U) << "not of two units";
  drive("PM-03", 5);
  EXPECT_EQ(learner.version(), 0U);
  EXPECT_TRUE(learner.due(now));
  EXPECT_EQ(learner.version(), 1U) << "with the hour, of three";
}

TEST_F(Street, TheRecordIsSumsOfAtLeastThreeUnitsOnceAnHour) {
  for (const char* id : {"PM-01", "PM-02", "PM-03"}) unit(id);
  drive("PM-01", 8);
  EXPECT_FALSE(learner.due(now)) << "too early";
  now += 1h;
  EXPECT_FALSE(learner.due(now)) << "one unit's hour is its diary";
  drive("PM-02", 8);
  EXPECT_FALSE(learner.due(now)) << "one of two would know the other's";
  drive("PM-03", 8);
  const auto due = learner.due(now);
  ASSERT_TRUE(due);
  std::int64_t passages = 0;
  for (const StreetSpeed& sums : due->sums) passages += sums.passages;
  EXPECT_GE(passages, 12);
  EXPECT_FALSE(learner.due(now)) << "told once";
}

TEST_F(Street, WhatWasRecordedIsKnownAgainAfterARestart) {
  for (const char* id : {"PM-01", "PM-02", "PM-03"}) unit(id);
  for (int i = 0; i < 3; ++i) {
    for (const char* id : {"PM-01", "PM-02", "PM-03"}) {
      now = kTuesdayNoon;
      drive(id, 5);
    }
  }
  now = kTuesdayNoon;
  const double before = factor();
  ASSERT_LT(before, 1);
  now += 1h;
  const auto due = learner.due(now);
  ASSERT_TRUE(due);
  Picture restored;
  fold(restored, Entry{{0, 0, 1}, now, Actor::engine(), *due});
  SpeedLearner again(graph, kParis);
  again.follow(restored, positions, now);
  now -= 1h;
  EXPECT_EQ(again.speeds().class_factor(graph.edge_of(0).road_class, roads::hour_bin(kParis.local(now))), before);
}

TEST_F(Street, DrivesThatStrayMakeTheNinetiethPercentileWider) {
  unit("PM-01");
  const auto width = [](const roads::TravelModel& model) {
    const auto time = roads::travel_time({.duration_ms = 240'000, .length_cm = 240'000}, model);
    return static_cast<double>(time.p90_s) / time.p50_s;
  };
  const double before = width(learner.model());
  for (int i = 0; i < 60; ++i) {
    now = kTuesdayNoon;
    drive("PM-01", i % 2 == 0 ? 4 : 18);
  }
  EXPECT_GT(width(learner.model()), before + 0.1);
}

TEST_F(Street, TravelTimesAreThoseOfTheHour) {
  const auto index = std::move(*roads::RoadIndex::checked(graph, roads::road_order(graph)));
  LiveNetwork network(*index, kParis);
  unit("PM-01");
  for (int i = 0; i < 12; ++i) {
    now = kTuesdayNoon;
    drive("PM-01", 5);
  }
  EXPECT_FALSE(network.update(picture, kTuesdayNoon));
  network.learn(learner.speeds(), learner.model());
  EXPECT_TRUE(network.update(picture, kTuesdayNoon));
  EXPECT_GT(network.now()->metric.duration_ms[0], graph.metric(roads::Profile::Emergency).duration_ms[0]);
  EXPECT_TRUE(network.update(picture, kTuesdayNoon + 5h)) << "nobody drove at five";
  EXPECT_EQ(network.now()->metric.duration_ms[0], graph.metric(roads::Profile::Emergency).duration_ms[0]);
}

}  // namespace
}  // namespace vigie::engine
