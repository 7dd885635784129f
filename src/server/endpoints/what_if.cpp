// SPDX-License-Identifier: Apache-2.0
// Scenarios, questions and answers as JSON.
#include "server/endpoints/what_if.hpp"

#include <array>
#include <cmath>

#include "codec/json_writer.hpp"
#include "codec/road_json.hpp"
#include "codec/what_if_json.hpp"
#include "server/answers.hpp"
#include "server/simulated_streets.hpp"

namespace vigie::server::endpoints {
namespace {

using codec::JsonWriter;
using movement::CaseAnswer;
using movement::WhatIfAnswer;

const Error kNone{ErrorKind::Unavailable, "no crowd scenarios are offered"};

template <class Items, class Write>
void write_array(JsonWriter& json, std::string_view name, const Items& items, Write write_one) {
  json.key(name);
  json.begin_array();
  for (const auto& item : items) write_one(item);
  json.end_array();
}

void write_change(JsonWriter& json, const CrowdChange& change) {
  json.begin_object();
  json.member("kind", codec::word(change.kind));
  if (!change.drawn.empty()) codec::write_lines(json, "lines", {change.drawn});
  const bool drawn = change.kind == CrowdChangeKind::Close || change.kind == CrowdChangeKind::Hold;
  if (drawn && std::isfinite(change.from_s)) write_number(json, "from_s", change.from_s);
  if (drawn && std::isfinite(change.until_s)) write_number(json, "until_s", change.until_s);
  if (!change.name.empty()) json.member("name", change.name);
  if (!change.to.empty()) json.member("to", change.to);
  if (change.kind == CrowdChangeKind::Redirect) write_number(json, "part", change.part, 3);
  if (change.kind == CrowdChangeKind::ShiftEnd) write_number(json, "by_s", change.by_s);
  json.end_object();
}

void write_scenario(JsonWriter& json, const engine::OfferedScenario& offered) {
  const CrowdScenario& scenario = offered.scenario;
  json.begin_object();
  json.member("id", offered.id);
  json.member("name", scenario.name);
  write_place(json, scenario.place);
  write_number(json, "radius_m", scenario.radius_m);
  write_number(json, "people", scenario.people);
  write_number(json, "until_s", scenario.until_s);
  json.member("arrival", scenario.arrival.has_value());
  write_array(json, "exits", scenario.exits, [&](const CrowdExit& exit) {
    json.begin_object();
    json.member("name", exit.name);
    write_place(json, exit.at);
    write_number(json, "width_m", exit.width_m, 1);
    json.member("open", exit.open);
    json.end_object();
  });
  write_array(json, "places", scenario.places, [&](const CrowdPlace& place) {
    json.begin_object();
    json.member("name", place.name);
    json.member("kind", codec::word(place.kind));
    if (place.at) write_place(json, *place.at);
    write_number(json, "share", place.share, 4);
    json.end_object();
  });
  write_array(json, "variants", scenario.variants, [&](const CrowdVariant& variant) {
    json.begin_object();
    json.member("name", variant.name);
    write_array(json, "changes", variant.changes, [&](const CrowdChange& change) { write_change(json, change); });
    json.end_object();
  });
  json.end_object();
}

void write_people(JsonWriter& json, std::string_view name, const std::vector<float>& by_frame) {
  write_array(json, name, by_frame, [&](float people) { json.value(std::llround(people)); });
}

void write_clearing(JsonWriter& json, const movement::Clearing& clearing) {
  json.key("clearing");
  json.begin_object();
  write_number(json, "streets_s", clearing.streets_s);
  write_number(json, "served_s", clearing.served_s);
  write_number(json, "streets_p50_s", clearing.streets_p50_s);
  write_number(json, "streets_p95_s", clearing.streets_p95_s);
  write_number(json, "served_p50_s", clearing.served_p50_s);
  write_number(json, "served_p95_s", clearing.served_p95_s);
  json.member("runs", clearing.runs);
  json.member("not_cleared", clearing.not_cleared);
  json.end_object();
}

/// Of the streets that were ever walked on: [street, peak 0.01 people/m², at s, s above 2, above 3.57, above 5.55].
void write_peaks(JsonWriter& json, const std::vector<movement::StreetPeak>& streets) {
  json.key("peaks");
  json.begin_array();
  for (std::size_t i = 0; i < streets.size(); ++i) {
    if (!(streets[i].peak_per_m2 >= 0.005)) continue;
    json.begin_array();
    json.value(i);
    json.value(std::llround(streets[i].peak_per_m2 * 100));
    json.value(std::llround(streets[i].peak_at_s));
    for (const double seconds : streets[i].above_s) json.value(std::llround(seconds));
    json.end_array();
  }
  json.end_array();
}

/// Of the streets through which density ran upstream: [street, 0.01 m/s, swing 0.01 people/m², at s].
void write_waves(JsonWriter& json, const std::vector<movement::StreetPeak>& streets) {
  json.key("waves");
  json.begin_array();
  for (std::size_t i = 0; i < streets.size(); ++i) {
    const auto& wave = streets[i].wave;
    if (!wave) continue;
    json.begin_array();
    json.value(i);
    for (const double number : {wave->speed_mps * 100, wave->swing_per_m2 * 100, wave->at_s})
      json.value(std::llround(number));
    json.end_array();
  }
  json.end_array();
}

/// Each frame: street and density in turn, 0.01 people/m², of those that are not empty.
void write_frames(JsonWriter& json, const CaseAnswer& answer) {
  const std::size_t streets = answer.streets.size();
  json.key("frames");
  json.begin_array();
  for (std::size_t frame = 0; frame < answer.at_s.size(); ++frame) {
    json.begin_array();
    for (std::size_t street = 0; street < streets; ++street) {
      const std::uint16_t density = answer.frames[frame * streets + street];
      if (density == 0) continue;
      json.value(street);
      json.value(density);
    }
    json.end_array();
  }
  json.end_array();
}

constexpr std::array<const char*, 5> kQueues{"exit", "entrance", "station", "parking", "on_foot"};

void write_case(JsonWriter& json, std::string_view key, const CaseAnswer& answer) {
  json.key(key);
  json.begin_object();
  write_number(json, "people", answer.people);
  write_clearing(json, answer.clearing);
  write_number(json, "peak_per_m2", answer.peak_per_m2, 2);
  write_number(json, "most_walking", answer.most_walking);
  write_number(json, "counter_share", answer.counter_share, 3);
  write_number(json, "person_min_above_2", answer.person_min_above_2);
  write_peaks(json, answer.streets);
  write_waves(json, answer.streets);
  write_array(json, "queues", answer.queues, [&](const movement::Queue& queue) {
    json.begin_object();
    json.member("kind", kQueues[static_cast<std::size_t>(queue.kind)]);
    json.member("name", queue.name);
    write_people(json, "people", queue.people);
    write_number(json, "most", queue.most);
    write_number(json, "most_at_s", queue.most_at_s);
    json.end_object();
  });
  write_array(json, "blocked", answer.blocked, [&](const movement::Blocked& blocked) {
    json.begin_object();
    json.member("where", blocked.where);
    json.member("street", blocked.street);
    write_number(json, "people", blocked.people);
    json.end_object();
  });
  write_array(json, "at_s", answer.at_s, [&](double at) { json.value(std::llround(at)); });
  write_people(json, "outside", answer.outside);
  write_people(json, "inside", answer.inside);
  write_people(json, "walking", answer.walking);
  write_people(json, "waiting", answer.waiting);
  write_people(json, "gone", answer.gone);
  write_frames(json, answer);
  json.end_object();
}

void write_difference(JsonWriter& json, const movement::Difference& difference) {
  const auto maybe = [&](const char* name, const std::optional<double>& number) {
    if (number) write_number(json, name, *number);
  };
  json.key("difference");
  json.begin_object();
  maybe("streets_s", difference.streets_s);
  maybe("served_s", difference.served_s);
  maybe("served_p50_of_pairs_s", difference.served_p50_of_pairs_s);
  write_number(json, "peak_per_m2", difference.peak_per_m2, 2);
  write_number(json, "most_walking", difference.most_walking);
  write_number(json, "person_min_above_2", difference.person_min_above_2);
  write_array(json, "most_changed", difference.most_changed, [&](std::size_t street) { json.value(street); });
  json.end_object();
}

void write_answer(JsonWriter& json, const WhatIfAnswer& answer) {
  json.key("answer");
  json.begin_object();
  json.member("caution", movement::kCaution);
  write_number(json, "known_per_m2", movement::kKnownPer_m2, 1);
  write_number(json, "network_km", answer.network_km, 1);
  write_streets(json, answer.streets);
  write_case(json, "base", answer.base);
  if (answer.variant) write_case(json, "variant", *answer.variant);
  if (answer.difference) write_difference(json, *answer.difference);
  json.end_object();
}

constexpr std::array<const char*, 5> kStates{"waiting", "running", "done", "failed", "cancelled"};

Response view_json(const engine::WhatIfView& view) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("id", view.id);
  json.member("state", kStates[static_cast<std::size_t>(view.state)]);
  write_number(json, "done", view.done, 3);
  json.member("scenario", view.question->scenario);
  write_array(json, "changes", view.question->changes, [&](const CrowdChange& change) { write_change(json, change); });
  if (view.error) json.member("error", view.error->what);
  if (view.answer) write_answer(json, *view.answer);
  json.end_object();
  return server::json(std::move(body));
}

std::string who(const Request& request) { return actor_of(request.subject).name(); }

}  // namespace

Response ReadScenarios::operator()(const Request&) const {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  static const std::vector<engine::OfferedScenario> kNoScenarios;
  write_array(json, "scenarios", desk ? desk->scenarios() : kNoScenarios,
              [&](const engine::OfferedScenario& offered) { write_scenario(json, offered); });
  json.end_object();
  return server::json(std::move(body));
}

Response AskWhatIf::operator()(const Request& request) const {
  if (desk == nullptr) return refuse(kNone);
  auto asked = codec::decode_what_if(request.body);
  if (!asked) return refuse(asked.error());
  engine::WhatIfQuestion question;
  question.scenario = std::move(asked->scenario);
  question.people = asked->people;
  question.changes = std::move(asked->changes);
  question.runs = static_cast<std::size_t>(asked->runs);
  question.seed = static_cast<std::uint64_t>(asked->seed);
  const auto id = desk->ask(who(request), std::move(question));
  if (!id) return refuse(id.error());
  Response accepted = server::json("{\"id\":\"" + *id + "\"}");
  accepted.status = 202;
  return accepted;
}

void ReadWhatIf::operator()(const Request& request, Reply reply) const {
  if (desk == nullptr) return reply(refuse(kNone));
  auto view = desk->look(who(request), request.arguments.at("id"));
  if (!view) return reply(refuse(view.error()));
  if (!view->answer) return reply(view_json(*view));
  if (!slow.run([view = std::move(*view), reply] { reply(view_json(view)); }))
    reply(refuse({ErrorKind::Unavailable, "answers are being written for others; try again"}));
}

Response CancelWhatIf::operator()(const Request& request) const {
  if (desk == nullptr) return refuse(kNone);
  const auto cancelled = desk->cancel(who(request), request.arguments.at("id"));
  return cancelled ? server::json("{}") : refuse(cancelled.error());
}

}  // namespace vigie::server::endpoints
