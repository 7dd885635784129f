// SPDX-License-Identifier: Apache-2.0
// Where paths cross an outline: piece by piece of their shapes, on a plane around the zone.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "city/plane.hpp"
#include "city/zones_extract.hpp"
#include "geo/outline.hpp"

namespace vigie::city {
namespace {

constexpr double kOneGate_m = 8;
constexpr std::size_t kMostGates = 24;
constexpr std::int32_t kUntagged_cm = 300;
constexpr double kLook_m = 6;  // so far outside, the next zone is looked for

struct Crossing {
  geo::Position place;
  geo::Position outside;  ///< a little farther, away from the zone
  std::int32_t width_cm;
  GateGround ground;
  std::string name;
};

/// Where the piece from a to b crosses the outline, as shares of its length.
std::vector<double> crossings(const Plane& plane, const geo::Polygon& outline, const geo::Position& a,
                              const geo::Position& b) {
  std::vector<double> shares;
  const double ax = plane.x(a), ay = plane.y(a), dx = plane.x(b) - ax, dy = plane.y(b) - ay;
  const auto& ring = outline.ring;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const double cx = plane.x(ring[j]), cy = plane.y(ring[j]);
    const double ex = plane.x(ring[i]) - cx, ey = plane.y(ring[i]) - cy;
    const double denominator = dx * ey - dy * ex;
    if (denominator == 0) continue;
    const double along = ((cx - ax) * ey - (cy - ay) * ex) / denominator;
    const double side = ((cx - ax) * dy - (cy - ay) * dx) / denominator;
    if (along >= 0 && along <= 1 && side >= 0 && side < 1) shares.push_back(along);
  }
  return shares;
}

geo::Position between(const geo::Position& a, const geo::Position& b, double share) {
  const auto mix = [share](std::int32_t from, std::int32_t to) {
    return std::int64_t{from} + std::llround(share * static_cast<double>(std::int64_t{to} - from));
  };
  const auto place = geo::Position::from_e7(mix(a.lat_e7(), b.lat_e7()), mix(a.lon_e7(), b.lon_e7()));
  return place.ok() ? *place : a;
}

void cross(const Zone& zone, const roads::WalkGraph& walk, roads::WalkEdgeId id, std::vector<Crossing>& found) {
  const roads::WalkEdge& edge = walk.edge(id);
  if (edge.kind == roads::WalkKind::Square) return;  // a line across a square is no path
  const auto shape = walk.shape(id);
  const Plane plane(zone.outline.ring.front());
  for (std::size_t i = 1; i < shape.size(); ++i) {
    const double piece_m = geo::distance_m(shape[i - 1], shape[i]);
    for (const double share : crossings(plane, zone.outline, shape[i - 1], shape[i])) {
      const geo::Position place = between(shape[i - 1], shape[i], share);
      const double step = piece_m > 0 ? kLook_m / piece_m : 0;
      const geo::Position ahead = between(shape[i - 1], shape[i], share + step);
      const bool outward = !geo::contains(zone.outline, ahead);
      found.push_back({place, outward ? ahead : between(shape[i - 1], shape[i], share - step),
                       edge.width_cm > 0 ? edge.width_cm : kUntagged_cm,
                       edge.kind == roads::WalkKind::Steps ? GateGround::Stepped : GateGround::Level, walk.name(id)});
    }
  }
}

std::vector<Crossing> merged(std::vector<Crossing> all) {
  std::stable_sort(all.begin(), all.end(),
                   [](const Crossing& a, const Crossing& b) { return a.width_cm > b.width_cm; });
  std::vector<Crossing> kept;
  for (Crossing& crossing : all) {
    const bool near = std::any_of(kept.begin(), kept.end(), [&](const Crossing& other) {
      return geo::distance_m(crossing.place, other.place) < kOneGate_m;
    });
    if (!near && kept.size() < kMostGates) kept.push_back(std::move(crossing));
  }
  return kept;
}

}  // namespace

void find_gates(std::vector<Zone>& zones, const roads::WalkGraph& walk) {
  std::vector<geo::Box> boxes;
  for (const Zone& zone : zones) boxes.push_back(geo::bounds(zone.outline));
  std::vector<std::vector<Crossing>> crossings_of(zones.size());
  for (roads::WalkEdgeId edge = 0; edge < walk.edge_count(); ++edge) {
    geo::Box reach{90, 180, -90, -180};
    for (const geo::Position& point : walk.shape(edge)) {
      reach.south = std::min(reach.south, point.lat());
      reach.north = std::max(reach.north, point.lat());
      reach.west = std::min(reach.west, point.lon());
      reach.east = std::max(reach.east, point.lon());
    }
    for (std::size_t zone = 0; zone < zones.size(); ++zone)
      if (reach.south <= boxes[zone].north && reach.north >= boxes[zone].south && reach.west <= boxes[zone].east &&
          reach.east >= boxes[zone].west)
        cross(zones[zone], walk, edge, crossings_of[zone]);
  }
  for (std::size_t zone = 0; zone < zones.size(); ++zone)
    for (Crossing& crossing : merged(std::move(crossings_of[zone]))) {
      ZoneGate gate{"g" + std::to_string(zones[zone].gates.size() + 1),
                    std::move(crossing.name),
                    crossing.place,
                    crossing.width_cm,
                    crossing.ground,
                    {}};
      for (std::size_t other = 0; other < zones.size(); ++other)
        if (other != zone && geo::contains(zones[other].outline, crossing.outside)) gate.to = zones[other].id;
      zones[zone].gates.push_back(std::move(gate));
    }
}

}  // namespace vigie::city
