// SPDX-License-Identifier: Apache-2.0
// The nearest edge, then its arcs.
#include "roads/snap.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::roads {
namespace {

constexpr double kDetourToMain_m = 75;

bool open(ArcId arc, const Metric& metric) { return arc != kNone && metric.duration_ms[arc] != kClosed; }

auto drivable_in(const RoadGraph& graph, const Metric& metric) {
  return [&graph, &metric](EdgeId edge) {
    return graph.data().edges[edge].road_class != RoadClass::Barrier &&
           (open(graph.forward_arc(edge), metric) || open(graph.backward_arc(edge), metric));
  };
}

/// In units of the map's own grid: only shares of it are asked for, and a street is short enough for a plane.
double plane_length(const geo::Position& a, const geo::Position& b, double shrink) {
  const auto north = static_cast<double>(std::int64_t{b.lat_e7()} - a.lat_e7());
  const double east = static_cast<double>(std::int64_t{b.lon_e7()} - a.lon_e7()) * shrink;
  return std::sqrt(north * north + east * east);
}

Snap on_edge(const RoadGraph& graph, const OnEdge& hit, const Metric& metric) {
  const std::uint32_t along_cm = offset_cm(graph, hit);
  Snap out{hit.edge, std::nullopt, std::nullopt, hit.on, hit.distance_m, hit.left ? Side::Left : Side::Right};
  const ArcId forward = graph.forward_arc(hit.edge);
  const ArcId backward = graph.backward_arc(hit.edge);
  if (open(forward, metric)) out.forward = OnArc{forward, along_cm};
  if (open(backward, metric)) out.backward = OnArc{backward, graph.data().edges[hit.edge].length_cm - along_cm};
  return out;
}

}  // namespace

std::uint32_t offset_cm(const RoadGraph& graph, const OnEdge& hit) {
  const std::span<const geo::Position> shape = graph.shape(hit.edge);
  const double shrink = std::cos(shape.front().lat() * std::numbers::pi / 180);
  double before = 0, total = 0;
  for (std::uint32_t i = 0; i + 1 < shape.size(); ++i) {
    const double segment = plane_length(shape[i], shape[i + 1], shrink);
    if (i < hit.segment) before += segment;
    if (i == hit.segment) before += segment * hit.along_segment;
    total += segment;
  }
  const std::uint32_t length_cm = graph.data().edges[hit.edge].length_cm;
  const double share = total > 0 ? before / total : 0;
  return std::min(length_cm, static_cast<std::uint32_t>(std::llround(share * length_cm)));
}

std::vector<Snap> snap_candidates(const RoadGraph& graph, const geo::Position& place, Profile profile,
                                  const SnapOptions& options) {
  std::vector<Snap> out;
  const Metric& metric = graph.metric(profile);
  for (const OnEdge& hit : graph.index().near(place, options.radius_m, drivable_in(graph, metric))) {
    if (out.size() == options.count) break;
    out.push_back(on_edge(graph, hit, metric));
  }
  return out;
}

std::optional<Snap> snap(const RoadGraph& graph, const geo::Position& place, Profile profile) {
  return snap(graph, place, graph.metric(profile));
}

std::optional<Snap> snap(const RoadGraph& graph, const geo::Position& place, const Metric& metric) {
  const auto drivable = drivable_in(graph, metric);
  std::optional<OnEdge> hit = graph.index().nearest(place, kFarthestSnap_m, drivable);
  if (!hit) return std::nullopt;
  if (!graph.in_main_part(hit->edge, metric.profile)) {
    const std::optional<OnEdge> connected =
        graph.index().nearest(place, hit->distance_m + kDetourToMain_m,
                              [&](EdgeId edge) { return graph.in_main_part(edge, metric.profile) && drivable(edge); });
    if (connected) hit = connected;
  }
  return on_edge(graph, *hit, metric);
}

}  // namespace vigie::roads
