// SPDX-License-Identifier: Apache-2.0
// The passages of a piece, the first and the last cut to what was driven of them.
#include "roads/trace_report.hpp"

#include <algorithm>

#include "roads/route_shape.hpp"

namespace vigie::roads {
namespace {

std::vector<RoutePiece> cut(const RoadGraph& graph, const MatchedPiece& piece) {
  std::vector<RoutePiece> out;
  out.reserve(piece.passages.size());
  for (const Passage& passage : piece.passages)
    out.push_back({passage.arc, 0, graph.length_cm(passage.arc), (passage.left - passage.entered).count()});
  if (out.empty()) return out;
  out.front().from_cm = piece.points.front().on.offset_cm;
  out.back().to_cm = std::max(piece.points.back().on.offset_cm, out.size() == 1 ? out.back().from_cm : 0U);
  return out;
}

double length_m(const RoutePiece& piece) { return (piece.to_cm - piece.from_cm) / 100.0; }

}  // namespace

Driven driven(const RoadGraph& graph, const MatchedPiece& piece) {
  Driven out;
  for (const RoutePiece& part : cut(graph, piece)) out += {length_m(part), part.duration_ms};
  return out;
}

std::vector<StreetRun> street_runs(const RoadGraph& graph, const MatchedPiece& piece) {
  std::vector<StreetRun> out;
  const std::vector<RoutePiece> parts = cut(graph, piece);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& street = graph.street(parts[i].arc);
    if (out.empty() || out.back().street != street) out.push_back({street, piece.passages[i].entered, {}, 0});
    out.back().left = piece.passages[i].left;
    out.back().length_m += length_m(parts[i]);
  }
  return out;
}

std::vector<geo::Position> matched_line(const RoadGraph& graph, const MatchedPiece& piece) {
  std::vector<geo::Position> out;
  for (const RoutePoint& point : route_line(graph, cut(graph, piece)))
    if (out.empty() || out.back() != point.place) out.push_back(point.place);
  return out;
}

}  // namespace vigie::roads
