// SPDX-License-Identifier: Apache-2.0
// Putting a place onto the street it belongs to.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "roads/road_graph.hpp"

namespace vigie::roads {

enum class Side { Left, Right };

/// A place on a directed arc.
struct OnArc {
  ArcId arc;
  std::uint32_t offset_cm;  ///< from the arc's start, 0 to its length
};

/// A place on a street: the nearest point, and where that is on the directions in which the street may be driven.
struct Snap {
  EdgeId edge;
  std::optional<OnArc> forward;
  std::optional<OnArc> backward;
  geo::Position on;
  double distance_m;  ///< from the place to the street, as the crow flies
  Side side;          ///< of the edge's own direction
};

/// Farther than this from every street, a place is on none.
inline constexpr double kFarthestSnap_m = 1000;

/// The nearest street that the profile may drive. A street cut off from the rest of the city (a car park without an
/// entrance in the map) gives way to a connected one that is at most 75 m farther.
/// Nothing where no street is within kFarthestSnap_m. Threads: any.
std::optional<Snap> snap(const RoadGraph& graph, const geo::Position& place, Profile profile);

/// The same among the streets that are open in a metric of this graph: who stands on a closed street is brought to the nearest
/// open one, from where they walk.
std::optional<Snap> snap(const RoadGraph& graph, const geo::Position& place, const Metric& metric);

struct SnapOptions {
  std::size_t count = 8;
  double radius_m = 100;
};

/// The nearest streets that the profile may drive, the nearest first; ties by edge number. At most `count`, none farther than
/// `radius_m`. Threads: any.
std::vector<Snap> snap_candidates(const RoadGraph& graph, const geo::Position& place, Profile profile,
                                  const SnapOptions& options = {});

/// How far along its edge, in the edge's own direction: 0 to its length.
std::uint32_t offset_cm(const RoadGraph& graph, const OnEdge& hit);

}  // namespace vigie::roads
