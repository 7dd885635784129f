// SPDX-License-Identifier: Apache-2.0
// Checks a graph's parts against each other and derives what queries need.
#include "roads/road_graph.hpp"

#include <algorithm>
#include <map>

#include "roads/components.hpp"

namespace vigie::roads {
namespace {

Error corrupt(const char* what) { return {ErrorKind::Corrupt, std::string("road graph: ") + what}; }

NodeId tail_of(const RoadGraphData& data, const Arc& arc) {
  return arc.reversed ? data.edges[arc.edge].to : data.edges[arc.edge].from;
}
NodeId head_of(const RoadGraphData& data, const Arc& arc) {
  return arc.reversed ? data.edges[arc.edge].from : data.edges[arc.edge].to;
}

Result<void> check_edges(const RoadGraphData& data) {
  std::uint32_t expected = 0;
  for (std::size_t i = 0; i < data.edges.size(); ++i) {
    const Edge& edge = data.edges[i];
    if (edge.from >= data.nodes.size() || edge.to >= data.nodes.size()) return corrupt("an edge ends at no node");
    if (edge.street >= data.streets.size()) return corrupt("an edge names no street");
    if (static_cast<std::size_t>(edge.road_class) >= kRoadClasses) return corrupt("an edge of unknown class");
    const std::size_t end = i + 1 < data.edges.size() ? data.edges[i + 1].first_point : data.points.size();
    const bool in_order =
        edge.first_point == expected && end <= data.points.size() && end >= edge.first_point + std::size_t{2};
    if (!in_order) return corrupt("an edge has no shape");
    expected = static_cast<std::uint32_t>(end);
  }
  return {};
}

Result<void> check_arcs(const RoadGraphData& data) {
  NodeId last = 0;
  for (const Arc& arc : data.arcs) {
    if (arc.edge >= data.edges.size()) return corrupt("an arc of no edge");
    const NodeId head = head_of(data, arc);
    if (head < last) return corrupt("arcs out of order");
    last = head;
    if (arc.control > Control::Signals) return corrupt("an arc that ends at an unknown sign");
    for (const std::uint32_t duration : arc.duration_ms)
      if (duration == 0) return corrupt("an arc that takes no time");
  }
  for (std::size_t i = 0; i < data.forbidden.size(); ++i) {
    const ForbiddenTurn& turn = data.forbidden[i];
    if (turn.from >= data.arcs.size() || turn.to >= data.arcs.size()) return corrupt("a turn restriction of no arc");
    if (head_of(data, data.arcs[turn.from]) != tail_of(data, data.arcs[turn.to]))
      return corrupt("a turn restriction between arcs that do not meet");
    if (i > 0 && !(data.forbidden[i - 1] < turn)) return corrupt("turn restrictions out of order");
  }
  return {};
}

}  // namespace

Result<RoadGraph> RoadGraph::checked(RoadGraphData data) {
  if (data.nodes.size() >= kNone || data.edges.size() >= kNone / 2 || data.arcs.size() >= kNone ||
      data.points.size() >= kNone)
    return corrupt("too large");
  if (data.streets.empty() || !data.streets.front().empty())
    return corrupt("the first street name is not the empty one");
  if (Result<void> edges = check_edges(data); !edges) return edges.error();
  if (Result<void> arcs = check_arcs(data); !arcs) return arcs.error();
  return RoadGraph(std::move(data));
}

RoadGraph::RoadGraph(RoadGraphData data) : data_(std::move(data)) {
  const std::size_t nodes = data_.nodes.size();
  const std::size_t arcs = data_.arcs.size();
  tails_.resize(arcs);
  heads_.resize(arcs);
  directions_.resize(arcs);
  lengths_.resize(arcs);
  first_leaving_.assign(nodes + 1, 0);
  first_arriving_.assign(nodes + 1, 0);
  arcs_of_edge_.assign(2 * data_.edges.size(), kNone);
  for (Metric& metric : metrics_) metric.duration_ms.resize(arcs);
  for (ArcId a = 0; a < arcs; ++a) {
    const Arc& arc = data_.arcs[a];
    tails_[a] = tail_of(data_, arc);
    heads_[a] = head_of(data_, arc);
    directions_[a] = 2 * arc.edge + (arc.reversed ? 1 : 0);
    lengths_[a] = data_.edges[arc.edge].length_cm;
    ++first_leaving_[tail(a) + 1];
    ++first_arriving_[heads_[a] + 1];
    if (!arc.shadow) arcs_of_edge_[2 * arc.edge + (arc.reversed ? 1 : 0)] = a;
    for (std::size_t p = 0; p < kProfiles; ++p) metrics_[p].duration_ms[a] = arc.duration_ms[p];
  }
  for (std::size_t n = 1; n <= nodes; ++n) {
    first_leaving_[n] += first_leaving_[n - 1];
    first_arriving_[n] += first_arriving_[n - 1];
  }
  leaving_.resize(arcs);
  std::vector<std::uint32_t> next(first_leaving_.begin(), first_leaving_.end() - 1);
  for (ArcId a = 0; a < arcs; ++a) leaving_[next[tails_[a]]++] = a;

  restricted_.assign(arcs, false);
  for (const ForbiddenTurn& turn : data_.forbidden) restricted_[turn.from] = true;
  for (std::size_t p = 0; p < kProfiles; ++p) {
    metrics_[p].profile = static_cast<Profile>(p);
    dead_end_[p].assign(arcs, true);
    for (ArcId a = 0; a < arcs; ++a)
      for (const ArcId b : leaving(heads_[a]))
        if (data_.arcs[b].edge != data_.arcs[a].edge && data_.arcs[b].duration_ms[p] != kClosed)
          dead_end_[p][a] = false;
  }
  find_main_parts();
  turns_ = TurnTable(*this);
  index_ = EdgeIndex(static_cast<std::uint32_t>(data_.edges.size()), [this](EdgeId edge) { return shape(edge); });
}

void RoadGraph::find_main_parts() {
  for (std::size_t p = 0; p < kProfiles; ++p) {
    std::vector<Link> links;
    for (ArcId a = 0; a < data_.arcs.size(); ++a)
      if (metrics_[p].duration_ms[a] != kClosed) links.push_back({tail(a), heads_[a]});
    const std::vector<std::uint32_t> part = strong_parts(static_cast<std::uint32_t>(data_.nodes.size()), links);
    std::map<std::uint32_t, std::size_t> sizes;
    for (const std::uint32_t of : part) ++sizes[of];
    const auto largest =
        std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    main_part_[p].resize(data_.edges.size());
    for (EdgeId e = 0; e < data_.edges.size(); ++e)
      main_part_[p][e] = part[data_.edges[e].from] == largest->first && part[data_.edges[e].to] == largest->first;
  }
}

std::span<const geo::Position> RoadGraph::shape(EdgeId edge) const {
  const std::size_t first = data_.edges[edge].first_point;
  const std::size_t end = edge + 1 < data_.edges.size() ? data_.edges[edge + 1].first_point : data_.points.size();
  return std::span(data_.points).subspan(first, end - first);
}

bool RoadGraph::is_forbidden(ArcId from, ArcId to) const {
  return std::binary_search(data_.forbidden.begin(), data_.forbidden.end(), ForbiddenTurn{from, to});
}

void RoadGraph::close(ArcId closed, Metric& metric) const {
  for (const ArcId a : leaving(tail(closed)))
    if (directions_[a] == directions_[closed]) metric.duration_ms[a] = kClosed;
}

std::size_t RoadGraph::arc_count(Profile profile) const {
  const auto p = static_cast<std::size_t>(profile);
  return static_cast<std::size_t>(std::count_if(data_.arcs.begin(), data_.arcs.end(), [&](const Arc& arc) {
    return !arc.shadow && arc.duration_ms[p] != kClosed;
  }));
}

std::size_t RoadGraph::node_count(Profile profile) const {
  std::vector<bool> used(data_.nodes.size(), false);
  for (ArcId a = 0; a < data_.arcs.size(); ++a)
    if (duration_ms(a, profile) != kClosed) used[tail(a)] = used[heads_[a]] = true;
  return static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
}

}  // namespace vigie::roads
