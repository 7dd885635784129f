// SPDX-License-Identifier: Apache-2.0
// From the demo city's watched places to zones: bent as the ground is, with the sensors that the simulation gives them.
#include <cmath>

#include "city/demo.hpp"
#include "city/demo_town.hpp"
#include "city/files.hpp"
#include "codec/zones_geojson.hpp"
#include "geo/outline.hpp"

namespace vigie::city {
namespace {

constexpr std::int64_t kQuayLicence = 9'000;  // of the quay where concerts are
constexpr double kBend_m = 30;                // the ground bends a straight line by less than a metre in this

geo::Polygon bent(const demo::Town& town, const demo::Ring& ring) {
  geo::Polygon outline;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const demo::Point a = ring[i], b = ring[(i + 1) % ring.size()];
    const int pieces = std::max(1, static_cast<int>(std::ceil(demo::distance(a, b) / kBend_m)));
    for (int piece = 0; piece < pieces; ++piece) {
      const geo::Position corner = town.ground.position(demo::mix(a, b, static_cast<double>(piece) / pieces));
      if (outline.ring.empty() || outline.ring.back() != corner) outline.ring.push_back(corner);
    }
  }
  return outline;
}

bool gates_are_counted(const demo::Watched& place) {
  return place.kind == ZoneKind::Venue || place.id.starts_with("esplanade") || place.id == "halles-centrales" ||
         place.kind == ZoneKind::Street;
}

/// Cameras see a part of every place, a counter says all; counters hang at the gates of some; stations count who passes their barriers.
std::vector<ZoneSensor> sensors_of(const demo::Watched& place, std::size_t number) {
  std::vector<ZoneSensor> sensors;
  const auto share = static_cast<std::int32_t>(300 + 60 * (number % 5));
  sensors.push_back({SourceId("sim/camera"), place.id, Quantity::Density, {}, share});
  sensors.push_back({SourceId("sim/counter"), place.id, Quantity::People, {}, 1000});
  if (place.kind == ZoneKind::Station) {
    sensors.push_back({SourceId("sim/metro"), place.name, Quantity::Entered, {}, 1000});
    sensors.push_back({SourceId("sim/metro"), place.name, Quantity::Left, {}, 1000});
    return sensors;
  }
  if (!gates_are_counted(place)) return sensors;
  for (const demo::Watched::Gate& gate : place.gates)
    for (const Quantity quantity : {Quantity::Entered, Quantity::Left})
      sensors.push_back({SourceId("sim/gate"), place.id + "/" + gate.id, quantity, gate.id, 1000});
  return sensors;
}

}  // namespace

std::vector<Zone> demo_zones(std::uint64_t seed) {
  demo::Town town(seed);
  demo::draw(town);
  std::vector<Zone> zones;
  for (const demo::Watched& place : town.watched) {
    Zone zone;
    zone.id = ZoneId(place.id);
    zone.name = place.name;
    zone.kind = place.kind;
    zone.outline = bent(town, place.ring);
    zone.area_m2 = std::round(10 * geo::area_m2(zone.outline)) / 10;
    zone.capacity = place.capacity > 0 ? place.capacity : std::max<std::int64_t>(1, std::llround(2 * zone.area_m2));
    for (const demo::Watched::Gate& gate : place.gates)
      zone.gates.push_back({gate.id, "", town.ground.position(gate.at),
                            static_cast<std::int32_t>(std::lround(100 * gate.width_m)), gate.ground, ZoneId(gate.to)});
    if (place.id == "quai-de-la-capitainerie") zone.licensed = kQuayLicence;
    zone.sensors = sensors_of(place, zones.size());
    zones.push_back(std::move(zone));
  }
  return zones;
}

Result<void> write_demo_zones(std::uint64_t seed, const std::string& out_geojson) {
  return write_file(out_geojson, codec::encode_zones(demo_zones(seed)));
}

}  // namespace vigie::city
