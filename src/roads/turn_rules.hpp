// SPDX-License-Identifier: Apache-2.0
// Turn restrictions, over one node or over several ways, all turned into forbidden pairs of arcs.
#pragma once

#include <vector>

#include "roads/road_graph.hpp"

namespace vigie::roads {

/// Arcs as they stand before ordering, with shadows behind them, and the pairs that must not follow each other.
struct TurnRules {
  std::vector<Arc> arcs;
  std::vector<ForbiddenTurn> forbidden;  ///< ordered
};

/// A driver must not drive the arcs of any sequence (two or more, each leaving where the one before arrives) in a row.
/// A sequence of three or more needs memory: its middle arcs get shadows, which only the driver who came from its first
/// arc can enter. This is the Aho-Corasick automaton of the sequences, written as arcs.
/// `leaving[a]` are the arcs at the end of arc a.
/// Source: Villeneuve and Desaulniers, "The shortest path problem with forbidden paths", EJOR 2005.
TurnRules apply_restrictions(std::vector<Arc> arcs, const std::vector<std::vector<ArcId>>& leaving,
                             const std::vector<std::vector<ArcId>>& forbidden_sequences);

}  // namespace vigie::roads
