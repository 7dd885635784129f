// SPDX-License-Identifier: Apache-2.0
// Claims about who may do what, against a slow obvious twin over all combinations.
#include "access/policy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace vigie::access {
namespace {

/// The policy as a person would write it on a wall: action, then who. "own": own unit; "linked": an incident one is sent to.
constexpr const char* kWall = R"(
health:read                 anybody
web:read                    anybody
session:login               anybody
session:enrol               anybody
session:logout              operator supervisor planner officer auditor admin
session:read                operator supervisor planner officer auditor admin
city:read                   operator supervisor planner officer auditor admin
search:read                 operator supervisor planner officer auditor admin
tiles:read                  operator supervisor planner officer auditor admin
picture:read                operator supervisor planner officer auditor admin
roads:read                  operator supervisor planner
crowd:read                  operator supervisor planner officer auditor admin
crowd:simulate              operator supervisor planner
coverage:read               operator@shift supervisor@shift
mission_route:read          operator@shift supervisor@shift
stream:read                 operator supervisor planner officer auditor admin
metrics:read                local supervisor admin
users:read                  admin
users:manage                admin
devices:read                supervisor admin
devices:manage              supervisor admin
audit:read                  auditor
observations:write          source@observe
road_changes:write          source@change_roads
feeds:write                 source@feed
command                     operator supervisor planner officer
command:acknowledge_alarm   operator@shift supervisor@shift
command:shelve_alarm        operator@shift supervisor@shift
command:confirm_alarm       operator@shift supervisor@shift
command:open_incident       operator@shift supervisor@shift
command:own_incident        operator@shift supervisor@shift
command:send_unit           operator@shift supervisor@shift
command:cancel_mission      operator@shift supervisor@shift
command:report_mission      operator@shift supervisor@shift officer@own
command:set_unit_status     operator@shift supervisor@shift officer@own
command:write_note          operator@shift supervisor@shift officer@linked
command:classify_incident   operator@shift supervisor@shift
command:close_incident      operator@shift supervisor@shift
command:undo_unit_status    operator@shift supervisor@shift officer@own
command:change_road         operator@shift supervisor@shift planner
command:withdraw_road_change operator@shift supervisor@shift planner
command:restore_road_change operator@shift supervisor@shift planner
command:typed_command       operator supervisor officer
)";

std::map<std::string, std::set<std::string>> wall() {
  std::map<std::string, std::set<std::string>> read;
  std::istringstream lines(kWall);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string action;
    if (!(words >> action)) continue;
    for (std::string who; words >> who;) read[action].insert(who);
  }
  return read;
}

constexpr Role kRoles[] = {Role::Operator, Role::Supervisor, Role::Planner, Role::Officer, Role::Auditor, Role::Admin};
constexpr const char* kRoleWords[] = {"operator", "supervisor", "planner", "officer", "auditor", "admin"};

/// The obvious twin: all the words that are true of the subject and object; allowed where one stands on the wall.
bool oracle(const std::set<std::string>& allowed, const Subject& subject, const std::optional<Object>& object) {
  std::set<std::string> words{"anybody"};
  if (subject.local) words.insert("local");
  if (subject.party == Party::Source)
    words.insert(subject.source_may == SourceMay::ChangeRoads ? "source@change_roads"
                 : subject.source_may == SourceMay::Feed      ? "source@feed"
                                                              : "source@observe");
  if (subject.party == Party::Person) {
    const std::string role = kRoleWords[static_cast<int>(subject.role)];
    words.insert(role);
    if (subject.on_shift) {
      if (!object || object->agency == subject.agency) words.insert(role + "@shift");
      if (subject.unit && (!object || object->unit == subject.unit)) words.insert(role + "@own");
      if (subject.unit && (!object || object->linked)) words.insert(role + "@linked");
    }
  }
  for (const std::string& word : words)
    if (allowed.contains(word)) return true;
  return false;
}

TEST(Policy, EqualsTheWallOverAllCombinations) {
  const auto table = wall();
  ASSERT_EQ(table.size(), all_actions().size());
  int combinations = 0;
  const std::optional<UnitId> crews[] = {std::nullopt, UnitId("PM-03"), UnitId("PM-04")};
  for (const Action action : all_actions())
    for (const SourceMay source_may : {SourceMay::Observe, SourceMay::ChangeRoads, SourceMay::Feed})
      for (const Party party : {Party::Anonymous, Party::Person, Party::Source})
        for (const Role role : kRoles)
          for (const bool on_shift : {false, true})
            for (const bool local : {false, true})
              for (const char* agency : {"", "rail"})
                for (const auto& crew : crews)
                  for (int kind = 0; kind < 13; ++kind) {
                    const Subject subject{.party = party,
                                          .name = "x",
                                          .role = role,
                                          .on_shift = on_shift,
                                          .agency = agency,
                                          .unit = crew,
                                          .local = local,
                                          .source_may = source_may};
                    std::optional<Object> object;
                    if (kind > 0)
                      object = Object{
                          .agency = kind % 2 == 0 ? "rail" : "", .unit = crews[(kind / 2) % 3], .linked = kind > 6};
                    const Decision decision = decide(subject, action, object);
                    ASSERT_EQ(decision.allowed, oracle(table.at(name(action)), subject, object))
                        << name(action) << " party " << static_cast<int>(party) << " role "
                        << kRoleWords[static_cast<int>(role)] << " shift " << on_shift << " object " << kind;
                    ASSERT_EQ(decision.allowed, std::string(decision.rule) != "default-deny");
                    ++combinations;
                  }
  EXPECT_GT(combinations, 200'000);
}

Picture one_mission(MissionState state) {
  Picture picture;
  Incident incident{};
  incident.id = IncidentId("I-1");
  incident.missions = {MissionId("M-1")};
  picture.incidents.put(incident.id, incident);
  Mission mission{};
  mission.id = MissionId("M-1");
  mission.unit = UnitId("PM-03");
  mission.incident = incident.id;
  mission.state = state;
  picture.missions.put(mission.id, mission);
  return picture;
}

Subject officer(const char* unit) {
  return {
      .party = Party::Person, .name = "o", .role = Role::Officer, .on_shift = true, .agency = {}, .unit = UnitId(unit)};
}

TEST(Policy, AnOfficerReportsTheMissionOfTheirOwnUnitOnly) {
  const Picture picture = one_mission(MissionState::Sent);
  const Command report = ReportMission{MissionId("M-1"), MissionState::EnRoute};
  const auto decision = [&](const Subject& subject, const Command& command) {
    return decide(subject, action_of(command), object_of(picture, subject, command)).allowed;
  };
  EXPECT_TRUE(decision(officer("PM-03"), report));
  EXPECT_FALSE(decision(officer("PM-04"), report));
  EXPECT_FALSE(decision(officer("PM-03"), ReportMission{MissionId("M-9"), MissionState::EnRoute}));
  EXPECT_TRUE(decision(officer("PM-03"), WriteNote{IncidentId("I-1"), "there"}));
  EXPECT_FALSE(decision(officer("PM-04"), WriteNote{IncidentId("I-1"), "there"}));
  EXPECT_FALSE(decision(officer("PM-03"), CloseIncident{IncidentId("I-1"), Disposition::Resolved, ""}));
}

TEST(Policy, ALinkEndsWithTheMission) {
  EXPECT_TRUE(linked(one_mission(MissionState::OnScene), UnitId("PM-03"), IncidentId("I-1")));
  EXPECT_FALSE(linked(one_mission(MissionState::Done), UnitId("PM-03"), IncidentId("I-1")));
  EXPECT_FALSE(linked(one_mission(MissionState::Cancelled), UnitId("PM-03"), IncidentId("I-1")));
}

TEST(Policy, WhatOneMayIsListedInWords) {
  Subject auditor;
  auditor.party = Party::Person;
  auditor.role = Role::Auditor;
  const std::vector<std::string> words = may(auditor);
  EXPECT_NE(std::find(words.begin(), words.end(), "audit:read"), words.end());
  EXPECT_EQ(std::find(words.begin(), words.end(), "command:send_unit"), words.end());
}

}  // namespace
}  // namespace vigie::access
