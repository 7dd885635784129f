// SPDX-License-Identifier: Apache-2.0
// NodeGraph: a driver's streets from junction to junction, without turn rules: what published figures speak of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "roads/cch_weights.hpp"
#include "roads/components.hpp"
#include "roads/radix_heap.hpp"
#include "roads/road_graph.hpp"

namespace vigie::roads {

/// Of parallel streets the fastest; no street from a junction to itself.
struct NodeGraph {
  std::size_t node_count;
  std::vector<Link> links;  ///< ordered by `from`
  std::vector<Weight> weights;
};

NodeGraph node_graph(const RoadGraph& graph, const Metric& metric);

/// Dijkstra (1959) from one node until the wanted ones have their times: the slow twin. Borrows the graph.
class NodeDijkstra {
 public:
  explicit NodeDijkstra(const NodeGraph& graph);

  /// Milliseconds to each wanted node, kFar >> 32 where no street leads.
  std::vector<std::int64_t> times(const std::vector<Weight>& weights, NodeId from, std::span<const NodeId> wanted);

 private:
  const NodeGraph& graph_;
  std::vector<std::uint32_t> first_;  // by node; into links
  std::vector<std::int64_t> least_ms_;
  std::vector<std::uint8_t> wanted_;
  std::vector<bool> settled_;
  RadixHeap heap_;
};

}  // namespace vigie::roads
