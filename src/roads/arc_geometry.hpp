// SPDX-License-Identifier: Apache-2.0
// Where a place on an arc is on the map, and which way one drives there.
#pragma once

#include "geo/position.hpp"
#include "roads/road_graph.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

struct OnMap {
  geo::Position place;
  double heading_deg;  ///< as driven; 0 where the street has no length
};

/// Threads: any.
OnMap on_map(const RoadGraph& graph, const OnArc& on);

}  // namespace vigie::roads
