// SPDX-License-Identifier: Apache-2.0
// The server before an engine that only remembers, with one of everything in its picture: what openapi_test.py asks.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "city/city.hpp"
#include "city/demo.hpp"
#include "city/import.hpp"
#include "server/small_town.hpp"
#include "server/world_test.hpp"

namespace {

using namespace vigie;

const Time kThen = parse_rfc3339("2026-07-14T20:45:00Z").value();
const geo::Position kPlace = geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.37}).value();

void put_unit_and_mission(Picture& picture) {
  Unit unit{};
  unit.id = UnitId("PM-03");
  unit.skills = {"first_aid"};
  unit.mission = MissionId("M-1");
  picture.units.put(unit.id, unit);
  Mission mission{};
  mission.id = MissionId("M-1");
  mission.unit = unit.id;
  mission.incident = IncidentId("I-1");
  mission.decided_by = UserId("alice");
  mission.reached = {{MissionState::Sent, kThen}, {MissionState::EnRoute, kThen}};
  picture.missions.put(mission.id, mission);
}

void put_alarm_and_incident(Picture& picture) {
  Alarm alarm{};
  alarm.id = AlarmId("A-1");
  alarm.source = SourceId("mqtt/button-17");
  alarm.place = kPlace;
  alarm.incident = IncidentId("I-1");
  alarm.shelved_until = kThen;
  alarm.acknowledged_by = UserId("alice");
  picture.alarms.put(alarm.id, alarm);
  Incident incident{};
  incident.id = IncidentId("I-1");
  incident.place = kPlace;
  incident.owner = UserId("alice");
  incident.disposition = Disposition::Resolved;
  incident.closed = kThen;
  incident.alarms = {alarm.id};
  incident.missions = {MissionId("M-1")};
  incident.timeline = {{kThen, "user:alice", "sent", "PM-03 \"quoted\" \xff"}};
  picture.incidents.put(incident.id, incident);
}

void put_the_rest(Picture& picture) {
  Recommendation recommendation{};
  recommendation.incident = IncidentId("I-1");
  recommendation.candidates.push_back({.unit = UnitId("PM-03"),
                                       .kind = UnitKind::Car,
                                       .status = UnitStatus::Free,
                                       .travel_s = 220,
                                       .eta_s = 245,
                                       .eta_p90_s = 320,
                                       .distance_m = 1800,
                                       .position_age_s = 1,
                                       .ahead_of = UnitId("PM-07"),
                                       .ahead_s = 90,
                                       .missing = {"dog"}});
  picture.recommendations.put(recommendation.incident, recommendation);
  LinkHealth link{};
  link.name = "mqtt";
  picture.links.put(link.name, link);
  PeopleCount count{};
  count.source = SourceId("api/gate");
  count.place = kPlace;
  picture.counts.put(count.source, count);
}

/// The invented harbour town, made in a folder. Ends the program where that fails.
std::unique_ptr<city::City> made_up_city(const std::string& folder) {
  city::ImportOptions how;
  how.osm_file = folder + "/town.osm.pbf";
  how.city_dir = folder + "/town";
  const Result<void> written = city::write_demo_osm(1, how.osm_file);
  if (!written || !city::import_city(how, city::Progress())) std::abort();
  return std::move(city::City::open(how.city_dir)).value();
}

}  // namespace

int main() {
  const server::TemporaryDirectory folder;
  const std::unique_ptr<city::City> city = made_up_city(folder.path());
  server::World world;
  world.engine.change_silently([](Picture& picture) {
    picture.last.sequence = 7;
    put_unit_and_mission(picture);
    put_alarm_and_incident(picture);
    put_the_rest(picture);
  });
  UnitPosition position{.unit = UnitId("PM-03"),
                        .place = kPlace,
                        .heading_deg = 90.0,
                        .speed_mps = 3.5,
                        .seen = kThen,
                        .received = kThen};
  world.engine.report(position);
  const auto source = server::auth::Sources(*world.access, world.clock).enrol("gate");
  const auto feed = server::auth::Sources(*world.access, world.clock).enrol("works", access::SourceMay::ChangeRoads);
  const auto pusher = server::auth::Sources(*world.access, world.clock).enrol("weather", access::SourceMay::Feed);
  tests::SmallTown town(world.engine, world.clock);
  world.streets = &town.desk;
  world.city = city.get();
  world.zone = TimeZone::named("Europe/Lisbon").value();
  world.restart();  // the sources are known from the start

  nlohmann::json hello{{"port", world.port()}, {"password", server::kPassword},    {"token", *source}, {"feed", *feed},
                       {"pusher", *pusher},    {"routes", nlohmann::json::array()}};
  for (const server::RouteInfo& route : server::routes())
    hello["routes"].push_back({{"method", route.method}, {"path", route.pattern}, {"action", route.action}});
  const std::pair<const char*, Role> people[] = {{"operator", Role::Operator}, {"supervisor", Role::Supervisor},
                                                 {"planner", Role::Planner},   {"officer", Role::Officer},
                                                 {"auditor", Role::Auditor},   {"admin", Role::Admin}};
  for (const auto& [name, role] : people) world.account(name, role, UnitId("PM-03"));
  std::printf("%s\n", hello.dump().c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }  // until the test has gone
  return 0;
}
