// SPDX-License-Identifier: Apache-2.0
// Routes: which share of the people at a junction takes which way on, by destination.
#pragma once

#include <span>
#include <vector>

#include "flow/layout.hpp"

namespace vigie::flow {

/// What each link costs now, seconds: ports of the layout, then the exits of its squares. kUnlimited: not to be used.
/// A stop's port costs the wait there.
using LinkCosts = std::vector<double>;

/// Shares by link and destination, link × destinations + destination; those that leave a node sum to 1 wherever the
/// destination can be reached from there, else to 0.
/// A way on is considered where it leads nearer (Dial 1971: "efficient"); among those p ~ exp(-(cost + cost to go) / scale),
/// but for ways that less than one in 200 would take.
/// Nobody walks in circles: each destination's shares have no cycle.
/// Source: logit over next links by cost to go, as in Fosgerau, Frejinger, Karlström 2013, with the shortest cost to go in
/// place of the expected one.
class Routes {
 public:
  Routes(const Layout& layout, std::uint32_t destinations) : layout_(&layout), destinations_(destinations) {}

  /// Writes all shares for one destination. `scale_s` above 0: how many seconds do not matter much to people.
  void choose(std::uint32_t destination, const LinkCosts& costs, double scale_s, std::span<double> shares);
  /// Seconds to go from a vertex (a node, or node_count + area), after choose(); kUnlimited where no way leads.
  double to_go_s(std::uint32_t vertex) const { return to_go_[vertex]; }

 private:
  void search(std::uint32_t destination, const LinkCosts& costs);
  void relax(std::uint32_t vertex, const LinkCosts& costs);
  void offer(std::uint32_t vertex, double cost);

  const Layout* layout_;
  std::uint32_t destinations_;
  std::vector<double> to_go_, weights_;
  std::vector<std::pair<double, std::uint32_t>> heap_;
};

}  // namespace vigie::flow
