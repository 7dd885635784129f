// SPDX-License-Identifier: Apache-2.0
// Streets by their ends, and the plainest search over them.
#include "roads/node_graph.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace vigie::roads {

NodeGraph node_graph(const RoadGraph& graph, const Metric& metric) {
  std::map<std::pair<NodeId, NodeId>, Weight> fastest;
  for (ArcId arc = 0; arc < graph.arc_count(); ++arc) {
    if (metric.duration_ms[arc] == kClosed || graph.tail(arc) == graph.head(arc)) continue;
    const Weight weight = weight_of(metric.duration_ms[arc], graph.length_cm(arc));
    const auto [known, fresh] = fastest.try_emplace({graph.tail(arc), graph.head(arc)}, weight);
    if (!fresh) known->second = std::min(known->second, weight);
  }
  NodeGraph out{graph.node_count(), {}, {}};
  for (const auto& [ends, weight] : fastest) {
    out.links.push_back({ends.first, ends.second});
    out.weights.push_back(weight);
  }
  return out;
}

NodeDijkstra::NodeDijkstra(const NodeGraph& graph)
    : graph_(graph),
      first_(graph.node_count + 1, 0),
      least_ms_(graph.node_count),
      wanted_(graph.node_count),
      settled_(graph.node_count) {
  for (const Link& link : graph.links) ++first_[link.from + 1];
  for (std::size_t n = 1; n < first_.size(); ++n) first_[n] += first_[n - 1];
}

std::vector<std::int64_t> NodeDijkstra::times(const std::vector<Weight>& weights, NodeId from,
                                              std::span<const NodeId> wanted) {
  std::fill(least_ms_.begin(), least_ms_.end(), duration_ms(kFar));
  std::fill(settled_.begin(), settled_.end(), false);
  std::fill(wanted_.begin(), wanted_.end(), std::uint8_t{0});
  std::size_t left = 0;
  for (const NodeId node : wanted)
    if (std::exchange(wanted_[node], std::uint8_t{1}) == 0) ++left;
  heap_.clear();
  least_ms_[from] = 0;
  heap_.push(from);
  while (left > 0 && !heap_.empty()) {
    const auto node = static_cast<NodeId>(heap_.pop() & kNone);
    if (settled_[node]) continue;
    settled_[node] = true;
    if (wanted_[node] != 0) --left;
    for (std::uint32_t link = first_[node]; link < first_[node + 1]; ++link) {
      if (weights[link] >= kFar) continue;
      const std::int64_t over_ms = least_ms_[node] + duration_ms(weights[link]);
      const NodeId to = graph_.links[link].to;
      if (over_ms >= least_ms_[to]) continue;
      least_ms_[to] = over_ms;
      heap_.push(static_cast<std::uint64_t>(over_ms) << 32 | to);
    }
  }
  std::vector<std::int64_t> out;
  for (const NodeId node : wanted) out.push_back(least_ms_[node]);
  return out;
}

}  // namespace vigie::roads
