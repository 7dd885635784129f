// SPDX-License-Identifier: Apache-2.0
// Claims about the streets over HTTP: who may ask, what is told, what the audit hears.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/small_town.hpp"
#include "server/world_test.hpp"

namespace vigie::server {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A unit at A, an incident at C, a mission between them, on a map of five places.
class Streets : public testing::Test {
 protected:
  Streets() {
    world_.streets = &town_.desk;
    world_.restart();
    world_.engine.change_silently([&](Picture& picture) {
      Incident incident{};
      incident.id = IncidentId("I-1");
      incident.place = town_.map.at('C');
      incident.missions = {MissionId("M-1")};
      picture.incidents.put(incident.id, incident);
      Mission mission{};
      mission.id = MissionId("M-1");
      mission.unit = UnitId("PM-03");
      mission.incident = incident.id;
      picture.missions.put(mission.id, mission);
    });
    world_.engine.report({UnitId("PM-03"), town_.map.at('A'), {}, {}, world_.clock.now(), world_.clock.now()});
  }

  std::string point(char letter) const {
    const geo::Position at = town_.map.at(letter);
    return "[" + std::to_string(at.lon()) + "," + std::to_string(at.lat()) + "]";
  }
  std::string place(char letter) const {
    const geo::Position at = town_.map.at(letter);
    return R"({"lat":)" + std::to_string(at.lat()) + R"(,"lon":)" + std::to_string(at.lon()) + "}";
  }

  World world_;
  tests::SmallTown town_{world_.engine, world_.clock};
};

TEST_F(Streets, ADrawnLineIsAnsweredWithItsStreets) {
  Browser planner = world_.person("paul", Role::Planner);
  const Answer answer = planner.post("/api/v1/roads/preview", R"({"lines":[[)" + point('A') + "," + point('B') + "]]}");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr(R"("length_m":300,"off_road_m":0)"));
  EXPECT_EQ(planner.post("/api/v1/roads/preview", R"({"lines":[]})").status, 400);
}

TEST_F(Streets, TravelTimesAreATableNowAndAtAMomentAhead) {
  Browser planner = world_.person("paul", Role::Planner);
  const std::string ask = R"({"from":[)" + place('A') + R"(],"to":[)" + place('B') + "," + place('C') + "]";
  const Answer now = planner.post("/api/v1/roads/travel-times", ask + "}");
  ASSERT_EQ(now.status, 200) << now.body;
  EXPECT_THAT(now.body, testing::ContainsRegex(R"("seconds":\[\[[0-9]+,[0-9]+\]\])"));
  const Answer later = planner.post("/api/v1/roads/travel-times", ask + R"(,"at":"2026-11-28T21:30:00Z"})");
  ASSERT_EQ(later.status, 200) << later.body;
  EXPECT_THAT(later.body, HasSubstr(R"("at":"2026-11-28T21:30:00.000Z")"));
}

TEST_F(Streets, AMissionsWayIsForTheDeskOnShiftAloneAndItsFirstLookIsAudited) {
  Browser alice = world_.person("alice", Role::Operator);
  const Answer route = alice.get("/api/v1/missions/M-1/route");
  ASSERT_EQ(route.status, 200) << route.body;
  EXPECT_THAT(route.body, HasSubstr(R"("mission":"M-1")"));
  EXPECT_THAT(route.body, HasSubstr(R"("distance_m":600)"));
  EXPECT_THAT(route.body, HasSubstr(R"("p90_s":)"));
  EXPECT_EQ(alice.get("/api/v1/missions/M-1/route").status, 200);
  EXPECT_EQ(alice.get("/api/v1/missions/M-9/route").status, 404);
  for (const Role role : {Role::Planner, Role::Officer, Role::Auditor, Role::Admin}) {
    Browser other = world_.person("other" + std::to_string(static_cast<int>(role)), role, UnitId("PM-03"));
    EXPECT_EQ(other.get("/api/v1/missions/M-1/route").status, 403) << static_cast<int>(role);
  }
  Browser auditor = world_.person("augustin", Role::Auditor);
  const std::string audit = auditor.get("/api/v1/audit").body;
  const std::string line = R"("who":"user:alice","what":"mission_route:read","why":"","whom":"M-1","outcome":"done")";
  const auto first = audit.find(line);
  ASSERT_NE(first, std::string::npos) << audit;
  EXPECT_EQ(audit.find(line, first + 1), std::string::npos) << "a screen that follows is one look";
}

TEST_F(Streets, CoverageIsForTheDeskAloneInRisingMinutes) {
  world_.engine.change_silently([](Picture& picture) {
    Unit unit;
    unit.id = UnitId("PM-03");
    unit.status = UnitStatus::Free;
    picture.units.put(unit.id, unit);
  });
  Browser alice = world_.person("alice", Role::Operator);
  const Answer layer = alice.get("/api/v1/coverage?minutes=1,3");
  ASSERT_EQ(layer.status, 200) << layer.body;
  EXPECT_THAT(layer.body, HasSubstr(R"("units":1,"bands":[{"minutes":1,)"));
  EXPECT_THAT(layer.body, HasSubstr(R"({"minutes":3,"area_km2":0.)"));
  for (const char* wrong : {"5,3", "0", "3,3", "31", "1,2,3,4,5,6", "", "3,", "x"})
    EXPECT_EQ(alice.get(std::string("/api/v1/coverage?minutes=") + wrong).status, 400) << wrong;
  Browser planner = world_.person("paul", Role::Planner);
  EXPECT_EQ(planner.get("/api/v1/coverage").status, 403) << "it is computed from exact positions";
  Browser officer = world_.person("otto", Role::Officer, UnitId("PM-03"));
  EXPECT_EQ(officer.get("/api/v1/coverage").status, 403);
}

TEST_F(Streets, WithoutACityTheyAnswer503) {
  World bare;
  Browser alice = bare.person("alice", Role::Operator);
  EXPECT_EQ(alice.get("/api/v1/missions/M-1/route").status, 503);
  EXPECT_EQ(alice.post("/api/v1/roads/preview", R"({"lines":[[[0,0]]]})").status, 503);
}

}  // namespace
}  // namespace vigie::server
