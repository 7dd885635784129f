// SPDX-License-Identifier: Apache-2.0
// Walks the edge's shape to the offset.
#include "roads/arc_geometry.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::roads {

OnMap on_map(const RoadGraph& graph, const OnArc& on) {
  const Arc& arc = graph.arc(on.arc);
  const std::span<const geo::Position> shape = graph.shape(arc.edge);
  const std::uint32_t length_cm = graph.length_cm(on.arc);
  const std::uint32_t offset_cm = std::min(on.offset_cm, length_cm);
  double left_m = (arc.reversed ? length_cm - offset_cm : offset_cm) / 100.0;
  OnMap out{shape.front(), 0};
  for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
    const geo::Position &a = shape[i], &b = shape[i + 1];
    if (a == b) continue;
    const double segment_m = geo::distance_m(a, b);
    const double share = std::min(1.0, left_m / segment_m);
    out.place = geo::Position::from_e7(a.lat_e7() + std::llround(share * (b.lat_e7() - a.lat_e7())),
                                       a.lon_e7() + std::llround(share * (b.lon_e7() - a.lon_e7())))
                    .value();
    out.heading_deg = arc.reversed ? geo::bearing_deg(b, a) : geo::bearing_deg(a, b);
    if (left_m <= segment_m) break;
    left_m -= segment_m;
  }
  return out;
}

}  // namespace vigie::roads
