// SPDX-License-Identifier: Apache-2.0
// The streets under a line, travel times, a mission's way.
#include "server/endpoints/streets.hpp"

#include "codec/json_writer.hpp"
#include "codec/road_json.hpp"
#include "codec/streets_json.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

const Error kNone{ErrorKind::Unavailable, "no city is loaded"};

Response preview_json(const engine::StreetsOnLine& on) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.key("streets");
  writer.begin_array();
  for (const std::string& name : on.streets) writer.value(name);
  writer.end_array();
  writer.member("length_m", on.length_m);
  writer.member("off_road_m", on.off_street_m);
  codec::write_lines(writer, "lines", on.lines);
  writer.end_object();
  return json(std::move(body));
}

Response table_json(Time at, const std::vector<std::vector<std::optional<std::int32_t>>>& rows) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("at", at);
  writer.key("seconds");
  writer.begin_array();
  for (const auto& row : rows) {
    writer.begin_array();
    for (const auto& seconds : row) {
      if (seconds) writer.value(*seconds);
      else writer.null();
    }
    writer.end_array();
  }
  writer.end_array();
  writer.end_object();
  return json(std::move(body));
}

Response route_json(const engine::MissionRoute& route) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("mission", route.mission.text());
  writer.member("at", route.at);
  writer.member("seconds", route.seconds);
  writer.member("p90_s", route.p90_s);
  writer.member("distance_m", route.distance_m);
  writer.member("position_age_s", route.position_age_s);
  codec::write_line(writer, "line", route.line);
  writer.end_object();
  return json(std::move(body));
}

}  // namespace

Response PreviewRoadChange::operator()(const Request& request) const {
  if (streets == nullptr) return refuse(kNone);
  const auto asked = codec::decode_road_preview(request.body);
  if (!asked) return refuse(asked.error());
  return preview_json(streets->streets_on(asked->lines, asked->sense));
}

void ReadTravelTimes::operator()(const Request& request, Reply reply) const {
  if (streets == nullptr) return reply(refuse(kNone));
  auto asked = codec::decode_travel_times(request.body);
  if (!asked) return reply(refuse(asked.error()));
  const auto job = [&desk = *streets, now = clock.now(), asked = std::move(*asked), reply] {
    reply(table_json(asked.at.value_or(now), desk.travel_times(asked.from, asked.to, asked.at)));
  };
  if (!slow.run(job)) reply(refuse({ErrorKind::Unavailable, "travel times are being computed for others; try again"}));
}

void ReadMissionRoute::operator()(const Request& request, Reply reply) const {
  if (streets == nullptr) return reply(refuse(kNone));
  const MissionId mission(request.arguments.at("id"));
  const Actor who = actor_of(request.subject);
  const auto look = looks->look(who.name(), "mission_route:read", mission.text());
  if (!look) return reply(refuse(429, look.error()));
  auto route = streets->mission_route(mission);
  Response response = route ? route_json(*route) : refuse(route.error());
  if (*look == Looks::Audit::AlreadyTold) return reply(std::move(response));
  audit.write({.who = who, .what = "mission_route:read", .why = "", .whom = mission.text(), .outcome = "done"},
              [response = std::move(response), reply = std::move(reply)](const Result<std::uint64_t>& written) {
                reply(written ? response : refuse(503, {ErrorKind::Unavailable, "the audit cannot be written"}));
              });
}

}  // namespace vigie::server::endpoints
