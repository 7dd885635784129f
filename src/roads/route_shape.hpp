// SPDX-License-Identifier: Apache-2.0
// The line of a route: its places in order, each with the time at which it is passed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "roads/road_graph.hpp"

namespace vigie::roads {

/// A point of a route and when it is passed, counted from the start.
struct RoutePoint {
  geo::Position place;
  std::int64_t at_ms;
};

/// An arc, driven from one offset to another at even speed.
struct RoutePiece {
  ArcId arc;
  std::uint32_t from_cm;
  std::uint32_t to_cm;
  std::int64_t duration_ms;
  std::int64_t then_wait_ms = 0;  ///< at its end: the delay of the turn into the next piece
};

/// At least one point where there is a piece; no place twice in a row, unless time passes there (a barrier, a junction).
std::vector<RoutePoint> route_line(const RoadGraph& graph, std::span<const RoutePiece> pieces);

}  // namespace vigie::roads
