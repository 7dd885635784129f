// SPDX-License-Identifier: Apache-2.0
// A street is in an area when one of its points is, or when it crosses the area's edge.
#include <algorithm>

#include "roads/along.hpp"

namespace vigie::roads {
namespace {

/// Which side of the line from a to b: positive left, negative right. Exact: differences of 1e-7 degrees within one region.
double side(const geo::Position& a, const geo::Position& b, const geo::Position& p) {
  const auto d = [](std::int32_t to, std::int32_t from) { return static_cast<double>(std::int64_t{to} - from); };
  return d(b.lon_e7(), a.lon_e7()) * d(p.lat_e7(), a.lat_e7()) - d(b.lat_e7(), a.lat_e7()) * d(p.lon_e7(), a.lon_e7());
}

bool cross(const geo::Position& a, const geo::Position& b, const geo::Position& c, const geo::Position& d) {
  return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

bool overlap(const geo::Box& a, const geo::Box& b) {
  return a.south <= b.north && b.south <= a.north && a.west <= b.east && b.west <= a.east;
}

bool touches(std::span<const geo::Position> street, const geo::Polygon& area) {
  if (std::any_of(street.begin(), street.end(), [&](const auto& p) { return geo::contains(area, p); })) return true;
  for (std::size_t i = 0; i + 1 < street.size(); ++i)
    for (std::size_t j = 0; j < area.ring.size(); ++j)
      if (cross(street[i], street[i + 1], area.ring[j], area.ring[(j + 1) % area.ring.size()])) return true;
  return false;
}

}  // namespace

std::vector<ArcId> arcs_inside(const RoadGraph& graph, const geo::Polygon& area) {
  std::vector<ArcId> arcs;
  if (area.ring.size() < 3) return arcs;
  const geo::Box box = geo::bounds(area);
  for (EdgeId edge = 0; edge < graph.data().edges.size(); ++edge) {
    const std::span<const geo::Position> street = graph.shape(edge);
    geo::Box own{90, 180, -90, -180};
    for (const geo::Position& p : street)
      own = {std::min(own.south, p.lat()), std::min(own.west, p.lon()), std::max(own.north, p.lat()),
             std::max(own.east, p.lon())};
    if (!overlap(own, box) || !touches(street, area)) continue;
    for (const ArcId arc : {graph.forward_arc(edge), graph.backward_arc(edge)})
      if (arc != kNone) arcs.push_back(arc);
  }
  std::sort(arcs.begin(), arcs.end());
  return arcs;
}

}  // namespace vigie::roads
