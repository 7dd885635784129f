// SPDX-License-Identifier: Apache-2.0
// Claims about how precisely a unit is known, noninterference first.
#include "access/visibility.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace vigie::access {
namespace {

using namespace std::chrono_literals;

const Time kStart = parse_rfc3339("2026-07-14T20:45:00Z").value();

geo::Position at(double lat, double lon) {
  return geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon}).value();
}

UnitPosition unit(const std::string& id, geo::Position place, Time when = kStart) {
  return {.unit = UnitId(id), .place = place, .heading_deg = 90.0, .speed_mps = 3.0, .seen = when, .received = when};
}

Positions three_in_a_cell() {
  Positions positions;
  for (const char* id : {"PM-01", "PM-02", "PM-03"}) positions.put(UnitId(id), unit(id, at(41.1500, -8.6100)));
  return positions;
}

Subject person(Role role, std::optional<UnitId> crew = std::nullopt) {
  return {.party = Party::Person, .name = "x", .role = role, .on_shift = true, .agency = {}, .unit = std::move(crew)};
}

/// All bytes an outsider gets, in their order.
std::string bytes(const std::vector<VisiblePosition>& visible) {
  std::string out;
  for (const auto& [position, how] : visible)
    out += position.unit.text() + ' ' + std::to_string(position.place.lat_e7()) + ' ' +
           std::to_string(position.place.lon_e7()) + ' ' + to_rfc3339(position.seen) + ' ' +
           to_rfc3339(position.received) + (position.heading_deg ? " h" : "") + (position.speed_mps ? " s" : "") +
           (how == Precision::Exact ? " exact\n" : " cell\n");
  return out;
}

std::string outsider_sees(const Positions& positions, Role role = Role::Planner) {
  CellHistory history;
  history.take(positions, kStart);
  return bytes(visible(positions, history, Picture{}, person(role), kStart + kCellDelay));
}

RC_GTEST_PROP(Visibility, MovingAUnitInsideItsCellChangesNoByteForAnOutsider, ()) {
  // Cells are 90,000 by 125,000 of 1e-7 degrees; four units anywhere in four neighbouring cells.
  Positions before;
  for (int i = 0; i < 8; ++i) {
    const auto cell_row = *rc::gen::inRange(4572, 4574);
    const auto cell_column = *rc::gen::inRange(-690, -688);
    const auto place = geo::Position::from_e7(cell_row * 90'000 + *rc::gen::inRange(0, 90'000),
                                              cell_column * 125'000 + *rc::gen::inRange(0, 125'000));
    before.put(UnitId("U" + std::to_string(i)), unit("U" + std::to_string(i), place.value()));
  }
  Positions after = before;
  const UnitId moved("U" + std::to_string(*rc::gen::inRange(0, 8)));
  const geo::Cell cell = geo::cell_of(before.find(moved)->place);
  after.edit(moved, [&](UnitPosition& position) {
    position.place = geo::Position::from_e7(cell.row * 90'000 + *rc::gen::inRange(0, 90'000),
                                            cell.column * 125'000 + *rc::gen::inRange(0, 125'000))
                         .value();
    position.heading_deg = 12.0;
    position.speed_mps = std::nullopt;
    position.seen -= 3s;
  });
  for (const Role role : {Role::Planner, Role::Auditor, Role::Officer, Role::Admin})
    RC_ASSERT(outsider_sees(before, role) == outsider_sees(after, role));
  RC_ASSERT(outsider_sees(before, Role::Operator) != outsider_sees(after, Role::Operator) ||
            before.find(moved)->place == after.find(moved)->place);
}

TEST(Visibility, DesksSeeExactlyOutsidersSeeCells) {
  const Positions positions = three_in_a_cell();
  EXPECT_NE(outsider_sees(positions, Role::Operator).find(" exact"), std::string::npos);
  EXPECT_NE(outsider_sees(positions, Role::Auditor).find(" cell"), std::string::npos);
  EXPECT_EQ(outsider_sees(positions, Role::Auditor).find(" exact"), std::string::npos);
  EXPECT_EQ(outsider_sees(positions, Role::Admin), "");
}

TEST(Visibility, TwoUnitsInACellAreNotTold) {
  Positions positions = three_in_a_cell();
  positions.erase(UnitId("PM-02"));
  EXPECT_EQ(outsider_sees(positions), "");
}

TEST(Visibility, AUnitNotHeardFromDoesNotCount) {
  Positions positions = three_in_a_cell();
  positions.edit(UnitId("PM-02"), [](UnitPosition& position) { position.received = kStart - kPresence - 1ms; });
  EXPECT_EQ(outsider_sees(positions), "");
}

TEST(Visibility, ACellIsNeverToldEarly) {
  CellHistory history;
  history.take(three_in_a_cell(), kStart);
  const Subject planner = person(Role::Planner);
  EXPECT_TRUE(visible({}, history, {}, planner, kStart).empty());
  EXPECT_TRUE(history.told(kStart + kCellDelay - 1ms).empty());
  EXPECT_EQ(history.told(kStart + kCellDelay).size(), 3u);
}

TEST(Visibility, WhatIsToldIsTheNewestThatIsOldEnough) {
  CellHistory history;
  Positions positions = three_in_a_cell();
  for (int second = 0; second <= 20 * 60; second += 10) {
    const Time now = kStart + std::chrono::seconds(second);
    for (const char* id : {"PM-01", "PM-02", "PM-03"}) positions.put(UnitId(id), unit(id, at(41.15, -8.61), now));
    history.take(positions, now);
    const auto& told = history.told(now);
    if (second < 300) {
      EXPECT_TRUE(told.empty());
      continue;
    }
    ASSERT_EQ(told.size(), 3u);
    EXPECT_GE(now - told[0].position.seen, kCellDelay);
    EXPECT_LT(now - told[0].position.seen, kCellDelay + 70s);
  }
}

TEST(Visibility, AClockSetBackTellsNothingEarly) {
  CellHistory history;
  history.take(three_in_a_cell(), kStart);
  const Time back = kStart - 24h;
  history.take(three_in_a_cell(), back);
  EXPECT_TRUE(history.told(back + kCellDelay - 1ms).empty());
}

/// PM-01 and PM-02 are sent to I-1; PM-03 is not.
Picture two_sent_together() {
  Picture picture;
  Incident incident{};
  incident.id = IncidentId("I-1");
  for (const char* crew : {"PM-01", "PM-02"}) {
    Mission mission{};
    mission.id = MissionId(std::string("M-") + crew);
    mission.unit = UnitId(crew);
    mission.incident = incident.id;
    picture.missions.put(mission.id, mission);
    incident.missions.push_back(mission.id);
  }
  picture.incidents.put(incident.id, incident);
  return picture;
}

TEST(Visibility, AnOfficerSeesTheirOwnCrewAndThoseSentWithThemExactly) {
  const Positions positions = three_in_a_cell();
  const auto seen = visible(positions, {}, two_sent_together(), person(Role::Officer, UnitId("PM-01")), kStart);
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].position.unit, UnitId("PM-01"));
  EXPECT_EQ(seen[1].position.unit, UnitId("PM-02"));
  EXPECT_EQ(visible(positions, {}, two_sent_together(), person(Role::Officer, UnitId("PM-03")), kStart).size(), 1u);
  EXPECT_TRUE(visible(positions, {}, two_sent_together(), person(Role::Officer), kStart).empty());
}

TEST(Visibility, PrecisionEqualsTheWallOverAllCombinations) {
  for (const Party party : {Party::Anonymous, Party::Person, Party::Source})
    for (int role = 0; role < 6; ++role)
      for (int bits = 0; bits < 32; ++bits) {
        const bool shift = (bits & 1) != 0, crew = (bits & 2) != 0, own = (bits & 4) != 0, together = (bits & 8) != 0,
                   ours = (bits & 16) != 0;
        Subject subject = person(static_cast<Role>(role), crew ? std::optional(UnitId("PM-01")) : std::nullopt);
        subject.party = party;
        subject.on_shift = shift;
        const Object object{.agency = ours ? "" : "rail", .unit = UnitId(own ? "PM-01" : "PM-02"), .linked = together};
        const bool desk = role <= 1 && shift;
        Precision expected = Precision::Cell;
        if (desk && ours) expected = Precision::Exact;
        if (role == 3 && shift && crew && (own || together)) expected = Precision::Exact;
        if (role == 5 || party != Party::Person) expected = Precision::None;
        EXPECT_EQ(precision(subject, object), expected) << role << ' ' << bits;
      }
}

TEST(Visibility, AnOfficersDistressKeepsItsPlaceFromOutsiders) {
  Picture picture;
  Alarm alarm{};
  alarm.id = AlarmId("A-1");
  alarm.kind = ObservationKind::OfficerDistress;
  alarm.unit = UnitId("PM-01");
  picture.alarms.put(alarm.id, alarm);
  Incident incident{};
  incident.alarms = {alarm.id};
  EXPECT_TRUE(sees_place_of(person(Role::Operator), alarm, picture));
  EXPECT_FALSE(sees_place_of(person(Role::Planner), alarm, picture));
  EXPECT_FALSE(sees_place_of(person(Role::Auditor), incident, picture));
  alarm.unit.reset();
  EXPECT_TRUE(sees_place_of(person(Role::Planner), alarm, picture));
}

/// PM-03 sent to I-1 and on scene there, as the first of those proposed.
Picture one_on_scene() {
  Picture picture;
  Mission mission{};
  mission.id = MissionId("M-1");
  mission.unit = UnitId("PM-03");
  mission.incident = IncidentId("I-1");
  mission.state = MissionState::OnScene;
  mission.proposed_as = 1;
  picture.missions.put(mission.id, mission);
  Incident incident{};
  incident.id = IncidentId("I-1");
  incident.place = at(41.1500, -8.6100);
  incident.address = "Praca 4";
  incident.missions = {mission.id};
  incident.timeline = {{kStart, "source:mqtt/b17", "opened", "A-1"},
                       {kStart, "engine:vigie", "proposed", "PM-03"},
                       {kStart, "user:alice", "sent", "PM-03"},
                       {kStart, "device:PM-03", "on_scene", "PM-03"},
                       {kStart, "user:alice", "note", "two people hurt"}};
  picture.incidents.put(incident.id, incident);
  Unit unit{};
  unit.id = UnitId("PM-03");
  unit.status = UnitStatus::OnScene;
  unit.mission = mission.id;
  picture.units.put(unit.id, unit);
  return picture;
}

TEST(Visibility, WhoMayNotKnowWhereAUnitIsIsNotToldWhereItWasSent) {
  const Picture picture = one_on_scene();
  const Incident& incident = *picture.incidents.find(IncidentId("I-1"));
  const Unit& unit = *picture.units.find(UnitId("PM-03"));
  for (const Role role : {Role::Planner, Role::Auditor, Role::Admin}) {
    EXPECT_FALSE(sees_units_of(person(role), incident, picture));
    const Incident seen = as_seen(person(role), incident, picture);
    EXPECT_EQ(seen.address, "Praca 4") << "an incident from the street is no unit's place";
    EXPECT_TRUE(seen.missions.empty());
    ASSERT_EQ(seen.timeline.size(), 5u);
    for (const TimelineEntry& entry : seen.timeline)
      EXPECT_EQ((entry.who + entry.text).find("PM-03"), std::string::npos) << entry.what;
    EXPECT_EQ(seen.timeline[0].text, "A-1");
    EXPECT_EQ(seen.timeline[4].text, "two people hurt");
    EXPECT_EQ(as_seen(person(role), unit).status, UnitStatus::Busy);
    EXPECT_FALSE(as_seen(person(role), unit).mission);
  }
}

TEST(Visibility, ADeskSeesEverythingAndAnOfficerAllButTheProposal) {
  const Picture picture = one_on_scene();
  const Incident& incident = *picture.incidents.find(IncidentId("I-1"));
  const Mission& mission = *picture.missions.find(MissionId("M-1"));
  const Subject desk = person(Role::Operator), officer = person(Role::Officer, UnitId("PM-03"));
  EXPECT_TRUE(sees_units_of(desk, incident, picture));
  EXPECT_EQ(as_seen(desk, incident, picture).timeline[1].text, "PM-03");
  EXPECT_EQ(as_seen(desk, mission).proposed_as, 1);
  EXPECT_TRUE(sees_units_of(officer, incident, picture));
  EXPECT_EQ(as_seen(officer, incident, picture).timeline[1].text, "") << "which unit is nearest";
  EXPECT_EQ(as_seen(officer, incident, picture).timeline[3].text, "PM-03");
  EXPECT_EQ(as_seen(officer, mission).proposed_as, 0);
  EXPECT_FALSE(sees_units_of(person(Role::Officer, UnitId("PM-01")), incident, picture));
}

}  // namespace
}  // namespace vigie::access
