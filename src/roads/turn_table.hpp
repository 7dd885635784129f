// SPDX-License-Identifier: Apache-2.0
// TurnTable: the delay of every turn of a road graph, for every profile, looked up in no time.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "roads/profile.hpp"

namespace vigie::roads {

class RoadGraph;

/// Immutable. Threads: const, any number of callers. Arcs by their numbers in the graph.
class TurnTable {
 public:
  TurnTable() = default;
  /// The graph's arcs, shapes and neighbourhoods are there already.
  explicit TurnTable(const RoadGraph& graph);

  /// The arcs meet.
  std::uint32_t delay_ms(std::uint32_t from, std::uint32_t to, Profile profile) const {
    return delays_ms_[static_cast<std::size_t>(profile)][first_[from] + slot_[to]];
  }

 private:
  std::vector<std::uint32_t> first_;  // by arc
  std::vector<std::uint32_t> slot_;   // by arc: its place among those that leave its tail
  std::array<std::vector<std::uint16_t>, kProfiles> delays_ms_;
};

}  // namespace vigie::roads
