// SPDX-License-Identifier: Apache-2.0
// How far several starts get within a time: every piece of street, and when the first of them is there.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "roads/road_graph.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

struct ReachStart {
  Snap at;
  std::int64_t delay_ms = 0;  ///< before it sets off
};

/// An arc, driven from an offset to its end.
struct ReachedPiece {
  ArcId arc;
  std::uint32_t from_cm;
  std::int64_t begin_ms;  ///< the earliest moment at `from_cm`
};

/// When a piece's driver passes an offset beyond its beginning, by even speed along the arc.
std::int64_t passes_ms(const RoadGraph& graph, const Metric& metric, const ReachedPiece& piece, std::uint32_t at_cm);

/// Every piece that some start begins to drive before `limit_ms`: an arc once from its own start at the earliest moment, and
/// the streets of the starts from where these stand. Dijkstra forwards over arcs, turn restrictions and delays included.
/// Order: by beginning, then arc. Threads: any.
std::vector<ReachedPiece> reach(const RoadGraph& graph, const Metric& metric, std::span<const ReachStart> starts,
                                std::int64_t limit_ms);

}  // namespace vigie::roads
