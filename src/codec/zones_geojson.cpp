// SPDX-License-Identifier: Apache-2.0
// One feature after the other, then what can only be said of all of them.
#include "codec/zones_geojson.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "codec/json_members.hpp"
#include "codec/json_writer.hpp"
#include "codec/words.hpp"
#include "geo/outline.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostCorners = 2000;
constexpr std::size_t kMostGates = 100, kMostSensors = 100;
constexpr double kGateOff_m = 5;
constexpr double kPeoplePerM2 = 2;  // stands close without being pushed; the Green Guide allows 4 on terraces
constexpr double kLeastArea_m2 = 1, kMostArea_m2 = 1e7;
constexpr std::int64_t kMostPeople = 10'000'000;
constexpr double kLeastWidth_m = 0.3, kMostWidth_m = 500;

/// A place as GeoJSON has it; nothing where it is none.
std::optional<geo::Position> position_of(simdjson::dom::element pair) {
  simdjson::dom::array numbers;
  if (pair.get(numbers) != simdjson::SUCCESS || numbers.size() < 2) return std::nullopt;
  double lon = 0, lat = 0;
  if (numbers.at(0).get(lon) != simdjson::SUCCESS || numbers.at(1).get(lat) != simdjson::SUCCESS) return std::nullopt;
  const auto place = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
  if (!place) return std::nullopt;
  return *place;
}

void read_outline(Members& m, simdjson::dom::element geometry, Zone& zone) {
  std::string_view type;
  if (geometry["type"].get(type) != simdjson::SUCCESS || type != "Polygon")
    return m.wrong("geometry", "is not a Polygon");
  simdjson::dom::array rings, corners;
  if (geometry["coordinates"].get(rings) != simdjson::SUCCESS || rings.size() == 0)
    return m.wrong("geometry", "has no coordinates");
  if (rings.size() > 1) return m.wrong("geometry", "has a hole: draw the zone as one ring");
  if (rings.at(0).get(corners) != simdjson::SUCCESS) return m.wrong("geometry", "has a ring that is no array");
  if (corners.size() > kMostCorners + 1) return m.wrong("geometry", "has more than 2,000 corners", ErrorKind::TooLarge);
  for (const simdjson::dom::element corner : corners) {
    const auto place = position_of(corner);
    if (!place) return m.wrong("geometry", "holds a corner that is no [longitude, latitude] in degrees");
    if (zone.outline.ring.empty() || zone.outline.ring.back() != *place) zone.outline.ring.push_back(*place);
  }
  if (zone.outline.ring.size() > 1 && zone.outline.ring.front() == zone.outline.ring.back())
    zone.outline.ring.pop_back();
  if (zone.outline.ring.size() < 3) return m.wrong("geometry", "has a ring of fewer than three corners");
  if (geo::crosses_itself(zone.outline)) m.wrong("geometry", "has a ring that crosses itself");
}

double number_within(Members& m, std::string_view name, double least, double most) {
  const double value = m.number(name);
  if (m.fault().none() && !(value >= least && value <= most))
    m.wrong(name,
            "must be " + std::to_string(static_cast<std::int64_t>(std::floor(least))) + " to " +
                std::to_string(static_cast<std::int64_t>(most)),
            ErrorKind::OutOfRange);
  return value;
}

ZoneGate read_gate(Members& m) {
  ZoneGate gate{m.identifier("id"), {}, geo::Position::from_e7(0, 0).value(), 0, GateGround::Level, {}};
  if (m.has("name")) gate.name = m.text("name", {0, 200});
  m.object("at", [&](simdjson::dom::element pair) {
    if (const auto place = position_of(pair)) gate.place = *place;
    else m.wrong("at", "is no [longitude, latitude] in degrees");
  });
  gate.width_cm = static_cast<std::int32_t>(
      std::lround(100 * std::clamp(number_within(m, "width_m", kLeastWidth_m, kMostWidth_m), 0.0, kMostWidth_m)));
  if (m.has("ground")) gate.ground = m.word<GateGround>("ground");
  if (m.has("to")) gate.to = ZoneId(m.identifier("to"));
  m.finish();
  return gate;
}

ZoneSensor read_sensor(Members& m) {
  ZoneSensor sensor;
  sensor.source = SourceId(m.identifier("source"));
  if (m.has("feature")) sensor.feature = m.text("feature", {0, 100});
  sensor.quantity = m.word<Quantity>("quantity");
  if (m.has("gate")) sensor.gate = m.identifier("gate");
  if (m.has("share"))
    sensor.share_permille = static_cast<std::int32_t>(std::lround(1000 * number_within(m, "share", 0.001, 1)));
  const bool people = sensor.quantity == Quantity::People || sensor.quantity == Quantity::Density;
  const bool flow = sensor.quantity == Quantity::Entered || sensor.quantity == Quantity::Left;
  if (m.fault().none() && !people && !flow)
    m.wrong("quantity", "does not count a crowd: people, density, entered or left");
  if (people && !sensor.gate.empty())
    m.wrong("gate", "is of a sensor that counts passages, this one counts who is there");
  m.finish();
  return sensor;
}

void read_properties(Members& m, const std::string& what, Zone& zone) {
  zone.id = ZoneId(m.identifier("id"));
  zone.name = m.text("name", {1, 200});
  zone.kind = m.word<ZoneKind>("kind");
  const double drawn_m2 = geo::area_m2(zone.outline);
  zone.area_m2 = m.has("area_m2") ? number_within(m, "area_m2", kLeastArea_m2, kMostArea_m2) : drawn_m2;
  if (m.fault().none() && !(drawn_m2 >= kLeastArea_m2 && drawn_m2 <= kMostArea_m2))
    m.wrong("geometry", "encloses less than 1 m² or more than 10 km²", ErrorKind::OutOfRange);
  const double fit = std::clamp(zone.area_m2 * kPeoplePerM2, 1.0, static_cast<double>(kMostPeople));
  zone.capacity = m.has("capacity") ? m.integer("capacity", 1, kMostPeople) : std::llround(fit);
  if (m.has("licensed")) zone.licensed = m.integer("licensed", 0, kMostPeople);
  if (m.has("district")) zone.district = DistrictId(m.identifier("district"));
  if (m.has("gates"))
    m.array("gates", [&](simdjson::dom::element each) {
      if (zone.gates.size() == kMostGates) return m.wrong("gates", "has more than 100 gates", ErrorKind::TooLarge);
      const std::string which = what + ": gate " + std::to_string(zone.gates.size() + 1);
      Members gate(each, which, m.fault());
      zone.gates.push_back(read_gate(gate));
    });
  if (m.has("sensors"))
    m.array("sensors", [&](simdjson::dom::element each) {
      if (zone.sensors.size() == kMostSensors)
        return m.wrong("sensors", "has more than 100 sensors", ErrorKind::TooLarge);
      const std::string which = what + ": sensor " + std::to_string(zone.sensors.size() + 1);
      Members sensor(each, which, m.fault());
      zone.sensors.push_back(read_sensor(sensor));
    });
}

/// What a zone's parts say of one another; empty where all is well.
std::string wrong_within(const Zone& zone) {
  std::set<std::string> gates;
  for (const ZoneGate& gate : zone.gates) {
    if (!gates.insert(gate.id).second) return "has two gates '" + shown(gate.id) + "'";
    const double off_m = geo::distance_to_outline_m(zone.outline, gate.place);
    if (!(off_m <= kGateOff_m))
      return "has its gate '" + shown(gate.id) + "' " + std::to_string(std::llround(off_m)) +
             " m away from its outline; expected at most 5 m";
  }
  for (const ZoneSensor& sensor : zone.sensors)
    if (!sensor.gate.empty() && !gates.contains(sensor.gate))
      return "has a sensor at gate '" + shown(sensor.gate) + "', which it does not have";
  if (zone.licensed > zone.capacity) return "has a licence for more people than its capacity";
  return {};
}

std::string named(std::size_t number, const std::string& id) {
  return "feature " + std::to_string(number) + (id.empty() ? "" : " ('" + shown(id) + "')");
}

Result<Zone> read_feature(simdjson::dom::element feature, std::size_t number) {
  std::string_view id;
  simdjson::dom::element geometry, properties;
  const bool has_properties = feature["properties"].get(properties) == simdjson::SUCCESS && properties.is_object();
  if (!has_properties) return Error{ErrorKind::Malformed, named(number, "") + ": has no properties"};
  if (properties["id"].get(id) != simdjson::SUCCESS) id = {};
  const std::string what = named(number, std::string(id));
  if (feature["geometry"].get(geometry) != simdjson::SUCCESS || !geometry.is_object())
    return Error{ErrorKind::Malformed, what + ": has no geometry"};
  Fault fault;
  Members members(properties, what, fault);
  Zone zone;
  read_outline(members, geometry, zone);
  read_properties(members, what, zone);
  if (!fault.none()) return fault.error();
  if (const std::string wrong = wrong_within(zone); !wrong.empty())
    return Error{ErrorKind::Malformed, what + ": " + wrong};
  return zone;
}

void write_gate(JsonWriter& json, const ZoneGate& gate) {
  json.begin_object();
  json.member("id", gate.id);
  if (!gate.name.empty()) json.member("name", gate.name);
  json.key("at");
  json.begin_array();
  json.degrees(gate.place.lon_e7());
  json.degrees(gate.place.lat_e7());
  json.end_array();
  json.key("width_m");
  json.decimal(gate.width_cm / 100.0, 2);
  if (gate.ground != GateGround::Level) json.member("ground", word(gate.ground));
  if (!gate.to.empty()) json.member("to", gate.to.text());
  json.end_object();
}

void write_sensor(JsonWriter& json, const ZoneSensor& sensor) {
  json.begin_object();
  json.member("source", sensor.source.text());
  if (!sensor.feature.empty()) json.member("feature", sensor.feature);
  json.member("quantity", word(sensor.quantity));
  if (!sensor.gate.empty()) json.member("gate", sensor.gate);
  if (sensor.share_permille != 1000) {
    json.key("share");
    json.decimal(sensor.share_permille / 1000.0, 3);
  }
  json.end_object();
}

void write_properties(JsonWriter& json, const Zone& zone) {
  json.begin_object();
  json.member("id", zone.id.text());
  json.member("name", zone.name);
  json.member("kind", word(zone.kind));
  json.key("area_m2");
  json.decimal(zone.area_m2, 1);
  json.member("capacity", zone.capacity);
  if (zone.licensed > 0) json.member("licensed", zone.licensed);
  if (!zone.district.empty()) json.member("district", zone.district.text());
  json.key("gates");
  json.begin_array();
  for (const ZoneGate& gate : zone.gates) write_gate(json, gate);
  json.end_array();
  json.key("sensors");
  json.begin_array();
  for (const ZoneSensor& sensor : zone.sensors) write_sensor(json, sensor);
  json.end_array();
  json.end_object();
}

void write_geometry(JsonWriter& json, const Zone& zone) {
  json.begin_object();
  json.member("type", "Polygon");
  json.key("coordinates");
  json.begin_array();
  json.begin_array();
  for (std::size_t i = 0; i <= zone.outline.ring.size(); ++i) {
    const geo::Position& corner = zone.outline.ring[i % zone.outline.ring.size()];
    json.begin_array();
    json.degrees(corner.lon_e7());
    json.degrees(corner.lat_e7());
    json.end_array();
  }
  json.end_array();
  json.end_array();
  json.end_object();
}

}  // namespace

Result<std::vector<Zone>> decode_zones(std::string_view geojson) {
  const auto root = parse_json(geojson, kMostZoneBytes);
  if (!root.ok()) return Error{root.error().kind, "zones: " + root.error().what};
  std::string_view type;
  simdjson::dom::array features;
  if ((*root)["type"].get(type) != simdjson::SUCCESS || type != "FeatureCollection" ||
      (*root)["features"].get(features) != simdjson::SUCCESS)
    return Error{ErrorKind::Malformed, "zones: expected a GeoJSON FeatureCollection"};
  std::vector<Zone> zones;
  for (const simdjson::dom::element feature : features) {
    if (zones.size() == kMostZones) return Error{ErrorKind::TooLarge, "zones: more than 2,000"};
    Result<Zone> zone = read_feature(feature, zones.size() + 1);
    if (!zone.ok()) return zone.error();
    zones.push_back(std::move(*zone));
  }
  std::set<ZoneId> ids;
  for (std::size_t i = 0; i < zones.size(); ++i)
    if (!ids.insert(zones[i].id).second)
      return Error{ErrorKind::Malformed, named(i + 1, zones[i].id.text()) + ": another feature has this id"};
  for (std::size_t i = 0; i < zones.size(); ++i)
    for (const ZoneGate& gate : zones[i].gates)
      if (!gate.to.empty() && (!ids.contains(gate.to) || gate.to == zones[i].id))
        return Error{ErrorKind::Malformed, named(i + 1, zones[i].id.text()) + ": has its gate '" + shown(gate.id) +
                                               "' to '" + shown(gate.to.text()) + "', which is no other zone"};
  return zones;
}

std::string encode_zones(std::span<const Zone> zones) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("type", "FeatureCollection");
  json.key("features");
  json.begin_array();
  for (const Zone& zone : zones) {
    json.begin_object();
    json.member("type", "Feature");
    json.key("properties");
    write_properties(json, zone);
    json.key("geometry");
    write_geometry(json, zone);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  text += '\n';
  return text;
}

}  // namespace vigie::codec
