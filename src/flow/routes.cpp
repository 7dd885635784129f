// SPDX-License-Identifier: Apache-2.0
// Cost to go by Dijkstra from the stops backwards, then a logit over the ways that lead nearer.
#include "flow/routes.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace vigie::flow {
namespace {

/// Nobody thinks of a way that is longer than the shortest by so many times what does not matter: one in 200 would take it.
constexpr double kLongest = 5.3;

}  // namespace

void Routes::offer(std::uint32_t vertex, double cost) {
  if (!(cost < to_go_[vertex])) return;
  to_go_[vertex] = cost;
  heap_.emplace_back(cost, vertex);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

/// Looks at every link that leads *to* the vertex: each port has its opposite at the other end.
void Routes::relax(std::uint32_t vertex, const LinkCosts& costs) {
  const double there = to_go_[vertex];
  if (vertex >= layout_->node_count) {  // a square: entered from each of its entries
    const std::uint32_t area = vertex - layout_->node_count;
    for (std::uint32_t e = layout_->first_exit[area]; e < layout_->first_exit[area + 1]; ++e) {
      const NodeId node = layout_->area_exits[e].node;
      for (std::uint32_t p = layout_->first_port[node]; p < layout_->first_port[node + 1]; ++p)
        if (layout_->ports[p].area_exit == e) offer(node, there + costs[p]);
    }
    return;
  }
  for (const Port& port : layout_->at(vertex)) {
    if (port.kind == PortKind::Area) offer(port.next, there + costs[layout_->ports.size() + port.area_exit]);
    if (port.kind != PortKind::Section) continue;
    offer(port.next, there + costs[port.opposite]);
  }
}

void Routes::search(std::uint32_t destination, const LinkCosts& costs) {
  to_go_.assign(layout_->node_count + layout_->area_cells.size(), kUnlimited);
  heap_.clear();
  for (NodeId node = 0; node < layout_->node_count; ++node)
    for (std::uint32_t p = layout_->first_port[node]; p < layout_->first_port[node + 1]; ++p)
      if (layout_->ports[p].destination == destination) offer(node, costs[p]);
  while (!heap_.empty()) {
    const auto [cost, vertex] = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    heap_.pop_back();
    if (cost <= to_go_[vertex]) relax(vertex, costs);
  }
}

void Routes::choose(std::uint32_t destination, const LinkCosts& costs, double scale_s, std::span<double> shares) {
  search(destination, costs);
  const auto weigh = [&](std::uint32_t from, std::uint32_t link, double next) {
    const double here = to_go_[from];
    const bool nearer = next < here && costs[link] < kUnlimited;
    const double longer = nearer ? (costs[link] + std::max(next, 0.0) - here) / scale_s : kUnlimited;
    return longer < kLongest ? std::exp(-longer) : 0.0;
  };
  const auto share_out = [&](std::uint32_t vertex, std::uint32_t first, std::uint32_t last, const auto& next_of) {
    double sum = 0;
    weights_.assign(last - first, 0);
    if (to_go_[vertex] < kUnlimited)
      for (std::uint32_t link = first; link < last; ++link)
        sum += weights_[link - first] = weigh(vertex, link, next_of(link));
    for (std::uint32_t link = first; link < last; ++link)
      shares[std::size_t{link} * destinations_ + destination] = sum > 0 ? weights_[link - first] / sum : 0.0;
  };
  const auto beyond_port = [&](std::uint32_t link) {
    const Port& port = layout_->ports[link];
    if (port.kind == PortKind::Stop)
      return port.destination == destination ? -1.0 : kUnlimited;  // there: always nearer
    return port.next == kNone ? kUnlimited : to_go_[port.next];
  };
  for (NodeId node = 0; node < layout_->node_count; ++node)
    share_out(node, layout_->first_port[node], layout_->first_port[node + 1], beyond_port);
  const auto ports = static_cast<std::uint32_t>(layout_->ports.size());
  for (std::uint32_t area = 0; area < layout_->area_cells.size(); ++area)
    share_out(layout_->node_count + area, ports + layout_->first_exit[area], ports + layout_->first_exit[area + 1],
              [&](std::uint32_t link) { return to_go_[layout_->area_exits[link - ports].node]; });
}

}  // namespace vigie::flow
