// SPDX-License-Identifier: Apache-2.0
// From places on arcs and the ways between them to streets with the times at which they were entered and left.
#pragma once

#include <span>
#include <vector>

#include "roads/map_match.hpp"

namespace vigie::roads {

/// A place on an arc at a time, and the way that led there from the one before (both ends included; empty for the first).
struct Waypoint {
  OnArc on;
  Time at;
  std::vector<ArcId> way;
};

/// Between two places time passes as on free streets, stretched: in proportion to what each street takes the profile.
std::vector<Passage> passages(const RoadGraph& graph, Profile profile, std::span<const Waypoint> waypoints);

}  // namespace vigie::roads
