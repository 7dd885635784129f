// SPDX-License-Identifier: Apache-2.0
// The API's shapes, member by member in the order of api/openapi.yaml.
#include "codec/view_json.hpp"

#include "codec/json_writer.hpp"
#include "codec/road_json.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

void write_place(JsonWriter& json, const std::optional<geo::Position>& place) {
  if (!place) return;
  json.key("lat");
  json.degrees(place->lat_e7());
  json.key("lon");
  json.degrees(place->lon_e7());
}

template <class Ids>
void write_ids(JsonWriter& json, std::string_view name, const Ids& ids) {
  json.key(name);
  json.begin_array();
  for (const auto& id : ids) json.value(id.text());
  json.end_array();
}

template <class Texts>
void write_texts(JsonWriter& json, std::string_view name, const Texts& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

template <class Tag>
void write_id(JsonWriter& json, std::string_view name, const std::optional<Id<Tag>>& id) {
  if (id) json.member(name, id->text());
}

void write_timeline(JsonWriter& json, const std::vector<TimelineEntry>& timeline) {
  json.key("timeline");
  json.begin_array();
  for (const TimelineEntry& entry : timeline) {
    json.begin_object();
    json.member("at", entry.at);
    json.member("who", entry.who);
    json.member("what", entry.what);
    json.member("text", entry.text);
    json.end_object();
  }
  json.end_array();
}

void write_candidate(JsonWriter& json, const Candidate& candidate) {
  json.begin_object();
  json.member("unit", candidate.unit.text());
  json.member("kind", word(candidate.kind));
  json.member("status", word(candidate.status));
  json.member("travel_s", candidate.travel_s);
  json.member("eta_s", candidate.eta_s);
  json.member("eta_p90_s", candidate.eta_p90_s);
  json.member("distance_m", candidate.distance_m);
  json.member("position_age_s", candidate.position_age_s);
  write_id(json, "ahead_of", candidate.ahead_of);
  json.member("ahead_s", candidate.ahead_s);
  write_texts(json, "missing", candidate.missing);
  json.end_object();
}

std::string clock(int minutes) {
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + minutes / 600);
  text[1] = static_cast<char>('0' + minutes / 60 % 10);
  text[3] = static_cast<char>('0' + minutes % 60 / 10);
  text[4] = static_cast<char>('0' + minutes % 10);
  return text;
}

void write_hours(JsonWriter& json, const std::vector<WeeklyHours>& all) {
  constexpr const char* kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  json.key("hours");
  json.begin_array();
  for (const WeeklyHours& hours : all) {
    json.begin_object();
    json.key("days");
    json.begin_array();
    for (unsigned day = 0; day < 7; ++day)
      if ((hours.days >> day & 1U) != 0) json.value(kDays[day]);
    json.end_array();
    json.member("from", clock(hours.from_min));
    json.member("to", clock(hours.to_min));
    json.end_object();
  }
  json.end_array();
}

int number(Rank rank) { return static_cast<int>(rank); }

}  // namespace

void write(std::string& out, const Alarm& alarm) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", alarm.id.text());
  json.member("state", word(alarm.state));
  json.member("rank", number(alarm.rank));
  json.member("kind", word(alarm.kind));
  json.member("source", alarm.source.text());
  json.member("seen", alarm.seen);
  json.member("received", alarm.received);
  json.member("timeliness", word(alarm.timeliness));
  write_place(json, alarm.place);
  write_id(json, "unit", alarm.unit);
  if (!alarm.text.empty()) json.member("text", alarm.text);
  write_id(json, "incident", alarm.incident);
  write_id(json, "acknowledged_by", alarm.acknowledged_by);
  json.member("shelved_until", alarm.shelved_until);
  if (!alarm.shelved_because.empty()) json.member("shelved_because", alarm.shelved_because);
  json.member("repeats", alarm.repeats);
  json.member("changed", alarm.changed);
  json.end_object();
}

void write(std::string& out, const Incident& incident) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", incident.id.text());
  json.member("state", word(incident.state));
  json.member("rank", number(incident.rank));
  json.member("nature", incident.nature);
  json.member("kind", word(incident.kind));
  json.member("title", incident.title);
  write_place(json, incident.place);
  json.member("address", incident.address);
  json.member("opened", incident.opened);
  json.member("closed", incident.closed);
  write_id(json, "owner", incident.owner);
  if (incident.disposition) json.member("disposition", word(*incident.disposition));
  write_ids(json, "alarms", incident.alarms);
  write_ids(json, "missions", incident.missions);
  write_timeline(json, incident.timeline);
  json.member("changed", incident.changed);
  json.end_object();
}

void write(std::string& out, const Mission& mission) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", mission.id.text());
  json.member("unit", mission.unit.text());
  json.member("incident", mission.incident.text());
  json.member("state", word(mission.state));
  json.member("decided_by", mission.decided_by.text());
  json.member("proposed_as", mission.proposed_as);
  json.member("reason", mission.reason);
  json.key("reached");
  json.begin_object();
  for (const auto& [state, when] : mission.reached) json.member(word(state), when);
  json.end_object();
  json.member("changed", mission.changed);
  json.end_object();
}

void write(std::string& out, const Unit& unit) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", unit.id.text());
  json.member("kind", word(unit.kind));
  json.member("status", word(unit.status));
  write_texts(json, "skills", unit.skills);
  write_id(json, "mission", unit.mission);
  json.member("distress", unit.distress);
  json.member("changed", unit.changed);
  json.end_object();
}

void write(std::string& out, const Recommendation& recommendation) {
  JsonWriter json(out);
  json.begin_object();
  json.member("incident", recommendation.incident.text());
  json.member("made", recommendation.made);
  json.member("model", recommendation.model);
  json.key("candidates");
  json.begin_array();
  for (const Candidate& candidate : recommendation.candidates) write_candidate(json, candidate);
  json.end_array();
  json.member("considered", recommendation.considered);
  json.member("without_position", recommendation.without_position);
  json.member("unreachable", recommendation.unreachable);
  json.member("changed", recommendation.changed);
  json.end_object();
}

void write(std::string& out, const LinkHealth& link) {
  JsonWriter json(out);
  json.begin_object();
  json.member("name", link.name);
  json.member("state", word(link.state));
  json.member("since", link.since);
  json.member("detail", link.detail);
  json.member("changed", link.changed);
  json.end_object();
}

void write(std::string& out, const PeopleCount& count) {
  JsonWriter json(out);
  json.begin_object();
  json.member("source", count.source.text());
  json.member("people", count.people);
  json.member("seen", count.seen);
  write_place(json, count.place);
  json.member("changed", count.changed);
  json.end_object();
}

void write(std::string& out, const RoadChange& change) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", change.id.text());
  json.member("origin", word(change.origin));
  json.member("source", change.source.text());
  json.member("reference", change.reference);
  json.member("title", change.title);
  json.member("effect", word(change.effect));
  if (change.effect == RoadEffect::SpeedLimit) json.member("speed_kmh", change.speed_kmh);
  json.member("sense", word(change.sense));
  json.member("bars", word(change.bars));
  write_lines(json, "lines", change.lines);
  json.member("start", change.start);
  json.member("end", change.end);
  if (!change.hours.empty()) write_hours(json, change.hours);
  write_texts(json, "streets", change.streets);
  json.member("length_m", change.length_m);
  json.member("by", change.by);
  json.member("received", change.received);
  json.member("withdrawn", change.withdrawn);
  if (change.withdrawn) json.member("withdrawn_by", change.withdrawn_by);
  if (change.withdrawn) json.member("withdrawn_because", change.withdrawn_because);
  json.member("changed", change.changed);
  json.end_object();
}

void write(std::string& out, const UnitPosition& position, Precision precision) {
  JsonWriter json(out);
  json.begin_object();
  json.member("unit", position.unit.text());
  write_place(json, position.place);
  if (position.heading_deg) {
    json.key("heading_deg");
    json.decimal(*position.heading_deg, 1);
  }
  if (position.speed_mps) {
    json.key("speed_mps");
    json.decimal(*position.speed_mps, 2);
  }
  json.member("seen", position.seen);
  json.member("precision", precision == Precision::Exact ? "exact" : "cell");
  json.end_object();
}

void write_string(std::string& out, std::string_view text) { append_string(out, text); }

}  // namespace vigie::codec
