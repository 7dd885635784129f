// SPDX-License-Identifier: Apache-2.0
// What the journal keeps of crowds, member by member.
#include "codec/crowd_json.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "codec/record_json.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

using Element = simdjson::dom::element;

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t integer(Members& m, std::string_view name) { return m.integer(name, kLeast, kMost); }

void write_time(JsonWriter& json, std::string_view name, const std::optional<Time>& time) {
  if (time) json.member(name, millis(*time));
}
std::optional<Time> read_time(Members& m, std::string_view name) {
  return m.has(name) ? std::optional<Time>(m.time_ms(name)) : std::nullopt;
}

template <class Item>
std::vector<Item> read_items(Members& m, std::string_view name, Item (*read)(Element, Fault&)) {
  std::vector<Item> items;
  m.array(name, [&](Element element) { items.push_back(read(element, m.fault())); });
  return items;
}

void write_record(JsonWriter& json, const GateFlow& flow) {
  json.begin_object();
  json.member("gate", flow.gate);
  json.member("in_per_min", flow.in_per_min);
  json.member("out_per_min", flow.out_per_min);
  json.member("seen_ms", millis(flow.seen));
  json.end_object();
}

GateFlow read_gate_flow(Element element, Fault& fault) {
  Members m(element, "gate flow", fault);
  GateFlow flow{m.text("gate"), m.integer32("in_per_min"), m.integer32("out_per_min"), m.time_ms("seen_ms")};
  m.finish();
  return flow;
}

void write_record(JsonWriter& json, const SensorHealth& sensor) {
  json.begin_object();
  json.member("bias_permille", sensor.bias_permille);
  json.member("doubt", word(sensor.doubt));
  json.member("feature", sensor.feature);
  json.member("seen_ms", millis(sensor.seen));
  json.member("source", sensor.source.text());
  json.end_object();
}

SensorHealth read_sensor(Element element, Fault& fault) {
  Members m(element, "sensor", fault);
  SensorHealth sensor;
  sensor.bias_permille = m.integer32("bias_permille");
  sensor.doubt = m.word<CountDoubt>("doubt");
  sensor.feature = m.text("feature");
  sensor.seen = m.time_ms("seen_ms");
  sensor.source = SourceId(m.text("source"));
  m.finish();
  return sensor;
}

/// [at, people, low80, high80, low95, high95, skilled]: there are many of them.
void write_record(JsonWriter& json, const ForecastPoint& point) {
  json.begin_array();
  for (const std::int64_t number :
       {millis(point.at), point.people, point.low80, point.high80, point.low95, point.high95})
    json.value(number);
  json.value(point.skilled ? 1 : 0);
  json.end_array();
}

ForecastPoint read_point(Element element, Fault& fault) {
  std::array<std::int64_t, 7> numbers{};
  simdjson::dom::array items;
  bool fits = element.get(items) == simdjson::SUCCESS && items.size() == numbers.size();
  std::size_t i = 0;
  if (fits)
    for (const Element item : items) fits = item.get(numbers[i++]) == simdjson::SUCCESS && fits;
  if (!fits || numbers[6] < 0 || numbers[6] > 1)
    fault.say(ErrorKind::Malformed, "forecast: a point is not of seven integers");
  return {from_millis(numbers[0]), numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6] == 1};
}

void write_record(JsonWriter& json, const ForecastDriver& driver) {
  json.begin_object();
  json.member("about", driver.about);
  write_time(json, "at_ms", driver.at);
  json.member("kind", word(driver.kind));
  json.member("people", driver.people);
  json.member("percent", driver.percent);
  json.end_object();
}

ForecastDriver read_driver(Element element, Fault& fault) {
  Members m(element, "driver", fault);
  ForecastDriver driver;
  driver.about = m.text("about");
  driver.at = read_time(m, "at_ms");
  driver.kind = m.word<DriverKind>("kind");
  driver.people = integer(m, "people");
  driver.percent = m.integer32("percent");
  m.finish();
  return driver;
}

void write_record(JsonWriter& json, const ForecastSkill& skill) {
  json.begin_object();
  json.member("error", skill.error);
  json.member("horizon_min", skill.horizon_min);
  json.member("inside80_permille", skill.inside80_permille);
  json.member("judged", skill.judged);
  json.member("naive_error", skill.naive_error);
  json.member("on", skill.on);
  json.end_object();
}

ForecastSkill read_skill(Element element, Fault& fault) {
  Members m(element, "skill", fault);
  ForecastSkill skill;
  skill.error = integer(m, "error");
  skill.horizon_min = m.integer32("horizon_min");
  skill.inside80_permille = m.integer32("inside80_permille");
  skill.judged = m.integer32("judged");
  skill.naive_error = integer(m, "naive_error");
  skill.on = m.truth("on");
  m.finish();
  return skill;
}

/// A ring: latitude and longitude in turn, in 1e-7 degrees.
void write_record(JsonWriter& json, const geo::Polygon& area) {
  json.begin_array();
  for (const geo::Position& corner : area.ring) {
    json.value(corner.lat_e7());
    json.value(corner.lon_e7());
  }
  json.end_array();
}

geo::Polygon read_area(Element element, Fault& fault) {
  geo::Polygon area;
  simdjson::dom::array numbers;
  bool fits = element.get(numbers) == simdjson::SUCCESS && numbers.size() % 2 == 0;
  std::array<std::int64_t, 2> pair{};
  std::size_t count = 0;
  if (fits)
    for (const Element number : numbers) {
      fits = number.get(pair[count++ % 2]) == simdjson::SUCCESS && fits;
      if (count % 2 != 0 || !fits) continue;
      if (const auto corner = geo::Position::from_e7(pair[0], pair[1])) area.ring.push_back(*corner);
      else fits = false;
    }
  if (!fits) fault.say(ErrorKind::Malformed, "bulletin: an area is not of pairs of 1e-7 degrees on the globe");
  return area;
}

template <class Items>
void write_items(JsonWriter& json, std::string_view name, const Items& items) {
  json.key(name);
  json.begin_array();
  for (const auto& item : items) write_record(json, item);
  json.end_array();
}

}  // namespace

void write_record(JsonWriter& json, const Measurement& measurement) {
  json.begin_object();
  json.member("ahead", measurement.ahead);
  json.member("feature", measurement.feature);
  json.member("from_ms", millis(measurement.from));
  write_place_e7(json, measurement.place);
  json.member("quantity", word(measurement.quantity));
  json.member("source", measurement.source.text());
  json.member("until_ms", millis(measurement.until));
  json.member("value", measurement.value);
  json.end_object();
}

Measurement read_measurement(Element element, Fault& fault) {
  Members m(element, "measurement", fault);
  Measurement measurement;
  measurement.ahead = m.truth("ahead");
  measurement.feature = m.text("feature");
  measurement.from = m.time_ms("from_ms");
  measurement.place = m.place_e7();
  measurement.quantity = m.word<Quantity>("quantity");
  measurement.source = SourceId(m.text("source"));
  measurement.until = m.time_ms("until_ms");
  measurement.value = integer(m, "value");
  m.finish();
  return measurement;
}

void write_record(JsonWriter& json, const CityEvent& event) {
  json.begin_object();
  json.member("attendance", event.attendance);
  json.member("cancelled", event.cancelled);
  json.member("changed", event.changed);
  write_time(json, "doors_ms", event.doors);
  json.member("end_ms", millis(event.end));
  json.member("id", event.id.text());
  json.member("kind", word(event.kind));
  write_place_e7(json, event.place);
  json.member("received_ms", millis(event.received));
  json.member("reference", event.reference);
  json.member("source", event.source.text());
  json.member("start_ms", millis(event.start));
  json.member("title", event.title);
  json.member("venue", event.venue);
  json.end_object();
}

CityEvent read_city_event(Element element, Fault& fault) {
  Members m(element, "event", fault);
  CityEvent event;
  event.attendance = integer(m, "attendance");
  event.cancelled = m.truth("cancelled");
  event.changed = m.count64("changed");
  event.doors = read_time(m, "doors_ms");
  event.end = m.time_ms("end_ms");
  event.id = EventId(m.text("id"));
  event.kind = m.word<EventKind>("kind");
  event.place = m.place_e7();
  event.received = m.time_ms("received_ms");
  event.reference = m.text("reference");
  event.source = SourceId(m.text("source"));
  event.start = m.time_ms("start_ms");
  event.title = m.text("title");
  event.venue = m.text("venue");
  m.finish();
  return event;
}

void write_record(JsonWriter& json, const Bulletin& bulletin) {
  json.begin_object();
  write_items(json, "areas", bulletin.areas);
  json.member("changed", bulletin.changed);
  write_time(json, "end_ms", bulletin.end);
  write_texts(json, "features", bulletin.features);
  json.member("kind", word(bulletin.kind));
  json.member("received_ms", millis(bulletin.received));
  json.member("reference", bulletin.reference);
  json.member("severity", word(bulletin.severity));
  json.member("source", bulletin.source.text());
  json.member("start_ms", millis(bulletin.start));
  json.member("text", bulletin.text);
  json.member("title", bulletin.title);
  json.end_object();
}

Bulletin read_bulletin(Element element, Fault& fault) {
  Members m(element, "bulletin", fault);
  Bulletin bulletin;
  bulletin.areas = read_items(m, "areas", read_area);
  bulletin.changed = m.count64("changed");
  bulletin.end = read_time(m, "end_ms");
  read_texts(m, "features", [&](std::string text) { bulletin.features.push_back(std::move(text)); });
  bulletin.kind = m.word<BulletinKind>("kind");
  bulletin.received = m.time_ms("received_ms");
  bulletin.reference = m.text("reference");
  bulletin.severity = m.word<Severity>("severity");
  bulletin.source = SourceId(m.text("source"));
  bulletin.start = m.time_ms("start_ms");
  bulletin.text = m.text("text");
  bulletin.title = m.text("title");
  m.finish();
  return bulletin;
}

void write_record(JsonWriter& json, const CrowdState& state) {
  json.begin_object();
  json.member("at_ms", millis(state.at));
  json.member("changed", state.changed);
  write_time(json, "counted_ms", state.counted);
  json.member("deviation", state.deviation);
  write_items(json, "gates", state.gates);
  json.member("people", state.people);
  write_items(json, "sensors", state.sensors);
  json.member("stale", state.stale);
  json.member("zone", state.zone.text());
  json.end_object();
}

CrowdState read_crowd_state(Element element, Fault& fault) {
  Members m(element, "crowd state", fault);
  CrowdState state;
  state.at = m.time_ms("at_ms");
  state.changed = m.count64("changed");
  state.counted = read_time(m, "counted_ms");
  state.deviation = integer(m, "deviation");
  state.gates = read_items(m, "gates", read_gate_flow);
  state.people = integer(m, "people");
  state.sensors = read_items(m, "sensors", read_sensor);
  state.stale = m.truth("stale");
  state.zone = ZoneId(m.text("zone"));
  m.finish();
  return state;
}

void write_record(JsonWriter& json, const CrowdForecast& forecast) {
  json.begin_object();
  json.member("changed", forecast.changed);
  write_items(json, "drivers", forecast.drivers);
  json.member("made_ms", millis(forecast.made));
  json.member("model", forecast.model);
  write_items(json, "points", forecast.points);
  write_items(json, "skill", forecast.skill);
  json.member("zone", forecast.zone.text());
  json.end_object();
}

CrowdForecast read_crowd_forecast(Element element, Fault& fault) {
  Members m(element, "crowd forecast", fault);
  CrowdForecast forecast;
  forecast.changed = m.count64("changed");
  forecast.drivers = read_items(m, "drivers", read_driver);
  forecast.made = m.time_ms("made_ms");
  forecast.model = m.text("model");
  forecast.points = read_items(m, "points", read_point);
  forecast.skill = read_items(m, "skill", read_skill);
  forecast.zone = ZoneId(m.text("zone"));
  m.finish();
  return forecast;
}

void write_record(JsonWriter& json, const CrowdSurge& surge) {
  json.begin_object();
  json.member("changed", surge.changed);
  write_items(json, "drivers", surge.drivers);
  write_time(json, "ended_ms", surge.ended);
  json.member("expected_ms", millis(surge.expected));
  json.member("limit", surge.limit);
  json.member("made_ms", millis(surge.made));
  json.member("people", surge.people);
  json.member("probability_percent", surge.probability_percent);
  json.member("threshold", word(surge.threshold));
  json.member("zone", surge.zone.text());
  json.end_object();
}

CrowdSurge read_crowd_surge(Element element, Fault& fault) {
  Members m(element, "surge", fault);
  CrowdSurge surge;
  surge.changed = m.count64("changed");
  surge.drivers = read_items(m, "drivers", read_driver);
  surge.ended = read_time(m, "ended_ms");
  surge.expected = m.time_ms("expected_ms");
  surge.limit = integer(m, "limit");
  surge.made = m.time_ms("made_ms");
  surge.people = integer(m, "people");
  surge.probability_percent = m.integer32("probability_percent");
  surge.threshold = m.word<SurgeThreshold>("threshold");
  surge.zone = ZoneId(m.text("zone"));
  m.finish();
  return surge;
}

}  // namespace vigie::codec
