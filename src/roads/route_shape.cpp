// SPDX-License-Identifier: Apache-2.0
// Cuts each arc's shape at the offsets and joins the pieces.
#include "roads/route_shape.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::roads {
namespace {

geo::Position between(const geo::Position& a, const geo::Position& b, double share) {
  return geo::Position::from_e7(a.lat_e7() + std::llround(share * (b.lat_e7() - a.lat_e7())),
                                a.lon_e7() + std::llround(share * (b.lon_e7() - a.lon_e7())))
      .value();
}

void add(std::vector<RoutePoint>& line, const geo::Position& place, std::int64_t at_ms) {
  if (!line.empty() && line.back().place == place && line.back().at_ms == at_ms) return;
  line.push_back({place, at_ms});
}

void add_piece(std::vector<RoutePoint>& line, const RoadGraph& graph, const RoutePiece& piece, std::int64_t start_ms) {
  const std::span<const geo::Position> stored = graph.shape(graph.arc(piece.arc).edge);
  std::vector<geo::Position> shape(stored.begin(), stored.end());
  if (graph.arc(piece.arc).reversed) std::reverse(shape.begin(), shape.end());
  const double from = piece.from_cm, to = piece.to_cm;
  const auto at = [&](double cm) {
    const double share = to > from ? std::clamp((cm - from) / (to - from), 0.0, 1.0) : 1;
    return start_ms + std::llround(share * static_cast<double>(piece.duration_ms));
  };
  double cm = 0;
  for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
    const double next_cm = cm + geo::distance_m(shape[i], shape[i + 1]) * 100;
    const double span_cm = std::max(1e-9, next_cm - cm);
    const bool last = i + 2 == shape.size();  // rounding must not lose the end
    if (from >= cm && (from < next_cm || last))
      add(line, between(shape[i], shape[i + 1], std::min(1.0, (from - cm) / span_cm)), start_ms);
    if (cm > from && cm < to) add(line, shape[i], at(cm));
    if (to >= cm && (to < next_cm || last))
      add(line, between(shape[i], shape[i + 1], std::min(1.0, (to - cm) / span_cm)), start_ms + piece.duration_ms);
    cm = next_cm;
  }
}

}  // namespace

std::vector<RoutePoint> route_line(const RoadGraph& graph, std::span<const RoutePiece> pieces) {
  std::vector<RoutePoint> line;
  std::int64_t now_ms = 0;
  for (const RoutePiece& piece : pieces) {
    add_piece(line, graph, piece, now_ms);
    now_ms += piece.duration_ms + piece.then_wait_ms;
  }
  return line;
}

}  // namespace vigie::roads
