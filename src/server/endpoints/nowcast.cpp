// SPDX-License-Identifier: Apache-2.0
// The ground of a nowcast as JSON.
#include "server/endpoints/nowcast.hpp"

#include <memory>

#include "codec/what_if_json.hpp"
#include "server/answers.hpp"
#include "server/simulated_streets.hpp"

namespace vigie::server::endpoints {
namespace {

using codec::JsonWriter;

void write_named(JsonWriter& json, const std::string& name, const geo::Position& at) {
  json.begin_object();
  json.member("name", name);
  write_place(json, at);
  json.end_object();
}

Response ground_json(const engine::NowcastGround& ground) {
  const CrowdScenario& scenario = ground.scenario;
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("event", ground.event.text());
  json.member("scenario", ground.scenario_id);
  write_number(json, "known_per_m2", movement::kKnownPer_m2, 1);
  write_place(json, scenario.place);
  write_number(json, "radius_m", scenario.radius_m);
  json.key("exits");
  json.begin_array();
  for (const CrowdExit& exit : scenario.exits) write_named(json, exit.name, exit.at);
  json.end_array();
  json.key("places");
  json.begin_array();
  for (const CrowdPlace& place : scenario.places) {
    if (!place.at) continue;
    json.begin_object();
    json.member("name", place.name);
    json.member("kind", codec::word(place.kind));
    write_place(json, *place.at);
    json.end_object();
  }
  json.end_array();
  json.key("counters");
  json.begin_array();
  for (const movement::StreetCounter& counter : ground.counters) write_named(json, counter.name, counter.at);
  json.end_array();
  write_streets(json, ground.streets);
  json.end_object();
  return server::json(std::move(body));
}

}  // namespace

void ReadNowcastStreets::operator()(const Request& request, Reply reply) const {
  if (desk == nullptr) return reply(refuse({ErrorKind::Unavailable, "no crowd scenarios are offered"}));
  auto ground = desk->ground(EventId(request.arguments.at("event")));
  if (!ground) return reply(refuse(ground.error()));
  if (!slow.run([ground = std::move(*ground), reply] { reply(ground_json(*ground)); }))
    reply(refuse({ErrorKind::Unavailable, "answers are being written for others; try again"}));
}

}  // namespace vigie::server::endpoints
