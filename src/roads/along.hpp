// SPDX-License-Identifier: Apache-2.0
// Which streets a line runs along, and which lie in an area: how a drawn or published closure finds its arcs.
#pragma once

#include <span>
#include <vector>

#include "geo/polygon.hpp"
#include "geo/position.hpp"
#include "roads/road_graph.hpp"

namespace vigie::roads {

enum class Sense {
  Both,       ///< both directions, and the other carriageway of a street that has two
  AlongLine,  ///< only as the line runs
};

struct AlongOptions {
  Sense sense = Sense::Both;
  double tolerance_m = 20;  ///< how far beside a street the line may lie; above 0
};

/// What a line runs along.
struct Along {
  std::vector<ArcId> arcs;  ///< in the line's order, no shadows, each once; of a street, the line's own direction first
  double off_street_m = 0;  ///< how much of the line lies on no street
};

/// An arc counts when the line runs along 10 m of it, or half of it where it is shorter: a line from the middle of one block
/// to the middle of the next takes both blocks whole. A street that is merely crossed does not count, nor does a parallel one
/// where a nearer one goes on. A line that ends less than 20 m round a corner may be taken to end straight on. With AlongLine, a street whose cars may only drive against the line does not count.
/// A line of one place: the nearest street within the tolerance, both its directions. No place: nothing.
/// Deterministic. Threads: any.
Along arcs_along(const RoadGraph& graph, std::span<const geo::Position> line, const AlongOptions& options = {});

/// Arcs of which any point lies inside, ascending, no shadows. Threads: any.
std::vector<ArcId> arcs_inside(const RoadGraph& graph, const geo::Polygon& area);

}  // namespace vigie::roads
