// SPDX-License-Identifier: Apache-2.0
// Claims about the hierarchy on plain junctions, without turns, against Dijkstra; and about its order.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "roads/cch_order.hpp"
#include "roads/cch_sweep.hpp"
#include "roads/inertial_cut.hpp"
#include "roads/node_graph.hpp"
#include "roads/random_streets_test.hpp"

namespace vigie::roads {
namespace {

RC_GTEST_PROP(Cch, EqualsDijkstraUnderRandomClosures, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  NodeGraph nodes = node_graph(graph, graph.metric(Profile::Car));
  const Cch cch = *Cch::checked(nodes.links, node_order(graph.data().nodes, nodes.links));
  CchWeights weights(cch, nodes.weights);
  std::vector<LinkChange> closures;
  for (int n = city.pick(20); n > 0; --n)
    closures.push_back({static_cast<std::uint32_t>(city.pick(static_cast<int>(nodes.links.size()))), kFar});
  weights.change(cch, closures);
  for (const LinkChange& closed : closures) nodes.weights[closed.link] = kFar;
  RC_ASSERT(weights == CchWeights(cch, nodes.weights));

  std::vector<NodeId> all(nodes.node_count);
  std::vector<Rank> ranks(nodes.node_count);
  std::vector<std::vector<Seed>> seeds;
  for (NodeId node = 0; node < all.size(); ++node) {
    all[node] = node;
    ranks[node] = cch.rank(node);
    seeds.push_back({{cch.rank(node), 0}});
  }
  CchSweep sweep(cch);
  NodeDijkstra dijkstra(nodes);
  const std::vector<std::int32_t> table = sweep.table(weights, ranks, seeds);
  for (const NodeId from : all) {
    const std::vector<std::int64_t> expected = dijkstra.times(nodes.weights, from, all);
    for (const NodeId to : all) {
      RC_ASSERT(std::min(duration_ms(kFar), duration_ms(sweep.between(weights, seeds[from], seeds[to]))) ==
                expected[to]);
      RC_ASSERT(std::min(CchSweep::kFarMs, table[from * all.size() + to]) == expected[to]);
      sweep.aim(weights, seeds[to]);
      RC_ASSERT(duration_ms(sweep.to_goal(ranks[from])) == expected[to]);
    }
  }
}

RC_GTEST_PROP(Order, NamesEveryLinkAndEveryNodeOnce, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 3);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  std::vector<Link> links;
  for (ArcId arc = 0; arc < graph.arc_count(); ++arc) links.push_back({graph.tail(arc), graph.head(arc)});
  for (std::vector<std::uint32_t> order :
       {link_order(graph.data().nodes, links), node_order(graph.data().nodes, links)}) {
    std::sort(order.begin(), order.end());
    for (std::uint32_t i = 0; i < order.size(); ++i) RC_ASSERT(order[i] == i);
  }
}

TEST(InertialCut, CutsTheBridgeBetweenTwoQuarters) {
  // Two squares of four corners, joined by one street.
  CutGraph graph;
  const geo::Position origin = geo::Position::checked(geo::Latitude{41}, geo::Longitude{-8}).value();
  for (int i = 0; i < 8; ++i)
    graph.places.push_back(geo::offset(origin, (i < 4 ? 0 : 1000) + 100 * (i % 2), i % 4 < 2 ? 0 : 100));
  const std::vector<Link> streets{{0, 1}, {1, 3}, {3, 2}, {2, 0}, {4, 5}, {5, 7}, {7, 6}, {6, 4}, {3, 6}};
  std::vector<std::vector<std::uint32_t>> at(8);
  for (const Link& street : streets) {
    at[street.from].push_back(street.to);
    at[street.to].push_back(street.from);
  }
  graph.first.push_back(0);
  for (const auto& neighbours : at) {
    for (const std::uint32_t to : neighbours) graph.lines.push_back({to, 0, 1});
    graph.first.push_back(static_cast<std::uint32_t>(graph.lines.size()));
  }
  for (std::uint32_t node = 0; node < 8; ++node)
    for (std::uint32_t line = graph.first[node]; line < graph.first[node + 1]; ++line)
      for (std::uint32_t back = graph.first[graph.lines[line].to]; back < graph.first[graph.lines[line].to + 1]; ++back)
        if (graph.lines[back].to == node) graph.lines[line].twin = back;
  const std::vector<bool> side = inertial_cut(graph);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(side[i], side[i < 4 ? 0 : 4]);
  EXPECT_NE(side[0], side[4]);
}

}  // namespace
}  // namespace vigie::roads
