// SPDX-License-Identifier: Apache-2.0
// Crowds, events and bulletins in the API's shapes, in the order of api/openapi.yaml.
#include "codec/json_writer.hpp"
#include "codec/view_json.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

void write_place(JsonWriter& json, const geo::Position& place) {
  json.key("lon");
  json.degrees(place.lon_e7());
  json.key("lat");
  json.degrees(place.lat_e7());
}

void write_ring(JsonWriter& json, const geo::Polygon& area) {
  json.begin_array();
  for (const geo::Position& corner : area.ring) {
    json.begin_array();
    json.degrees(corner.lon_e7());
    json.degrees(corner.lat_e7());
    json.end_array();
  }
  json.end_array();
}

void write_decimal(JsonWriter& json, std::string_view name, double number, int decimals) {
  json.key(name);
  json.decimal(number, decimals);
}

template <class Items, class Write>
void write_array(JsonWriter& json, std::string_view name, const Items& items, Write write_one) {
  json.key(name);
  json.begin_array();
  for (const auto& item : items) write_one(item);
  json.end_array();
}

void write_drivers(JsonWriter& json, const std::vector<ForecastDriver>& drivers) {
  write_array(json, "drivers", drivers, [&](const ForecastDriver& driver) {
    json.begin_object();
    json.member("kind", word(driver.kind));
    json.member("about", driver.about);
    json.member("people", driver.people);
    json.member("percent", driver.percent);
    json.member("at", driver.at);
    json.end_object();
  });
}

}  // namespace

void write(std::string& out, const CrowdState& state) {
  JsonWriter json(out);
  json.begin_object();
  json.member("zone", state.zone.text());
  json.member("at", state.at);
  json.member("people", state.people);
  json.member("deviation", state.deviation);
  json.member("counted", state.counted);
  json.member("stale", state.stale);
  write_array(json, "gates", state.gates, [&](const GateFlow& flow) {
    json.begin_object();
    json.member("gate", flow.gate);
    json.member("in_per_min", flow.in_per_min);
    json.member("out_per_min", flow.out_per_min);
    json.member("seen", flow.seen);
    json.end_object();
  });
  write_array(json, "sensors", state.sensors, [&](const SensorHealth& sensor) {
    json.begin_object();
    json.member("source", sensor.source.text());
    json.member("feature", sensor.feature);
    json.member("doubt", word(sensor.doubt));
    json.member("seen", sensor.seen);
    json.member("bias_permille", sensor.bias_permille);
    json.end_object();
  });
  json.member("changed", state.changed);
  json.end_object();
}

void write(std::string& out, const CrowdForecast& forecast) {
  JsonWriter json(out);
  json.begin_object();
  json.member("zone", forecast.zone.text());
  json.member("made", forecast.made);
  json.member("model", forecast.model);
  write_array(json, "points", forecast.points, [&](const ForecastPoint& point) {
    json.begin_object();
    json.member("at", point.at);
    json.member("people", point.people);
    json.member("low80", point.low80);
    json.member("high80", point.high80);
    json.member("low95", point.low95);
    json.member("high95", point.high95);
    json.member("skilled", point.skilled);
    json.end_object();
  });
  write_drivers(json, forecast.drivers);
  write_array(json, "skill", forecast.skill, [&](const ForecastSkill& skill) {
    json.begin_object();
    json.member("horizon_min", skill.horizon_min);
    json.member("error", skill.error);
    json.member("naive_error", skill.naive_error);
    json.member("inside80_permille", skill.inside80_permille);
    json.member("judged", skill.judged);
    json.member("on", skill.on);
    json.end_object();
  });
  json.member("changed", forecast.changed);
  json.end_object();
}

void write(std::string& out, const CrowdSurge& surge) {
  JsonWriter json(out);
  json.begin_object();
  json.member("zone", surge.zone.text());
  json.member("threshold", word(surge.threshold));
  json.member("limit", surge.limit);
  json.member("probability_percent", surge.probability_percent);
  json.member("expected", surge.expected);
  json.member("people", surge.people);
  json.member("made", surge.made);
  write_drivers(json, surge.drivers);
  json.member("ended", surge.ended);
  json.member("changed", surge.changed);
  json.end_object();
}

void write(std::string& out, const CityEvent& event) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", event.id.text());
  json.member("source", event.source.text());
  json.member("reference", event.reference);
  json.member("title", event.title);
  json.member("kind", word(event.kind));
  json.member("venue", event.venue);
  if (event.place) write_place(json, *event.place);
  json.member("start", event.start);
  json.member("end", event.end);
  json.member("doors", event.doors);
  json.member("attendance", event.attendance);
  json.member("cancelled", event.cancelled);
  json.member("received", event.received);
  json.member("changed", event.changed);
  json.end_object();
}

void write(std::string& out, const Bulletin& bulletin) {
  JsonWriter json(out);
  json.begin_object();
  json.member("source", bulletin.source.text());
  json.member("reference", bulletin.reference);
  json.member("kind", word(bulletin.kind));
  json.member("severity", word(bulletin.severity));
  json.member("title", bulletin.title);
  json.member("text", bulletin.text);
  json.member("start", bulletin.start);
  json.member("end", bulletin.end);
  write_array(json, "features", bulletin.features, [&](const std::string& feature) { json.value(feature); });
  write_array(json, "areas", bulletin.areas, [&](const geo::Polygon& area) { write_ring(json, area); });
  json.member("received", bulletin.received);
  json.member("changed", bulletin.changed);
  json.end_object();
}

void write(std::string& out, const Zone& zone) {
  JsonWriter json(out);
  json.begin_object();
  json.member("id", zone.id.text());
  json.member("name", zone.name);
  json.member("kind", word(zone.kind));
  json.key("outline");
  write_ring(json, zone.outline);
  write_decimal(json, "area_m2", zone.area_m2, 0);
  json.member("capacity", zone.capacity);
  if (zone.licensed > 0) json.member("licensed", zone.licensed);
  json.member("limit", zone.limit());
  if (!zone.district.empty()) json.member("district", zone.district.text());
  write_array(json, "gates", zone.gates, [&](const ZoneGate& gate) {
    json.begin_object();
    json.member("id", gate.id);
    json.member("name", gate.name);
    write_place(json, gate.place);
    write_decimal(json, "width_m", gate.width_cm / 100.0, 2);
    json.member("ground", word(gate.ground));
    write_decimal(json, "capacity_per_min", gate.capacity_per_min(), 1);
    if (!gate.to.empty()) json.member("to", gate.to.text());
    json.end_object();
  });
  json.end_object();
}

}  // namespace vigie::codec
