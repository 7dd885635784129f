// SPDX-License-Identifier: Apache-2.0
// A map's turn restriction ("from way A over B into C") as the sequences of arcs that it forbids.
#pragma once

#include <unordered_map>
#include <vector>

#include "roads/road_graph_builder.hpp"

namespace vigie::roads {

/// One edge of a way, between two of the map's nodes; kNone where the direction is closed to everybody.
struct WayPiece {
  MapId from;
  MapId to;
  ArcId forward;
  ArcId backward;
};
using WayPieces = std::unordered_map<MapId, std::vector<WayPiece>>;

/// Adds what is forbidden; `leaving[a]` are the arcs at the end of arc a. False where the ways do not meet as the
/// restriction says, or are not in the graph. An "only" over several ways binds who has driven onto the via ways.
/// Source: https://wiki.openstreetmap.org/wiki/Relation:restriction
bool add_forbidden_sequences(const MapRestriction& restriction, const WayPieces& pieces,
                             const std::vector<std::vector<ArcId>>& leaving,
                             std::vector<std::vector<ArcId>>& forbidden);

}  // namespace vigie::roads
