// SPDX-License-Identifier: Apache-2.0
// The smallest cut between one end of a map and the other.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/position.hpp"

namespace vigie::roads {

/// A small undirected graph; each line is stored at both its ends.
struct CutGraph {
  struct Line {
    std::uint32_t to;
    std::uint32_t twin;  ///< the same line at its other end
    std::int32_t capacity;
  };
  std::vector<geo::Position> places;
  std::vector<std::uint32_t> first;  ///< by node, and one more; into lines
  std::vector<Line> lines;
};

/// Cuts in eight compass directions between the first and the last quarter of the nodes, and keeps the smallest cut, the
/// more even one where two are equal. By node: true on one side; neither side is empty. At least two nodes.
std::vector<bool> inertial_cut(const CutGraph& graph);

}  // namespace vigie::roads
