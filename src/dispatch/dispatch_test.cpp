// SPDX-License-Identifier: Apache-2.0
// Claims about who is proposed and why, and about a mission's life.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "dispatch/missions.hpp"
#include "dispatch/recommend.hpp"

namespace vigie::dispatch {
namespace {

using namespace std::chrono_literals;

const geo::Position kSquare = geo::Position::checked(geo::Latitude{41.1496}, geo::Longitude{-8.6110}).value();
const Time kNow = parse_rfc3339("2026-07-14T20:00:00Z").value();

/// A flat town without streets: 10 m/s as the crow flies; the sea is to the west.
class CrowFlies : public TravelTimes {
 public:
  std::vector<std::optional<Travel>> to(const geo::Position& there, std::span<const UnitPosition> from) const override {
    std::vector<std::optional<Travel>> all;
    for (const auto& [unit, place, heading, speed, seen, received] : from) {
      const auto metres = static_cast<std::int32_t>(std::lround(geo::distance_m(place, there)));
      const bool at_sea = place.lon() < kSquare.lon() - 0.5;
      all.push_back(at_sea ? std::nullopt : std::optional(Travel{metres / 10, metres, metres / 8}));
    }
    return all;
  }
};

struct Town {
  Picture picture;
  Positions positions;
  Incident incident;

  Town() {
    incident.id = IncidentId("I-1");
    incident.rank = Rank::Panic;
    incident.kind = ObservationKind::PanicButton;
    incident.place = kSquare;
    incident.opened = kNow;
    picture.incidents.put(incident.id, incident);
  }

  void unit(const std::string& name, double east_m, UnitStatus status = UnitStatus::Free, UnitKind kind = UnitKind::Car,
            std::set<std::string> skills = {}, std::chrono::seconds age = 1s) {
    const UnitId id(name);
    picture.units.put(id, Unit{.id = id, .kind = kind, .status = status, .skills = std::move(skills)});
    positions.put(id, UnitPosition{id, geo::offset(kSquare, east_m, 0), {}, {}, kNow - age, kNow});
  }

  Recommendation propose() const { return recommend(incident, picture, positions, CrowFlies(), kNow); }
};

TEST(Recommend, TheNearestFirstAndEachSaysHowFarAheadOfTheNext) {
  Town town;
  town.unit("PM-07", 3100);
  town.unit("PM-03", 2200);
  const auto made = town.propose();
  ASSERT_EQ(made.candidates.size(), 2u);
  EXPECT_EQ(made.candidates[0].unit, UnitId("PM-03"));
  EXPECT_EQ(made.candidates[0].ahead_of, UnitId("PM-07"));
  EXPECT_EQ(made.candidates[0].ahead_s, 90);
  EXPECT_FALSE(made.candidates[1].ahead_of.has_value());
}

TEST(Recommend, OfTwoWhoArriveInTheSameSecondTheNearerIsFirst) {
  for (int seconds = 1; seconds <= 900; ++seconds) {
    Town town;
    town.unit("A", 10.0 * (seconds + 1));
    town.unit("B", 10.0 * seconds);
    EXPECT_EQ(town.propose().candidates[0].unit, UnitId("B")) << seconds << " s and one more";
  }
}

TEST(Recommend, FiveAtMostAndTheFifthHasItsRunnerUpToo) {
  Town town;
  for (int i = 1; i <= 8; ++i) town.unit("PM-0" + std::to_string(i), 1000.0 * i);
  const auto made = town.propose();
  ASSERT_EQ(made.candidates.size(), 5u);
  EXPECT_EQ(made.candidates[4].ahead_of, UnitId("PM-06"));
  EXPECT_EQ(made.considered, 8);
}

TEST(Recommend, OnlyFreeUnitsWhosePlaceIsKnownAndReachable) {
  Town town;
  town.unit("BUSY", 10, UnitStatus::Busy);
  town.unit("SENT", 10, UnitStatus::EnRoute);
  town.unit("LOST", 10, UnitStatus::Free, UnitKind::Car, {}, 301s);
  town.unit("BOAT", -80'000);
  town.unit("PM-01", 5000);
  const auto made = town.propose();
  ASSERT_EQ(made.candidates.size(), 1u);
  EXPECT_EQ(made.candidates[0].unit, UnitId("PM-01"));
  EXPECT_EQ(made.considered, 3);
  EXPECT_EQ(made.without_position, 1);
  EXPECT_EQ(made.unreachable, 1);
}

TEST(Recommend, AUnitWithoutTheSkillComesAfterAllThatHaveIt) {
  Town town;
  town.incident.kind = ObservationKind::Gunshot;
  town.unit("NEAR", 100);
  town.unit("ARMED", 4000, UnitStatus::Free, UnitKind::Car, {"armed"});
  const auto made = town.propose();
  EXPECT_EQ(made.candidates[0].unit, UnitId("ARMED"));
  EXPECT_EQ(made.candidates[1].missing, std::vector<std::string>{"armed"});
}

TEST(Recommend, OnFootTheLengthCountsNotTheCarsSpeed) {
  Town town;
  town.unit("FOOT", 320, UnitStatus::Free, UnitKind::Foot);
  EXPECT_EQ(town.propose().candidates[0].travel_s, 200);
}

RC_GTEST_PROP(Recommend, ProposesTheFastestFreeUnitsInOrderWhateverTheTown, ()) {
  Town town;
  const int units = *rc::gen::inRange(0, 40);
  std::vector<std::int32_t> free_times;
  for (int i = 0; i < units; ++i) {
    const int east_m = *rc::gen::inRange(0, 20'000);
    const auto status = *rc::gen::element(UnitStatus::Free, UnitStatus::Busy, UnitStatus::OnScene);
    town.unit("U" + std::to_string(i), east_m, status);
    if (status == UnitStatus::Free)
      free_times.push_back(
          CrowFlies().to(kSquare, std::vector{*town.positions.find(UnitId("U" + std::to_string(i)))})[0]->seconds);
  }
  std::sort(free_times.begin(), free_times.end());
  free_times.resize(std::min<std::size_t>(5, free_times.size()));
  std::vector<std::int32_t> proposed;
  for (const Candidate& candidate : town.propose().candidates) proposed.push_back(candidate.travel_s);
  RC_ASSERT(proposed == free_times);
}

/// One town, one unit, one operator.
class Missions : public testing::Test {
 protected:
  Town town;
  Time now = kNow;
  const UnitId unit{"PM-03"};

  void SetUp() override { town.unit("PM-03", 500); }

  Entry by(Actor actor) {
    ++town.picture.last.sequence;
    return {town.picture.last, now, std::move(actor), Ticked{}};
  }
  Entry alice() { return by(Actor::user(UserId("alice"))); }
  Entry phone() { return by(Actor::device(DeviceId("PM-03"))); }

  MissionId send() {
    const SendUnit command{IncidentId("I-1"), unit, 1, ""};
    EXPECT_TRUE(check(town.picture, command, alice()).ok());
    return apply(town.picture, command, alice());
  }
  Result<void> report(const MissionId& id, MissionState state) {
    const ReportMission command{id, state};
    auto may = check(town.picture, command, phone());
    if (may) apply(town.picture, command, phone());
    return may;
  }
  UnitStatus status() { return town.picture.units.find(unit)->status; }
  IncidentState incident() { return town.picture.incidents.find(IncidentId("I-1"))->state; }
};

TEST_F(Missions, SentEnRouteOnSceneDoneMovesUnitAndIncidentAlong) {
  const MissionId id = send();
  EXPECT_EQ(status(), UnitStatus::Sent);
  EXPECT_EQ(incident(), IncidentState::Engaged);
  apply(town.picture, MissionDelivered{id}, phone());
  EXPECT_TRUE(report(id, MissionState::EnRoute).ok());
  EXPECT_EQ(status(), UnitStatus::EnRoute);
  EXPECT_TRUE(report(id, MissionState::OnScene).ok());
  EXPECT_EQ(incident(), IncidentState::OnScene);
  EXPECT_TRUE(report(id, MissionState::Done).ok());
  EXPECT_EQ(status(), UnitStatus::Free);
  EXPECT_EQ(town.picture.missions.find(id)->reached.size(), 5u);
}

TEST_F(Missions, NobodyButAPersonSendsAUnit) {
  const SendUnit command{IncidentId("I-1"), unit, 1, ""};
  EXPECT_EQ(check(town.picture, command, by(Actor::engine())).error().kind, ErrorKind::Forbidden);
  EXPECT_EQ(check(town.picture, command, phone()).error().kind, ErrorKind::Forbidden);
}

TEST_F(Missions, ASecondOrderNeverOverwritesTheFirst) {
  const MissionId id = send();
  ASSERT_TRUE(report(id, MissionState::OnScene).ok());
  const auto refused = check(town.picture, SendUnit{IncidentId("I-1"), unit, 1, ""}, alice());
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().what.find("on_scene, sent by alice"), std::string::npos) << refused.error().what;
}

TEST_F(Missions, NeverMoveBackAndDeliveredTooLateChangesNothing) {
  const MissionId id = send();
  EXPECT_TRUE(report(id, MissionState::OnScene).ok());
  EXPECT_EQ(report(id, MissionState::EnRoute).error().kind, ErrorKind::Conflict);
  apply(town.picture, MissionDelivered{id}, phone());
  EXPECT_EQ(town.picture.missions.find(id)->state, MissionState::OnScene);
}

TEST_F(Missions, ADeviceAnswersForItsOwnUnitOnly) {
  const MissionId id = send();
  const auto other = by(Actor::device(DeviceId("PM-99")));
  EXPECT_EQ(check(town.picture, ReportMission{id, MissionState::EnRoute}, other).error().kind, ErrorKind::Forbidden);
}

TEST_F(Missions, AnotherThanTheFirstProposedNeedsAReason) {
  apply(town.picture, Recommended{town.propose()}, by(Actor::engine()));
  EXPECT_FALSE(check(town.picture, SendUnit{IncidentId("I-1"), unit, 2, ""}, alice()).ok());
  EXPECT_TRUE(check(town.picture, SendUnit{IncidentId("I-1"), unit, 2, "knows the place"}, alice()).ok());
}

TEST_F(Missions, CancellingNeedsAReasonAndFreesTheUnit) {
  const MissionId id = send();
  EXPECT_FALSE(check(town.picture, CancelMission{id, ""}, alice()).ok());
  apply(town.picture, CancelMission{id, "false alarm"}, alice());
  EXPECT_EQ(status(), UnitStatus::Free);
  EXPECT_EQ(incident(), IncidentState::Open);
}

TEST_F(Missions, AStatusIsUndoneWithinTenSecondsByWhoSetIt) {
  apply(town.picture, SetUnitStatus{unit, UnitStatus::Busy, "meal"}, alice());
  EXPECT_FALSE(check(town.picture, UndoUnitStatus{unit}, by(Actor::user(UserId("bruno")))).ok());
  now += 10s;
  ASSERT_TRUE(check(town.picture, UndoUnitStatus{unit}, alice()).ok());
  apply(town.picture, UndoUnitStatus{unit}, alice());
  EXPECT_EQ(status(), UnitStatus::Free);
  apply(town.picture, SetUnitStatus{unit, UnitStatus::Busy, "meal"}, alice());
  now += 11s;
  EXPECT_FALSE(check(town.picture, UndoUnitStatus{unit}, alice()).ok());
}

}  // namespace
}  // namespace vigie::dispatch
