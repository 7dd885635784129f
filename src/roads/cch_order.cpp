// SPDX-License-Identifier: Apache-2.0
// Cuts a part of the map, does the same with both halves, then writes down what was cut.
#include "roads/cch_order.hpp"

#include <algorithm>
#include <cstddef>

#include "core/check.hpp"
#include "roads/inertial_cut.hpp"

namespace vigie::roads {
namespace {

enum class Separate { Links, Nodes };

class Dissection {
 public:
  Dissection(std::span<const geo::Position> places, std::span<const Link> links, Separate separate)
      : places_(places), links_(links), separate_(separate), local_(places.size()), part_(places.size(), 0) {
    first_.assign(places.size() + 1, 0);
    for (const Link& link : links) {
      ++first_[link.from + 1];
      if (link.to != link.from) ++first_[link.to + 1];
    }
    for (std::size_t n = 1; n < first_.size(); ++n) first_[n] += first_[n - 1];
    at_node_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t i = 0; i < links.size(); ++i) {
      at_node_[next[links[i].from]++] = i;
      if (links[i].to != links[i].from) at_node_[next[links[i].to]++] = i;
    }
  }

  std::vector<std::uint32_t> run() && {
    std::vector<std::uint32_t> all(places_.size());
    for (std::uint32_t n = 0; n < all.size(); ++n) all[n] = n;
    dissect(std::move(all));
    return std::move(order_);
  }

 private:
  std::span<const std::uint32_t> links_at(std::uint32_t node) const {
    return std::span(at_node_).subspan(first_[node], first_[node + 1] - first_[node]);
  }
  std::uint32_t other_end(std::uint32_t link, std::uint32_t node) const {
    return links_[link].from == node ? links_[link].to : links_[link].from;
  }

  CutGraph cut_graph(const std::vector<std::uint32_t>& nodes) {
    ++parts_;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      local_[nodes[i]] = i;
      part_[nodes[i]] = parts_;
    }
    CutGraph graph;
    graph.places.reserve(nodes.size());
    graph.first.push_back(0);
    for (const std::uint32_t node : nodes) {
      graph.places.push_back(places_[node]);
      const auto begin = static_cast<std::ptrdiff_t>(graph.lines.size());
      for (const std::uint32_t link : links_at(node)) {
        const std::uint32_t other = other_end(link, node);
        if (other == node || part_[other] != parts_) continue;
        const auto known = std::find_if(graph.lines.begin() + begin, graph.lines.end(),
                                        [&](const CutGraph::Line& line) { return line.to == local_[other]; });
        if (known == graph.lines.end()) {
          graph.lines.push_back({local_[other], 0, 1});
        } else if (separate_ == Separate::Links) {
          ++known->capacity;
        }
      }
      graph.first.push_back(static_cast<std::uint32_t>(graph.lines.size()));
    }
    find_twins(graph);
    return graph;
  }

  static void find_twins(CutGraph& graph) {
    for (std::uint32_t node = 0; node < graph.places.size(); ++node)
      for (std::uint32_t line = graph.first[node]; line < graph.first[node + 1]; ++line) {
        std::uint32_t twin = graph.first[graph.lines[line].to];
        while (graph.lines[twin].to != node) ++twin;
        graph.lines[line].twin = twin;
      }
  }

  void dissect(std::vector<std::uint32_t> nodes) {
    if (nodes.empty()) return;
    if (nodes.size() == 1) {
      finish(nodes.front());
      return;
    }
    const std::vector<bool> side = inertial_cut(cut_graph(nodes));
    const std::uint32_t part = parts_;
    std::vector<std::uint32_t> cut;
    std::vector<bool> taken(nodes.size(), false);
    if (separate_ == Separate::Links) cut = crossing_links(nodes, side, part);
    else cut = crossing_nodes(nodes, side, part, taken);
    std::vector<std::uint32_t> one, two;
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
      if (!taken[i]) (side[i] ? one : two).push_back(nodes[i]);
    nodes = {};
    dissect(std::move(one));
    dissect(std::move(two));
    order_.insert(order_.end(), cut.begin(), cut.end());
  }

  void finish(std::uint32_t node) {
    if (separate_ == Separate::Nodes) {
      order_.push_back(node);
      return;
    }
    for (const std::uint32_t link : links_at(node))
      if (links_[link].from == links_[link].to) order_.push_back(link);
  }

  std::vector<std::uint32_t> crossing_links(const std::vector<std::uint32_t>& nodes, const std::vector<bool>& side,
                                            std::uint32_t part) const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (!side[i]) continue;
      for (const std::uint32_t link : links_at(nodes[i])) {
        const std::uint32_t other = other_end(link, nodes[i]);
        if (part_[other] == part && !side[local_[other]]) out.push_back(link);
      }
    }
    return out;
  }

  /// The ends of the crossing links on the side that has fewer of them.
  std::vector<std::uint32_t> crossing_nodes(const std::vector<std::uint32_t>& nodes, const std::vector<bool>& side,
                                            std::uint32_t part, std::vector<bool>& taken) const {
    std::vector<std::uint32_t> on[2];
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const std::span<const std::uint32_t> links = links_at(nodes[i]);
      const bool crosses = std::any_of(links.begin(), links.end(), [&](std::uint32_t link) {
        const std::uint32_t other = other_end(link, nodes[i]);
        return part_[other] == part && side[local_[other]] != side[i];
      });
      if (crosses) on[side[i] ? 1 : 0].push_back(nodes[i]);
    }
    std::vector<std::uint32_t> out = on[0].size() < on[1].size() ? std::move(on[0]) : std::move(on[1]);
    for (const std::uint32_t node : out) taken[local_[node]] = true;
    return out;
  }

  std::span<const geo::Position> places_;
  std::span<const Link> links_;
  Separate separate_;
  std::vector<std::uint32_t> first_;    // by node; into at_node_
  std::vector<std::uint32_t> at_node_;  // links that begin or end there
  std::vector<std::uint32_t> local_;    // by node: its number in the part being cut
  std::vector<std::uint32_t> part_;     // by node: which part that was
  std::uint32_t parts_ = 0;
  std::vector<std::uint32_t> order_;
};

}  // namespace

std::vector<std::uint32_t> link_order(std::span<const geo::Position> places, std::span<const Link> links) {
  std::vector<std::uint32_t> order = Dissection(places, links, Separate::Links).run();
  VIGIE_CHECK(order.size() == links.size());
  return order;
}

std::vector<std::uint32_t> node_order(std::span<const geo::Position> places, std::span<const Link> links) {
  std::vector<std::uint32_t> order = Dissection(places, links, Separate::Nodes).run();
  VIGIE_CHECK(order.size() == places.size());
  return order;
}

}  // namespace vigie::roads
