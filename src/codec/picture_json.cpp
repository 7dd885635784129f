// SPDX-License-Identifier: Apache-2.0
// The Picture's canonical bytes, member by member in the order of their names, and their hash.
#include "codec/picture_json.hpp"

#include <sodium.h>

#include <array>
#include <cstddef>

#include "codec/crowd_json.hpp"
#include "codec/json_writer.hpp"
#include "codec/nowcast_json.hpp"
#include "codec/record_json.hpp"
#include "codec/road_json.hpp"
#include "codec/words.hpp"
#include "core/check.hpp"

namespace vigie::codec {
namespace {

template <class Ids>
void write_ids(JsonWriter& json, std::string_view name, const Ids& ids) {
  json.key(name);
  json.begin_array();
  for (const auto& id : ids) json.value(id.text());
  json.end_array();
}

void write_time(JsonWriter& json, std::string_view name, const std::optional<Time>& time) {
  if (time) json.member(name, millis(*time));
}

void write_item(JsonWriter& json, const Alarm& alarm) {
  json.begin_object();
  write_id(json, "acknowledged_by", alarm.acknowledged_by);
  json.member("changed", alarm.changed);
  json.member("id", alarm.id.text());
  write_id(json, "incident", alarm.incident);
  json.member("kind", word(alarm.kind));
  write_place_e7(json, alarm.place);
  json.member("observation", alarm.observation);
  json.member("rank", static_cast<int>(alarm.rank));
  json.member("received_ms", millis(alarm.received));
  json.member("repeats", alarm.repeats);
  json.member("seen_ms", millis(alarm.seen));
  json.member("shelved_because", alarm.shelved_because);
  write_time(json, "shelved_until_ms", alarm.shelved_until);
  json.member("source", alarm.source.text());
  json.member("state", word(alarm.state));
  json.member("text", alarm.text);
  json.member("timeliness", word(alarm.timeliness));
  write_id(json, "unit", alarm.unit);
  json.end_object();
}

void write_item(JsonWriter& json, const TimelineEntry& entry) {
  json.begin_object();
  json.member("at_ms", millis(entry.at));
  json.member("text", entry.text);
  json.member("what", entry.what);
  json.member("who", entry.who);
  json.end_object();
}

void write_item(JsonWriter& json, const Incident& incident) {
  json.begin_object();
  json.member("address", incident.address);
  write_ids(json, "alarms", incident.alarms);
  json.member("changed", incident.changed);
  write_time(json, "closed_ms", incident.closed);
  if (incident.disposition) json.member("disposition", word(*incident.disposition));
  json.member("id", incident.id.text());
  json.member("kind", word(incident.kind));
  write_place_e7(json, incident.place);
  write_ids(json, "missions", incident.missions);
  json.member("nature", incident.nature);
  json.member("opened_ms", millis(incident.opened));
  write_id(json, "owner", incident.owner);
  json.member("rank", static_cast<int>(incident.rank));
  json.member("state", word(incident.state));
  json.key("timeline");
  json.begin_array();
  for (const TimelineEntry& entry : incident.timeline) write_item(json, entry);
  json.end_array();
  json.member("title", incident.title);
  json.end_object();
}

void write_item(JsonWriter& json, const Mission& mission) {
  json.begin_object();
  json.member("changed", mission.changed);
  json.member("decided_by", mission.decided_by.text());
  json.member("id", mission.id.text());
  json.member("incident", mission.incident.text());
  json.member("proposed_as", mission.proposed_as);
  json.key("reached");
  json.begin_array();  // [state, when] in the order in which a mission goes through its states
  for (const auto& [state, when] : mission.reached) {
    json.begin_array();
    json.value(word(state));
    json.value(millis(when));
    json.end_array();
  }
  json.end_array();
  json.member("reason", mission.reason);
  json.member("state", word(mission.state));
  json.member("unit", mission.unit.text());
  json.end_object();
}

void write_item(JsonWriter& json, const Unit& unit) {
  json.begin_object();
  json.member("changed", unit.changed);
  json.member("distress", unit.distress);
  json.member("id", unit.id.text());
  json.member("kind", word(unit.kind));
  write_id(json, "mission", unit.mission);
  write_texts(json, "skills", unit.skills);
  json.member("status", word(unit.status));
  json.end_object();
}

void write_item(JsonWriter& json, const Recommendation& recommendation) { write_record(json, recommendation); }

void write_item(JsonWriter& json, const LinkHealth& link) {
  json.begin_object();
  json.member("changed", link.changed);
  json.member("detail", link.detail);
  json.member("name", link.name);
  json.member("since_ms", millis(link.since));
  json.member("state", word(link.state));
  json.end_object();
}

void write_item(JsonWriter& json, const PeopleCount& count) {
  json.begin_object();
  json.member("changed", count.changed);
  write_place_e7(json, count.place);
  json.member("people", count.people);
  json.member("seen_ms", millis(count.seen));
  json.member("source", count.source.text());
  json.end_object();
}

void write_item(JsonWriter& json, const RoadChange& change) { write_record(json, change); }
void write_item(JsonWriter& json, const Measurement& measurement) { write_record(json, measurement); }
void write_item(JsonWriter& json, const CityEvent& event) { write_record(json, event); }
void write_item(JsonWriter& json, const Bulletin& bulletin) { write_record(json, bulletin); }
void write_item(JsonWriter& json, const CrowdState& state) { write_record(json, state); }
void write_item(JsonWriter& json, const CrowdForecast& forecast) { write_record(json, forecast); }
void write_item(JsonWriter& json, const CrowdSurge& surge) { write_record(json, surge); }
void write_item(JsonWriter& json, const CrowdNowcast& nowcast) { write_record(json, nowcast); }

void write_item(JsonWriter& json, const Removal& removal) {
  json.begin_object();
  json.member("at_ms", millis(removal.at));
  json.member("changed", removal.changed);
  json.member("id", removal.id);
  json.member("what", removal.what);
  json.end_object();
}

template <class Key, class T>
void write_shelf(JsonWriter& json, std::string_view name, const Shelf<Key, T>& shelf) {
  json.key(name);
  json.begin_array();
  for (const auto& [key, item] : shelf) write_item(json, *item);
  json.end_array();
}

void write_key(JsonWriter& json, std::string_view name, const RecordKey& key) {
  json.key(name);
  json.begin_object();
  json.member("epoch", key.epoch);
  json.member("partition", key.partition);
  json.member("sequence", key.sequence);
  json.end_object();
}

void write_removed(JsonWriter& json, const std::vector<Removal>& removed) {
  json.key("removed");
  json.begin_array();
  for (const Removal& removal : removed) write_item(json, removal);
  json.end_array();
}

void write_seen_ids(JsonWriter& json, const Picture& picture) {
  json.key("seen_ids");
  json.begin_array();
  for (const auto& [source_and_id, when] : picture.seen_ids) {
    json.begin_array();
    json.value(source_and_id.first.text());
    json.value(source_and_id.second);
    json.value(millis(when));
    json.end_array();
  }
  json.end_array();
}

void write_undoable(JsonWriter& json, const Picture& picture) {
  json.key("undoable");
  json.begin_array();
  for (const auto& [unit, change] : picture.undoable) {
    json.begin_object();
    json.member("at_ms", millis(change.at));
    json.member("before", word(change.before));
    json.member("unit", unit.text());
    json.member("who", change.who);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string encode(const Picture& picture) {
  std::string bytes;
  JsonWriter json(bytes);
  json.begin_object();
  write_shelf(json, "alarms", picture.alarms);
  write_shelf(json, "bulletins", picture.bulletins);
  write_shelf(json, "counts", picture.counts);
  write_shelf(json, "crowd", picture.crowd);
  write_shelf(json, "events", picture.events);
  write_shelf(json, "forecasts", picture.forecasts);
  write_shelf(json, "incidents", picture.incidents);
  write_key(json, "last", picture.last);
  write_shelf(json, "links", picture.links);
  write_shelf(json, "measurements", picture.measurements);
  write_shelf(json, "missions", picture.missions);
  json.member("next_alarm", picture.next_alarm);
  json.member("next_event", picture.next_event);
  json.member("next_incident", picture.next_incident);
  json.member("next_mission", picture.next_mission);
  json.member("next_road_change", picture.next_road_change);
  json.member("now_ms", millis(picture.now));
  write_shelf(json, "nowcasts", picture.nowcasts);
  write_shelf(json, "recommendations", picture.recommendations);
  write_removed(json, picture.removed);
  write_shelf(json, "road_changes", picture.road_changes);
  write_seen_ids(json, picture);
  json.key("street_speeds");
  json.begin_array();
  for (const auto& [key, speed] : picture.street_speeds) write_record(json, speed);
  json.end_array();
  write_shelf(json, "surges", picture.surges);
  write_undoable(json, picture);
  write_shelf(json, "units", picture.units);
  json.end_object();
  return bytes;
}

std::string state_hash(const Picture& picture) {
  static const bool ready = sodium_init() >= 0;
  VIGIE_CHECK(ready);
  const std::string bytes = encode(picture);
  std::array<unsigned char, crypto_generichash_BYTES> hash;
  static_assert(crypto_generichash_BYTES == 32);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     nullptr, 0);
  std::array<char, hash.size() * 2 + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace vigie::codec
