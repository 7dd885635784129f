// SPDX-License-Identifier: Apache-2.0
// Claims about where people walk.
#include "roads/walk_graph_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace vigie::roads {
namespace {

/// Nodes on a grid: row * 10 + column, 10 m apart.
WalkMap grid() {
  WalkMap map;
  const geo::Position origin = geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.37}).value();
  for (int row = 0; row < 6; ++row)
    for (int column = 0; column < 6; ++column)
      map.places.emplace(row * 10 + column, geo::offset(origin, 10 * column, -10 * row));
  return map;
}

std::size_t count(const WalkGraph& graph, WalkKind kind) {
  return static_cast<std::size_t>(std::count_if(graph.data().edges.begin(), graph.data().edges.end(),
                                                [&](const WalkEdge& e) { return e.kind == kind; }));
}

TEST(WalkGraph, CutsPathsWhereTheyMeetAndKeepsTheirShape) {
  WalkMap map = grid();
  map.ways.push_back({{0, 1, 2, 3}, {WalkKind::Footway, 200}, "Quai"});
  map.ways.push_back({{2, 12}, {WalkKind::Steps, 0}, ""});
  const WalkGraph graph = build_walk_graph(map).value();
  EXPECT_EQ(graph.node_count(), 4U);  // 0, 2, 3, 12
  EXPECT_EQ(graph.edge_count(), 3U);
  EXPECT_EQ(graph.shape(0).size(), 3U);
  EXPECT_NEAR(graph.edge(0).length_cm, 2000, 5);
  EXPECT_EQ(graph.edge(0).width_cm, 200);
  EXPECT_EQ(graph.name(0), "Quai");
  EXPECT_EQ(graph.at(graph.edge(2).from).size(), 3U) << "both halves of the quay and the steps";
}

TEST(WalkGraph, ASquareIsCrossedBySight) {
  WalkMap map = grid();
  map.squares.push_back({{0, 3, 33, 30, 0}, "Place"});
  for (const std::int64_t corner : {0, 3, 33, 30}) map.ways.push_back({{corner, 55}, {WalkKind::Footway, 0}, ""});
  const WalkGraph graph = build_walk_graph(map).value();
  ASSERT_EQ(graph.squares().size(), 1U);
  EXPECT_EQ(graph.squares()[0].entries.size(), 4U);
  EXPECT_NEAR(graph.squares()[0].area_m2, 900, 1);
  EXPECT_EQ(count(graph, WalkKind::Square), 4U + 2U) << "the outline and both diagonals";
}

TEST(WalkGraph, ACornerInTheWayHidesTheOtherSide) {
  // An L: from the end of one arm (3) the end of the other (30) cannot be seen past the inner corner (11).
  WalkMap map = grid();
  map.squares.push_back({{0, 3, 13, 11, 31, 30, 0}, "Angle"});
  for (const std::int64_t entry : {3, 30}) map.ways.push_back({{entry, 55}, {WalkKind::Footway, 0}, ""});
  const WalkGraph graph = build_walk_graph(map).value();
  EXPECT_EQ(count(graph, WalkKind::Square), 2U) << "only along the outline";
}

TEST(WalkGraph, LeavesOutWhatIsNoArea) {
  WalkMap map = grid();
  map.squares.push_back({{0, 1}, "two corners"});
  map.squares.push_back({{0, 1, 2, 0}, "flat"});
  map.squares.push_back({{900, 901, 902}, "nodes that are not in the map"});
  const WalkGraph graph = build_walk_graph(map).value();
  EXPECT_TRUE(graph.squares().empty());
  EXPECT_EQ(graph.node_count(), 0U);
}

}  // namespace
}  // namespace vigie::roads
