// SPDX-License-Identifier: Apache-2.0
// The Picture out of its canonical bytes.
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "codec/crowd_json.hpp"
#include "codec/json_members.hpp"
#include "codec/nowcast_json.hpp"
#include "codec/picture_json.hpp"
#include "codec/record_json.hpp"
#include "codec/road_json.hpp"

namespace vigie::codec {
namespace {

using Element = simdjson::dom::element;

constexpr std::size_t kMostBytes = std::size_t{1} << 30;

template <class IdType>
std::vector<IdType> read_ids(Members& m, std::string_view name) {
  std::vector<IdType> ids;
  read_texts(m, name, [&](std::string text) { ids.emplace_back(std::move(text)); });
  return ids;
}

/// The key is copied before the item moves: the order in which arguments are made is not ours to know.
template <class Key, class T>
void put(Shelf<Key, T>& shelf, const Key& name, T& item) {
  const Key key = name;
  shelf.put(key, std::move(item));
}

std::optional<Time> read_time(Members& m, std::string_view name) {
  return m.has(name) ? std::optional<Time>(m.time_ms(name)) : std::nullopt;
}

Rank read_rank(Members& m) { return static_cast<Rank>(m.integer("rank", 0, kRanks - 1)); }

void read_alarm(Element element, Fault& fault, Picture& picture) {
  Members m(element, "alarm", fault);
  Alarm alarm{};
  alarm.acknowledged_by = read_id<UserId>(m, "acknowledged_by");
  alarm.changed = m.count64("changed");
  alarm.id = AlarmId(m.text("id"));
  alarm.incident = read_id<IncidentId>(m, "incident");
  alarm.kind = m.word<ObservationKind>("kind");
  alarm.place = m.place_e7();
  alarm.observation = m.text("observation");
  alarm.rank = read_rank(m);
  alarm.received = m.time_ms("received_ms");
  alarm.repeats = m.integer32("repeats");
  alarm.seen = m.time_ms("seen_ms");
  alarm.shelved_because = m.text("shelved_because");
  alarm.shelved_until = read_time(m, "shelved_until_ms");
  alarm.source = SourceId(m.text("source"));
  alarm.state = m.word<AlarmState>("state");
  alarm.text = m.text("text");
  alarm.timeliness = m.word<Timeliness>("timeliness");
  alarm.unit = read_id<UnitId>(m, "unit");
  m.finish();
  put(picture.alarms, alarm.id, alarm);
}

TimelineEntry read_timeline_entry(Element element, Fault& fault) {
  Members m(element, "timeline", fault);
  TimelineEntry entry{m.time_ms("at_ms"), m.text("who"), m.text("what"), m.text("text")};
  m.finish();
  return entry;
}

void read_incident(Element element, Fault& fault, Picture& picture) {
  Members m(element, "incident", fault);
  Incident incident{};
  incident.address = m.text("address");
  incident.alarms = read_ids<AlarmId>(m, "alarms");
  incident.changed = m.count64("changed");
  incident.closed = read_time(m, "closed_ms");
  if (m.has("disposition")) incident.disposition = m.word<Disposition>("disposition");
  incident.id = IncidentId(m.text("id"));
  incident.kind = m.word<ObservationKind>("kind");
  incident.place = m.place_e7();
  incident.missions = read_ids<MissionId>(m, "missions");
  incident.nature = m.text("nature");
  incident.opened = m.time_ms("opened_ms");
  incident.owner = read_id<UserId>(m, "owner");
  incident.rank = read_rank(m);
  incident.state = m.word<IncidentState>("state");
  m.array("timeline", [&](Element each) { incident.timeline.push_back(read_timeline_entry(each, fault)); });
  incident.title = m.text("title");
  m.finish();
  put(picture.incidents, incident.id, incident);
}

/// The values of an array that stands for a tuple; a fault where it has not exactly that many.
template <std::size_t Count>
std::optional<std::array<Element, Count>> read_tuple(Element element, std::string_view what, Fault& fault) {
  simdjson::dom::array items;
  const bool fits = element.get(items) == simdjson::SUCCESS && items.size() == Count;
  if (!fits) {
    fault.say(ErrorKind::Malformed, std::string(what) + ": expected an array of " + std::to_string(Count));
    return std::nullopt;
  }
  std::array<Element, Count> tuple;
  std::size_t i = 0;
  for (const Element item : items) tuple[i++] = item;
  return tuple;
}

void read_reached(Element element, Fault& fault, Mission& mission) {
  const auto tuple = read_tuple<2>(element, "mission: 'reached'", fault);
  std::string_view said;
  std::int64_t ms = 0;
  const bool typed = tuple && (*tuple)[0].get(said) == simdjson::SUCCESS && (*tuple)[1].get(ms) == simdjson::SUCCESS;
  const auto state = typed ? from_word<MissionState>(said) : std::nullopt;
  if (!state) return fault.say(ErrorKind::Malformed, "mission: 'reached' is not of states and times");
  mission.reached.emplace(*state, from_millis(ms));
}

void read_mission(Element element, Fault& fault, Picture& picture) {
  Members m(element, "mission", fault);
  Mission mission;
  mission.changed = m.count64("changed");
  mission.decided_by = UserId(m.text("decided_by"));
  mission.id = MissionId(m.text("id"));
  mission.incident = IncidentId(m.text("incident"));
  mission.proposed_as = m.integer32("proposed_as");
  m.array("reached", [&](Element each) { read_reached(each, fault, mission); });
  mission.reason = m.text("reason");
  mission.state = m.word<MissionState>("state");
  mission.unit = UnitId(m.text("unit"));
  m.finish();
  put(picture.missions, mission.id, mission);
}

void read_unit(Element element, Fault& fault, Picture& picture) {
  Members m(element, "unit", fault);
  Unit unit;
  unit.changed = m.count64("changed");
  unit.distress = m.truth("distress");
  unit.id = UnitId(m.text("id"));
  unit.kind = m.word<UnitKind>("kind");
  unit.mission = read_id<MissionId>(m, "mission");
  read_texts(m, "skills", [&](std::string text) { unit.skills.insert(std::move(text)); });
  unit.status = m.word<UnitStatus>("status");
  m.finish();
  put(picture.units, unit.id, unit);
}

void read_recommended(Element element, Fault& fault, Picture& picture) {
  Recommendation recommendation = read_recommendation(element, fault);
  put(picture.recommendations, recommendation.incident, recommendation);
}

void read_link(Element element, Fault& fault, Picture& picture) {
  Members m(element, "link", fault);
  LinkHealth link;
  link.changed = m.count64("changed");
  link.detail = m.text("detail");
  link.name = m.text("name");
  link.since = m.time_ms("since_ms");
  link.state = m.word<LinkState>("state");
  m.finish();
  put(picture.links, link.name, link);
}

void read_count(Element element, Fault& fault, Picture& picture) {
  Members m(element, "count", fault);
  PeopleCount count;
  count.changed = m.count64("changed");
  count.place = m.place_e7();
  count.people =
      m.integer("people", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
  count.seen = m.time_ms("seen_ms");
  count.source = SourceId(m.text("source"));
  m.finish();
  put(picture.counts, count.source, count);
}

void read_road(Element element, Fault& fault, Picture& picture) {
  RoadChange change = read_road_change(element, fault);
  put(picture.road_changes, change.id, change);
}

void read_measured(Element element, Fault& fault, Picture& picture) {
  Measurement measurement = read_measurement(element, fault);
  put(picture.measurements, measurement_key(measurement), measurement);
}

void read_event(Element element, Fault& fault, Picture& picture) {
  CityEvent event = read_city_event(element, fault);
  put(picture.events, event.id, event);
}

void read_bulletin(Element element, Fault& fault, Picture& picture) {
  Bulletin bulletin = codec::read_bulletin(element, fault);
  put(picture.bulletins, bulletin_key(bulletin.source, bulletin.reference), bulletin);
}

void read_crowd(Element element, Fault& fault, Picture& picture) {
  CrowdState state = read_crowd_state(element, fault);
  put(picture.crowd, state.zone, state);
}

void read_forecast(Element element, Fault& fault, Picture& picture) {
  CrowdForecast forecast = read_crowd_forecast(element, fault);
  put(picture.forecasts, forecast.zone, forecast);
}

void read_surge(Element element, Fault& fault, Picture& picture) {
  CrowdSurge surge = read_crowd_surge(element, fault);
  put(picture.surges, surge_key(surge.zone, surge.threshold), surge);
}

void read_nowcast(Element element, Fault& fault, Picture& picture) {
  CrowdNowcast nowcast = read_crowd_nowcast(element, fault);
  put(picture.nowcasts, nowcast.event, nowcast);
}

void read_removal(Element element, Fault& fault, Picture& picture) {
  Members m(element, "removal", fault);
  Removal removal;
  removal.at = m.time_ms("at_ms");
  removal.changed = m.count64("changed");
  removal.id = m.text("id");
  removal.what = m.text("what");
  m.finish();
  picture.removed.push_back(std::move(removal));
}

void read_seen_id(Element element, Fault& fault, Picture& picture) {
  const auto tuple = read_tuple<3>(element, "seen_ids", fault);
  std::string_view source;
  std::string_view id;
  std::int64_t ms = 0;
  const bool typed = tuple && (*tuple)[0].get(source) == simdjson::SUCCESS &&
                     (*tuple)[1].get(id) == simdjson::SUCCESS && (*tuple)[2].get(ms) == simdjson::SUCCESS;
  if (!typed) return fault.say(ErrorKind::Malformed, "seen_ids: not of sources, ids and times");
  picture.seen_ids.emplace(std::pair(SourceId(std::string(source)), std::string(id)), from_millis(ms));
}

void read_status_change(Element element, Fault& fault, Picture& picture) {
  Members m(element, "undoable", fault);
  Picture::StatusChange change{m.text("who"), m.time_ms("at_ms"), m.word<UnitStatus>("before")};
  picture.undoable.emplace(UnitId(m.text("unit")), std::move(change));
  m.finish();
}

void read_key(Element element, Fault& fault, RecordKey& key) {
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  Members m(element, "last", fault);
  key.epoch = static_cast<std::uint32_t>(m.integer("epoch", 0, kMost));
  key.partition = static_cast<std::uint32_t>(m.integer("partition", 0, kMost));
  key.sequence = m.count64("sequence");
  m.finish();
}

Picture read_picture(Element root, Fault& fault) {
  Members m(root, "picture", fault);
  Picture picture;
  const auto each_of = [&](std::string_view name, void (*read)(Element, Fault&, Picture&)) {
    m.array(name, [&](Element element) { read(element, fault, picture); });
  };
  each_of("alarms", read_alarm);
  each_of("bulletins", read_bulletin);
  each_of("counts", read_count);
  each_of("crowd", read_crowd);
  each_of("events", read_event);
  each_of("forecasts", read_forecast);
  each_of("incidents", read_incident);
  m.object("last", [&](Element element) { read_key(element, fault, picture.last); });
  each_of("links", read_link);
  each_of("measurements", read_measured);
  each_of("missions", read_mission);
  picture.next_alarm = m.count64("next_alarm");
  picture.next_event = m.count64("next_event");
  picture.next_incident = m.count64("next_incident");
  picture.next_mission = m.count64("next_mission");
  picture.next_road_change = m.count64("next_road_change");
  picture.now = m.time_ms("now_ms");
  each_of("nowcasts", read_nowcast);
  each_of("recommendations", read_recommended);
  each_of("removed", read_removal);
  each_of("road_changes", read_road);
  each_of("seen_ids", read_seen_id);
  m.array("street_speeds", [&](Element element) {
    const StreetSpeed speed = read_street_speed(element, fault);
    picture.street_speeds.insert_or_assign({speed.road_class, speed.hour}, speed);
  });
  each_of("surges", read_surge);
  each_of("undoable", read_status_change);
  each_of("units", read_unit);
  m.finish();
  return picture;
}

}  // namespace

Result<Picture> decode_picture(std::string_view bytes) {
  const auto root = parse_json(bytes, kMostBytes);
  if (!root.ok()) return Error{ErrorKind::Malformed, "picture: " + root.error().what};
  Fault fault;
  Picture picture = read_picture(*root, fault);
  if (!fault.none()) return fault.error();
  if (encode(picture) != bytes) return Error{ErrorKind::Malformed, "picture: not in canonical form"};
  return picture;
}

}  // namespace vigie::codec
