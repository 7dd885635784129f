// SPDX-License-Identifier: Apache-2.0
// Claims about shortest paths, on drawn maps.
#include "roads/search.hpp"

#include <gtest/gtest.h>

#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

/// Streets of the route, by their ends.
std::string streets(const RoadGraph& graph, const std::optional<Route>& route) {
  if (!route) return "unreachable";
  std::string out;
  for (const ArcId arc : route->arcs) out += (out.empty() ? "" : " ") + graph.street(arc);
  return out;
}

/// From the middle of one street to the middle of another.
std::optional<Route> drive(const TextMap& map, const RoadGraph& graph, const char* from, const char* to) {
  return route(graph, map.between(from[0], from[1], 0.5), map.between(to[0], to[1], 0.5));
}

TEST(Search, TakesTheShorterWay) {
  const TextMap map(R"(
A--B-----C
|        |
D--------E)");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "CE")), "AB BC CE");
  const auto found = drive(map, graph, "AB", "CE");
  EXPECT_EQ(found->travel.distance_m(), 150 + 600 + 100);
  EXPECT_EQ(found->travel.seconds(), 85);
}

TEST(Search, CountsOnlyThePartsOfStreetsThatAreDriven) {
  const TextMap map("A---------B");
  const RoadGraph graph = map.graph();
  const auto found = route(graph, map.between('A', 'B', 0.2), map.between('A', 'B', 0.7));
  EXPECT_EQ(found->travel.distance_m(), 500);
  const auto back = route(graph, map.between('A', 'B', 0.7), map.between('A', 'B', 0.2));
  EXPECT_EQ(back->travel, found->travel);
}

TEST(Search, GoesRoundTheBlockOnAOneWay) {
  const TextMap map(R"(
A-->B
|   |
D---C)");
  const RoadGraph graph = map.graph();
  const auto ahead = route(graph, map.between('A', 'B', 0.2), map.between('A', 'B', 0.8));
  EXPECT_EQ(streets(graph, ahead), "AB");
  const auto behind = route(graph, map.between('A', 'B', 0.8), map.between('A', 'B', 0.2));
  EXPECT_EQ(streets(graph, behind), "AB BC DC AD AB");
  EXPECT_NEAR(static_cast<double>(behind->travel.distance_m()), 80 + 200 + 400 + 200 + 80 + 80, 1.5 + 80);
}

TEST(Search, AnIslandIsUnreachableNotFar) {
  const TextMap map(R"(
A--B--C

X--Y)");
  const RoadGraph graph = map.graph();
  EXPECT_FALSE(drive(map, graph, "AB", "XY"));
  const std::vector<geo::Position> units{map.at('A'), map.at('X')};
  const auto times = travel_times_to(graph, map.at('C'), units);
  EXPECT_TRUE(times[0]);
  EXPECT_FALSE(times[1]);
}

TEST(Search, AOneWayOutOfTheCityIsNoWayIn) {
  const TextMap map("A--B-->C");
  const RoadGraph graph = map.graph();
  EXPECT_TRUE(drive(map, graph, "AB", "BC"));
  EXPECT_FALSE(drive(map, graph, "BC", "AB"));
}

TEST(Search, APlaceFarFromEveryStreetIsOnNone) {
  const TextMap map("A--B");
  const RoadGraph graph = map.graph();
  EXPECT_FALSE(route(graph, map.at('A'), geo::offset(map.at('B'), 3000, 0)));
  EXPECT_TRUE(route(graph, map.at('A'), geo::offset(map.at('B'), 300, 0)));
}

TEST(TurnRestriction, NoLeftTurnGoesRound) {
  TextMap map(R"(
   C--D
   |  |
A--B--E)");
  EXPECT_EQ(streets(map.graph(), drive(map, map.graph(), "AB", "CB")), "AB CB");
  map.forbid("ABC");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "CB")), "AB BE DE CD CB");
  EXPECT_EQ(streets(graph, drive(map, graph, "CB", "AB")), "CB AB") << "the other direction is free";
  EXPECT_EQ(streets(graph, drive(map, graph, "EB", "CB")), "BE CB") << "and so is another street";
}

TEST(TurnRestriction, OnlyStraightOnForbidsTheRest) {
  TextMap map(R"(
   C--D
   |  |
A--B--E--F
   |     |
   G-----H)");
  map.only("ABE");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "CB")), "AB BE DE CD CB");
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "BG")), "AB BE DE CD CB BG");
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "EF")), "AB BE EF");
}

TEST(TurnRestriction, OverAWayBindsOnlyWhoCameThatWay) {
  // A dual carriageway's turning place: from AB over BC back into CD is forbidden; from FB it is not.
  TextMap map(R"(
F-->B---A
    |
D---C---E
|       |
G-------H)");
  map.forbid("ABCD");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "DC")), "BA BC CE EH GH DG DC");
  EXPECT_EQ(streets(graph, drive(map, graph, "FB", "DC")), "FB BC DC");
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "CE")), "BA BC CE");
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "BC")), "BA BC") << "the way over which it goes can be the goal";
  EXPECT_EQ(streets(graph, drive(map, graph, "BC", "DC")), "BC DC") << "who starts there is not bound";
}

TEST(TurnRestriction, OnlyOverAWay) {
  TextMap map(R"(
A--B--C--D
      |  |
      E--F)");
  map.only("ABCD");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "CE")), "AB BC CD DF EF CE");
  EXPECT_EQ(streets(graph, drive(map, graph, "BC", "CE")), "BC CE");
}

TEST(TurnRestriction, NoTurningBackButAtADeadEnd) {
  // From the one-way AB to the street behind: not back at B (CD goes on), but at the end of the blind alley D.
  const TextMap map(R"(
A-->B--D
    |
    C)");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(streets(graph, drive(map, graph, "AB", "BD")), "AB BD");
  const auto round = route(graph, map.between('A', 'B', 0.8), map.between('A', 'B', 0.2));
  EXPECT_FALSE(round);
  TextMap blind(R"(
A---B---C
    |
    D)");
  blind.forbid("ABC");
  const RoadGraph with_alley = blind.graph();
  EXPECT_EQ(streets(with_alley, drive(blind, with_alley, "AB", "BC")), "AB BD BD BC");
}

TEST(TurnRestriction, WhatFitsNoStreetIsCounted) {
  TextMap map("A--B--C");
  map.map().restrictions.push_back({false, 1, MapId{2}, {}, 3});
  EXPECT_EQ(build_road_graph(map.map())->restrictions_left_out, 1U);
}

TEST(Barrier, StopsTheCarAndDelaysTheSiren) {
  TextMap map("A--B--C");
  map.map().barriers[map.node('B')] = {{false, true}, 20'000};
  const RoadGraph graph = map.graph();
  const geo::Position from = map.between('A', 'B', 0.5), to = map.between('B', 'C', 0.5);
  EXPECT_FALSE(route(graph, from, to, Profile::Car));
  const auto siren = route(graph, from, to, Profile::Emergency);
  ASSERT_TRUE(siren);
  EXPECT_EQ(siren->travel.seconds(), 30 + 20);
  EXPECT_EQ(siren->line.back().at_ms, siren->travel.duration_ms);
}

TEST(Closure, SendsTrafficRoundAndOnlyInItsMetric) {
  const TextMap map(R"(
A--B--C
|     |
D-----E)");
  const RoadGraph graph = map.graph();
  const Profile profile = Profile::Emergency;
  const auto from = snap(graph, map.between('A', 'B', 0.5), profile),
             to = snap(graph, map.between('C', 'E', 0.5), profile);
  Metric closed = graph.metric(profile);
  const auto middle = snap(graph, map.between('B', 'C', 0.5), profile);
  graph.close(middle->forward->arc, closed);
  Search search(graph);
  EXPECT_EQ(streets(graph, search.route(graph.metric(profile), *from, *to)), "AB BC CE");
  EXPECT_EQ(streets(graph, search.route(closed, *from, *to)), "AB AD DE CE");
  EXPECT_EQ(streets(graph, search.route(closed, *to, *from)), "CE BC AB") << "the other direction is open";
}

TEST(Snap, KnowsSideOffsetAndDistance) {
  const TextMap map("A---------B");
  const RoadGraph graph = map.graph();
  const auto found = snap(graph, geo::offset(map.between('A', 'B', 0.3), 0, 12), Profile::Car);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->side, Side::Left);
  EXPECT_NEAR(found->distance_m, 12, 0.1);
  EXPECT_NEAR(found->forward->offset_cm / 100.0, 300, 0.5);
  EXPECT_NEAR(found->backward->offset_cm / 100.0, 700, 0.5);
  EXPECT_EQ(snap(graph, geo::offset(map.between('A', 'B', 0.3), 0, -12), Profile::Car)->side, Side::Right);
}

TEST(Snap, AYardWithoutAnEntranceGivesWayToTheStreet) {
  TextMap map("A---------B");
  map.map().places.emplace(1, geo::offset(map.between('A', 'B', 0.5), 0, 40));
  map.map().places.emplace(2, geo::offset(map.between('A', 'B', 0.5), 0, 60));
  map.map().ways.push_back({9, {1, 2}, map.map().ways[0].traits, "yard"});
  const RoadGraph graph = map.graph();
  const auto found = snap(graph, map.map().places.at(2), Profile::Car);
  ASSERT_TRUE(found && found->forward);
  EXPECT_EQ(graph.street(found->forward->arc), "AB");
}

}  // namespace
}  // namespace vigie::roads
