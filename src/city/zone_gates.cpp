// SPDX-License-Identifier: Apache-2.0
// Where paths cross an outline: piece by piece of their shapes, on a plane around the zone.
#include <algorithm>
#include <cmath>
#include <optional>
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
constexpr double kLook_m = 8;     // so far outside, the next zone is looked for
constexpr double kClear_m = 1;    // a path that stays nearer runs along the outline
constexpr double kBeside_m = 15;  // a street so near is reached from a place that no path leads into
constexpr double kBesideApart_m = 30;
constexpr double kRounding = 1e-6;  // of a piece: paths often end on the outline itself

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
    if (along >= -kRounding && along <= 1 + kRounding && side >= -kRounding && side <= 1 + kRounding)
      shares.push_back(std::clamp(along, 0.0, 1.0));
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
      const auto outside = [&](double at) -> std::optional<geo::Position> {
        const geo::Position there = between(shape[i - 1], shape[i], at);
        const bool clear =
            !geo::contains(zone.outline, there) && geo::distance_to_outline_m(zone.outline, there) >= kClear_m;
        return clear ? std::optional(there) : std::nullopt;
      };
      std::optional<geo::Position> away;
      if (share < 1 - kRounding) away = outside(share + step);
      if (!away && share > kRounding) away = outside(share - step);
      if (!away) continue;
      found.push_back({place, *away, edge.width_cm > 0 ? edge.width_cm : kUntagged_cm,
                       edge.kind == roads::WalkKind::Steps ? GateGround::Stepped : GateGround::Level, walk.name(id)});
    }
  }
}

/// The nearest point of the outline.
geo::Position on_outline(const geo::Polygon& outline, const geo::Position& place) {
  const Plane plane(place);
  const auto& ring = outline.ring;
  geo::Position best = ring.front();
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const double x = plane.x(ring[j]), y = plane.y(ring[j]), dx = plane.x(ring[i]) - x, dy = plane.y(ring[i]) - y;
    const double square = dx * dx + dy * dy;
    const geo::Position near =
        square == 0 ? ring[i] : between(ring[j], ring[i], std::clamp(-(x * dx + y * dy) / square, 0.0, 1.0));
    if (plane.distance_m(near) < plane.distance_m(best)) best = near;
  }
  return best;
}

/// Where streets run beside a place that no path leads into: people step onto it from the pavement.
void step_over(const Zone& zone, const roads::WalkGraph& walk, roads::WalkEdgeId id, std::vector<Crossing>& found) {
  const roads::WalkEdge& edge = walk.edge(id);
  if (edge.kind == roads::WalkKind::Square) return;
  for (const geo::Position& point : walk.shape(id)) {
    if (geo::contains(zone.outline, point) || geo::distance_to_outline_m(zone.outline, point) > kBeside_m) continue;
    const geo::Position place = on_outline(zone.outline, point);
    const bool near = std::any_of(found.begin(), found.end(), [&](const Crossing& other) {
      return geo::distance_m(place, other.place) < kBesideApart_m;
    });
    if (!near) found.push_back({place, point, kUntagged_cm, GateGround::Level, walk.name(id)});
  }
}

bool meets(const geo::Box& reach, const geo::Box& box) {
  return reach.south <= box.north && reach.north >= box.south && reach.west <= box.east && reach.east >= box.west;
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
  for (const Zone& zone : zones) {
    geo::Box box = geo::bounds(zone.outline);
    const geo::Position wider = geo::offset(zone.outline.ring.front(), kBeside_m, kBeside_m);
    const double lat = wider.lat() - zone.outline.ring.front().lat(),
                 lon = wider.lon() - zone.outline.ring.front().lon();
    boxes.push_back({box.south - lat, box.west - lon, box.north + lat, box.east + lon});
  }
  std::vector<geo::Box> reaches;
  for (roads::WalkEdgeId edge = 0; edge < walk.edge_count(); ++edge) {
    const auto shape = walk.shape(edge);
    reaches.push_back(geo::bounds({{shape.begin(), shape.end()}}));
  }
  std::vector<std::vector<Crossing>> crossings_of(zones.size());
  for (std::size_t zone = 0; zone < zones.size(); ++zone)
    for (const bool beside : {false, true}) {
      if (beside && !crossings_of[zone].empty()) continue;
      for (roads::WalkEdgeId edge = 0; edge < walk.edge_count(); ++edge)
        if (meets(reaches[edge], boxes[zone]))
          (beside ? step_over : cross)(zones[zone], walk, edge, crossings_of[zone]);
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
