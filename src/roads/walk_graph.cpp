// SPDX-License-Identifier: Apache-2.0
// Checks a walking graph's parts against each other and derives what queries need.
#include "roads/walk_graph.hpp"

#include <algorithm>
#include <limits>

namespace vigie::roads {
namespace {

Error corrupt(const char* what) { return {ErrorKind::Corrupt, std::string("walking graph: ") + what}; }

}  // namespace

Result<WalkGraph> WalkGraph::checked(WalkGraphData data) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (data.nodes.size() >= kMost || data.points.size() >= kMost || data.edges.size() >= kMost)
    return corrupt("too large");
  if (data.names.empty() || !data.names.front().empty()) return corrupt("the first name is not the empty one");
  std::size_t expected = 0;
  for (std::size_t i = 0; i < data.edges.size(); ++i) {
    const WalkEdge& edge = data.edges[i];
    if (edge.from >= data.nodes.size() || edge.to >= data.nodes.size()) return corrupt("an edge ends at no node");
    if (edge.name >= data.names.size()) return corrupt("an edge without a name's number");
    if (static_cast<std::size_t>(edge.kind) >= kWalkKinds) return corrupt("an edge of unknown kind");
    const std::size_t end = i + 1 < data.edges.size() ? data.edges[i + 1].first_point : data.points.size();
    if (edge.first_point != expected || end > data.points.size() || end < expected + 2)
      return corrupt("an edge has no shape");
    expected = end;
  }
  for (const Square& square : data.squares) {
    if (square.outline.ring.size() < 3 || !(square.area_m2 > 0)) return corrupt("a square without an area");
    for (const WalkNodeId entry : square.entries)
      if (entry >= data.nodes.size()) return corrupt("a square's entry is no node");
  }
  return WalkGraph(std::move(data));
}

WalkGraph::WalkGraph(WalkGraphData data) : data_(std::move(data)) {
  first_at_.assign(data_.nodes.size() + 1, 0);
  for (const WalkEdge& edge : data_.edges) {
    ++first_at_[edge.from + 1];
    if (edge.to != edge.from) ++first_at_[edge.to + 1];
  }
  for (std::size_t n = 1; n < first_at_.size(); ++n) first_at_[n] += first_at_[n - 1];
  edges_at_.resize(first_at_.back());
  std::vector<std::uint32_t> next(first_at_.begin(), first_at_.end() - 1);
  for (WalkEdgeId e = 0; e < data_.edges.size(); ++e) {
    edges_at_[next[data_.edges[e].from]++] = e;
    if (data_.edges[e].to != data_.edges[e].from) edges_at_[next[data_.edges[e].to]++] = e;
  }
  index_ = EdgeIndex(static_cast<std::uint32_t>(data_.edges.size()), [this](WalkEdgeId edge) { return shape(edge); });
}

std::span<const geo::Position> WalkGraph::shape(WalkEdgeId edge) const {
  const std::size_t first = data_.edges[edge].first_point;
  const std::size_t end = edge + 1 < data_.edges.size() ? data_.edges[edge + 1].first_point : data_.points.size();
  return std::span(data_.points).subspan(first, end - first);
}

}  // namespace vigie::roads
