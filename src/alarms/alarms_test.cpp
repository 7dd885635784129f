// SPDX-License-Identifier: Apache-2.0
// Claims about duplicates, correlation, the desk's commands and timers.
#include <gtest/gtest.h>

#include "alarms/correlate.hpp"
#include "alarms/desk.hpp"
#include "alarms/observe.hpp"
#include "alarms/timers.hpp"

namespace vigie::alarms {
namespace {

using namespace std::chrono_literals;

/// A square in a city, a desk, and a hand that presses buttons.
class Desk : public testing::Test {
 protected:
  const geo::Position square = geo::Position::checked(geo::Latitude{41.1496}, geo::Longitude{-8.6110}).value();
  Picture picture;
  Time now = parse_rfc3339("2026-07-14T20:00:00Z").value();

  Entry entry(Actor actor) {
    ++picture.last.sequence;
    return {picture.last, now, std::move(actor), Ticked{}};
  }

  Raised see(ObservationKind kind, const std::string& source, double east_m = 0, std::optional<UnitId> unit = {}) {
    Observation seen{source + std::to_string(picture.last.sequence),
                     SourceId(source),
                     kind,
                     now,
                     now,
                     Timeliness::OnTime,
                     geo::offset(square, east_m, 0),
                     unit,
                     "",
                     0};
    return observe(picture, entry(Actor::source(seen.source)), {seen, ""});
  }

  template <class C>
  Result<void> may(const C& command, const char* who = "alice") {
    return check(picture, command, entry(Actor::user(UserId(who))));
  }

  template <class C>
  auto act(const C& command, const char* who = "alice") {
    const Entry by = entry(Actor::user(UserId(who)));
    EXPECT_TRUE(check(picture, command, by).ok());
    return apply(picture, command, by);
  }

  const Incident& incident(const std::optional<IncidentId>& id) { return *picture.incidents.find(id.value()); }
  const Alarm& alarm(const std::optional<AlarmId>& id) { return *picture.alarms.find(id.value()); }
};

TEST_F(Desk, APanicOpensAnIncidentByItself) {
  const Raised raised = see(ObservationKind::PanicButton, "button-1");
  EXPECT_EQ(incident(raised.incident).state, IncidentState::Open);
  EXPECT_EQ(incident(raised.incident).rank, Rank::Panic);
  EXPECT_EQ(alarm(raised.alarm).state, AlarmState::New);
}

TEST_F(Desk, TwoButtonsOneSquareOneIncidentTwoCards) {
  const Raised first = see(ObservationKind::PanicButton, "button-1");
  now += 60s;
  const Raised second = see(ObservationKind::PanicButton, "button-2", 79);
  EXPECT_EQ(first.incident, second.incident);
  EXPECT_NE(first.alarm, second.alarm);
  EXPECT_EQ(alarm(second.alarm).state, AlarmState::New);
  EXPECT_EQ(alarm(second.alarm).rank, Rank::Panic);
  EXPECT_EQ(incident(first.incident).alarms.size(), 2u);
}

TEST_F(Desk, EightyOneMetresOrNinetyOneSecondsAreAnotherIncident) {
  const Raised first = see(ObservationKind::PanicButton, "button-1");
  EXPECT_NE(see(ObservationKind::PanicButton, "button-2", 82).incident, first.incident);
  now += 91s;
  EXPECT_NE(see(ObservationKind::PanicButton, "button-3").incident, first.incident);
}

TEST_F(Desk, TheNearestOfTwoIncidentsIsJoined) {
  const Raised west = see(ObservationKind::PanicButton, "button-1", 0);
  const Raised east = see(ObservationKind::PanicButton, "button-2", 120);
  ASSERT_NE(west.incident, east.incident);
  EXPECT_EQ(see(ObservationKind::Call, "desk", 75).incident, east.incident);
}

TEST_F(Desk, AnOfficerInDistressAlwaysStandsAlone) {
  const Raised panic = see(ObservationKind::PanicButton, "button-1");
  const Raised officer = see(ObservationKind::OfficerDistress, "tak/PM-03", 0, UnitId("PM-03"));
  EXPECT_NE(officer.incident, panic.incident);
  const Raised other = see(ObservationKind::OfficerDistress, "tak/PM-04", 0, UnitId("PM-04"));
  EXPECT_NE(other.incident, officer.incident);
  EXPECT_EQ(see(ObservationKind::PanicButton, "button-2", 1).incident, panic.incident) << "nor does a panic join it";
}

TEST_F(Desk, TheSameButtonAgainIsCountedNotMultiplied) {
  const Raised first = see(ObservationKind::PanicButton, "button-1");
  now += 2s;
  const Raised again = see(ObservationKind::PanicButton, "button-1");
  EXPECT_EQ(again.alarm, first.alarm);
  EXPECT_EQ(alarm(first.alarm).repeats, 1);
  EXPECT_EQ(picture.incidents.size(), 1u);
}

TEST_F(Desk, TwoCallsFromOneDeskAreTwoCalls) {
  const Raised first = see(ObservationKind::Call, "desk");
  const Raised here = see(ObservationKind::Call, "desk");
  EXPECT_NE(here.alarm, first.alarm);
  EXPECT_EQ(here.incident, first.incident);
  EXPECT_NE(see(ObservationKind::Call, "desk", 500).incident, first.incident);
}

TEST_F(Desk, OneSystemOfManySensorsIsNotRepeatingItselfElsewhere) {
  const Raised here = see(ObservationKind::Gunshot, "acoustic");
  EXPECT_NE(see(ObservationKind::Gunshot, "acoustic", 300).alarm, here.alarm);
}

TEST_F(Desk, ADangerToLifeRaisesTheIncidentItJoins) {
  const Raised call = see(ObservationKind::Call, "desk");
  EXPECT_EQ(incident(call.incident).rank, Rank::Incident);
  see(ObservationKind::PanicButton, "button-1");
  EXPECT_EQ(incident(call.incident).rank, Rank::Panic);
}

TEST_F(Desk, ACameraFlagWaitsForAPersonAndJoinsNothing) {
  see(ObservationKind::PanicButton, "button-1");
  const Raised flag = see(ObservationKind::CameraFlag, "camera-1");
  EXPECT_FALSE(flag.incident.has_value());
  const IncidentId made = act(ConfirmAlarm{flag.alarm.value()});
  EXPECT_EQ(alarm(flag.alarm).incident, made);
  EXPECT_EQ(incident(made).owner, UserId("alice"));
  EXPECT_EQ(may(ConfirmAlarm{flag.alarm.value()}).error().kind, ErrorKind::Conflict);
}

TEST_F(Desk, AReleasedButtonClearsTheAlarmNotTheIncident) {
  picture.units.put(UnitId("PM-03"), Unit{.id = UnitId("PM-03")});
  const Raised officer = see(ObservationKind::OfficerDistress, "tak/PM-03", 0, UnitId("PM-03"));
  EXPECT_TRUE(picture.units.find(UnitId("PM-03"))->distress);
  see(ObservationKind::DistressCleared, "tak/PM-03", 0, UnitId("PM-03"));
  EXPECT_FALSE(picture.units.find(UnitId("PM-03"))->distress);
  EXPECT_EQ(alarm(officer.alarm).state, AlarmState::Cleared);
  EXPECT_EQ(incident(officer.incident).state, IncidentState::Open);
}

TEST_F(Desk, TheSecondToAcknowledgeIsToldWhoWasFirst) {
  const Raised raised = see(ObservationKind::PanicButton, "button-1");
  act(AcknowledgeAlarm{raised.alarm.value()}, "alice");
  const auto refused = may(AcknowledgeAlarm{raised.alarm.value()}, "bruno");
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().what.find("alice"), std::string::npos);
}

TEST_F(Desk, OwningOwnsItsAlarmsAndSaysWhoHadItBefore) {
  const Raised raised = see(ObservationKind::PanicButton, "button-1");
  act(OwnIncident{raised.incident.value()}, "alice");
  EXPECT_EQ(alarm(raised.alarm).state, AlarmState::Owned);
  EXPECT_EQ(may(OwnIncident{raised.incident.value()}, "alice").error().kind, ErrorKind::Conflict);
  act(OwnIncident{raised.incident.value()}, "bruno");
  EXPECT_EQ(incident(raised.incident).timeline.back().text, "alice");
}

TEST_F(Desk, APanicCannotBeShelvedAndShelvingNeedsAReasonAndAnEnd) {
  const Raised panic = see(ObservationKind::PanicButton, "button-1");
  EXPECT_FALSE(may(ShelveAlarm{panic.alarm.value(), "test", now + 1h}).ok());
  const Raised flag = see(ObservationKind::CameraFlag, "camera-1");
  EXPECT_FALSE(may(ShelveAlarm{flag.alarm.value(), "", now + 1h}).ok());
  EXPECT_FALSE(may(ShelveAlarm{flag.alarm.value(), "works", now - 1s}).ok());
  EXPECT_FALSE(may(ShelveAlarm{flag.alarm.value(), "works", now + 25h}).ok());
  act(ShelveAlarm{flag.alarm.value(), "works", now + 1h});
  EXPECT_EQ(alarm(flag.alarm).state, AlarmState::Shelved);
}

TEST_F(Desk, AShelvedAlarmComesBackAtItsTime) {
  const Raised flag = see(ObservationKind::CameraFlag, "camera-1");
  act(ShelveAlarm{flag.alarm.value(), "works", now + 1h});
  now += 59min;
  EXPECT_FALSE(timer_due(picture, now));
  now += 1min;
  EXPECT_TRUE(timer_due(picture, now));
  tick(picture, entry(Actor::engine()));
  EXPECT_EQ(alarm(flag.alarm).state, AlarmState::New);
  EXPECT_FALSE(timer_due(picture, now));
}

TEST_F(Desk, AClosedIncidentLeavesAfterAnHourWithItsAlarms) {
  const Raised raised = see(ObservationKind::PanicButton, "button-1");
  act(CloseIncident{raised.incident.value(), Disposition::FalseAlarm, ""});
  EXPECT_EQ(alarm(raised.alarm).state, AlarmState::Cleared);
  EXPECT_EQ(may(CloseIncident{raised.incident.value(), Disposition::Resolved, ""}).error().kind, ErrorKind::Conflict);
  now += 59min;
  EXPECT_FALSE(timer_due(picture, now));
  now += 1min;
  tick(picture, entry(Actor::engine()));
  EXPECT_TRUE(picture.incidents.empty());
  EXPECT_TRUE(picture.alarms.empty());
  EXPECT_EQ(picture.removed.size(), 2u);
}

TEST_F(Desk, AnIdIsADuplicateForTwentyFourHours) {
  const Observation seen{
      "e1", SourceId("button-1"), ObservationKind::PanicButton, now, now, Timeliness::OnTime, square, {}, "", 0};
  observe(picture, entry(Actor::source(seen.source)), {seen, ""});
  EXPECT_TRUE(is_duplicate(picture, seen));
  now += 24h;
  tick(picture, entry(Actor::engine()));
  EXPECT_FALSE(is_duplicate(picture, seen));
}

TEST_F(Desk, ACountReplacesTheCountersLast) {
  Observation seen{"c1", SourceId("counter-1"), ObservationKind::Count, now, now, Timeliness::OnTime, square, {}, "",
                   40};
  observe(picture, entry(Actor::source(seen.source)), {seen, ""});
  seen.value = 55;
  observe(picture, entry(Actor::source(seen.source)), {seen, ""});
  EXPECT_EQ(picture.counts.find(SourceId("counter-1"))->people, 55);
  EXPECT_TRUE(picture.alarms.empty());
}

}  // namespace
}  // namespace vigie::alarms
