// SPDX-License-Identifier: Apache-2.0
// Strongly connected parts of a directed graph.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vigie::roads {

struct Link {
  std::uint32_t from;
  std::uint32_t to;
};

/// For each node the number of its part: nodes of one part all reach each other.
/// Source: Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1972; without recursion.
std::vector<std::uint32_t> strong_parts(std::uint32_t node_count, std::span<const Link> links);

}  // namespace vigie::roads
