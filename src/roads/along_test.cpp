// SPDX-License-Identifier: Apache-2.0
// Claims about which streets a drawn line closes, on drawn maps; and that a route's own line gives its arcs back.
#include "roads/along.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "roads/random_streets_test.hpp"
#include "roads/search.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

/// Streets in order, "AB" as drawn from left to right or top to bottom, "-AB" the other way.
std::string names(const RoadGraph& graph, std::span<const ArcId> arcs) {
  std::string out;
  for (const ArcId arc : arcs) {
    const Arc& a = graph.arc(arc);
    out += (out.empty() ? "" : " ") + std::string(a.reversed ? "-" : "") + graph.street(arc);
  }
  return out;
}

std::string along(const RoadGraph& graph, std::vector<geo::Position> line, Sense sense = Sense::Both) {
  return names(graph, arcs_along(graph, line, {.sense = sense}).arcs);
}

TEST(Along, FromTheMiddleOfABlockToTheNextClosesBoth) {
  const TextMap map("A--B--C--D");
  const RoadGraph graph = map.graph();
  const std::vector<geo::Position> line{map.between('A', 'B', 0.5), map.between('B', 'C', 0.5)};
  EXPECT_EQ(along(graph, line), "AB -AB BC -BC");
  EXPECT_EQ(along(graph, line, Sense::AlongLine), "AB BC");
  EXPECT_EQ(along(graph, {line[1], line[0]}, Sense::AlongLine), "-BC -AB");
  EXPECT_NEAR(arcs_along(graph, line).off_street_m, 0, 0.1);
}

TEST(Along, ACornerIsFollowed) {
  const TextMap map(R"(
A--B--C
   |
   D)");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {map.at('A'), map.at('B'), map.at('D')}, Sense::AlongLine), "AB BD");
  const auto cut =
      arcs_along(graph, std::vector{map.at('A'), map.between('A', 'B', 0.95), map.between('B', 'D', 0.1), map.at('D')});
  EXPECT_EQ(names(graph, cut.arcs), "AB -AB BD -BD") << "a corner that is cut a little";
}

TEST(Along, TheStreetThatIsCrossedStaysOpen) {
  const TextMap map(R"(
   C
   |
A--B--D
   |
   E)");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {map.at('A'), map.at('D')}), "AB -AB BD -BD");
  // Over the fields, across a street.
  const auto fields = arcs_along(graph, std::vector{geo::offset(map.between('B', 'C', 0.5), -80, 0),
                                                    geo::offset(map.between('B', 'C', 0.5), 80, 0)});
  EXPECT_EQ(names(graph, fields.arcs), "");
  EXPECT_NEAR(fields.off_street_m, 160, 1);
}

TEST(Along, ATouchOfTheNextBlockDoesNotCloseIt) {
  const TextMap map("A--B--C");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {map.at('A'), map.between('B', 'C', 0.03)}), "AB -AB");
  EXPECT_EQ(along(graph, {map.at('A'), map.between('B', 'C', 0.2)}), "AB -AB BC -BC");
}

TEST(Along, OneWaysAreTakenAsTheyAreDriven) {
  const TextMap map("A-->B-->C");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {map.at('A'), map.at('C')}, Sense::AlongLine), "AB BC");
  EXPECT_EQ(along(graph, {map.at('C'), map.at('A')}, Sense::AlongLine), "") << "nobody drives there that way";
  EXPECT_EQ(along(graph, {map.at('C'), map.at('A')}), "BC AB");
}

/// Two one-ways `apart_m` from each other, west to east on the southern one.
TextMap two_carriageways(double apart_m, const char* name_north, const char* name_south) {
  TextMap map("A-->B-->C");
  RoadMap& roads = map.map();
  for (MapWay& way : roads.ways) way.name = name_south;
  const RoadTraits traits = roads.ways[0].traits;
  MapId number = 1;
  for (const char c : {'C', 'B', 'A'}) roads.places.emplace(number++, geo::offset(map.at(c), 0, apart_m));
  roads.ways.push_back({9001, {1, 2}, traits, name_north});
  roads.ways.push_back({9002, {2, 3}, traits, name_north});
  return map;
}

TEST(Along, TwoCarriagewaysAreOneStreetUnlessTheLineSaysWhich) {
  const TextMap map = two_carriageways(14, "Avenida", "Avenida");
  const RoadGraph graph = map.graph();
  const std::vector<geo::Position> middle{geo::offset(map.at('A'), 0, 7), geo::offset(map.at('C'), 0, 7)};
  EXPECT_EQ(arcs_along(graph, middle).arcs.size(), 4U);
  const auto east = arcs_along(graph, middle, {.sense = Sense::AlongLine});
  ASSERT_EQ(east.arcs.size(), 2U);
  for (const ArcId arc : east.arcs) EXPECT_LT(graph.place(graph.tail(arc)).lon(), graph.place(graph.head(arc)).lon());
  // Drawn on the wrong carriageway, the direction still decides.
  const std::vector<geo::Position> north{geo::offset(map.at('A'), 0, 14), geo::offset(map.at('C'), 0, 14)};
  EXPECT_EQ(arcs_along(graph, north, {.sense = Sense::AlongLine}).arcs, east.arcs);
}

TEST(Along, AParallelStreetOfAnotherNameStaysOpen) {
  const TextMap map = two_carriageways(14, "Rua", "Avenida");
  const RoadGraph graph = map.graph();
  const auto found = arcs_along(graph, std::vector{map.at('A'), map.at('C')});
  EXPECT_EQ(names(graph, found.arcs), "Avenida Avenida");
}

TEST(Along, TheRampBesideTheMotorwayStaysOpen) {
  TextMap map("A--B----C");
  // A ramp leaves at B, at first a few metres beside the road.
  RoadMap& roads = map.map();
  roads.places.emplace(1, geo::offset(map.at('B'), 60, -5));
  roads.places.emplace(2, geo::offset(map.at('B'), 150, -14));
  roads.places.emplace(3, geo::offset(map.at('B'), 250, -120));
  roads.ways.push_back({9001, {map.node('B'), 1, 2, 3}, roads.ways[0].traits, "ramp"});
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {map.at('A'), map.at('C')}), "AB -AB BC -BC");
  const std::vector<geo::Position> beside{geo::offset(map.at('A'), 0, -8), geo::offset(map.at('C'), 0, -8)};
  EXPECT_EQ(along(graph, beside), "AB -AB BC -BC") << "nearer to the ramp for a while, but the ramp goes elsewhere";
  EXPECT_EQ(along(graph, {map.at('A'), map.at('B'), roads.places.at(1), roads.places.at(2), roads.places.at(3)}),
            "AB -AB ramp -ramp");
}

TEST(Along, ARoundaboutIsClosedOnlyAlongTheLine) {
  // A ring of 30 m radius driven anticlockwise, entered at W and left at E; the line goes round by the south.
  TextMap map("W--A");
  RoadMap& roads = map.map();
  RoadTraits traits = roads.ways[0].traits;
  roads.ways.clear();
  const geo::Position centre = geo::offset(map.at('A'), 30, 0);
  for (MapId i = 0; i < 16; ++i) {
    const double angle = std::numbers::pi * (1 + static_cast<double>(i) / 8);
    roads.places.emplace(100 + i, geo::offset(centre, 30 * std::cos(angle), 30 * std::sin(angle)));
  }
  roads.places.emplace(1, geo::offset(centre, 200, 0));
  traits.backward_kmh = {0, 0};
  traits.roundabout = true;
  std::vector<MapId> south, north;
  for (MapId i = 0; i <= 8; ++i) south.push_back(100 + i);
  for (MapId i = 8; i <= 16; ++i) north.push_back(100 + i % 16);
  roads.ways.push_back({9001, south, traits, "south"});
  roads.ways.push_back({9002, north, traits, "north"});
  traits.backward_kmh = traits.forward_kmh;
  traits.roundabout = false;
  roads.ways.push_back({9003, {map.node('W'), 100}, traits, "west"});
  roads.ways.push_back({9004, {108, 1}, traits, "east"});
  const RoadGraph graph = map.graph();
  std::vector<geo::Position> line{map.at('W')};
  for (const MapId node : south) line.push_back(roads.places.at(node));
  line.push_back(roads.places.at(1));
  EXPECT_EQ(along(graph, line, Sense::AlongLine), "west south east");
  EXPECT_EQ(along(graph, {map.at('W'), roads.places.at(1)}, Sense::AlongLine), "west east")
      << "straight over the middle";
}

TEST(Along, WhatLiesOnNoStreetIsSaid) {
  const TextMap map("A--B");
  const RoadGraph graph = map.graph();
  const auto past = arcs_along(graph, std::vector{map.at('A'), geo::offset(map.at('B'), 200, 0)});
  EXPECT_EQ(names(graph, past.arcs), "AB -AB");
  EXPECT_NEAR(past.off_street_m, 200, 8);
  const auto away = arcs_along(graph, std::vector{geo::offset(map.at('A'), 0, 500), geo::offset(map.at('B'), 0, 500)});
  EXPECT_TRUE(away.arcs.empty());
  EXPECT_NEAR(away.off_street_m, 300, 1);
  EXPECT_TRUE(arcs_along(graph, {}).arcs.empty());
}

TEST(Along, APlaceIsTheNearestStreet) {
  const TextMap map(R"(
A--B
|
C)");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {geo::offset(map.between('A', 'B', 0.5), 0, 5)}), "AB -AB");
  EXPECT_EQ(along(graph, {map.between('A', 'C', 0.5), map.between('A', 'C', 0.5)}), "AC -AC")
      << "a line without length";
  EXPECT_EQ(along(graph, {geo::offset(map.between('A', 'B', 0.5), 0, 30)}), "") << "beyond the tolerance";
}

TEST(Along, ALineThereAndBackNamesEachStreetOnce) {
  const TextMap map("A----B----C");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(along(graph, {map.at('A'), map.at('C'), map.at('A')}), "AB -AB BC -BC");
  EXPECT_EQ(along(graph, {map.at('A'), map.at('C'), map.at('A')}, Sense::AlongLine), "AB BC -BC -AB");
}

TEST(Along, ALineAroundThePoleIsOnNoStreet) {
  const TextMap map("A--B");
  const auto at = [](double lat, double lon) {
    return geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon}).value();
  };
  const auto along = arcs_along(map.graph(), std::vector{at(89.999, -179), at(89.999, 179)});
  EXPECT_TRUE(along.arcs.empty());
  EXPECT_GT(along.off_street_m, 1);
}

TEST(Along, ATremblingHandIsForgiven) {
  const TextMap map("A----B----C");
  const RoadGraph graph = map.graph();
  std::vector<geo::Position> line;
  for (int i = 0; i <= 100; ++i)
    line.push_back(geo::offset(map.at('A'), 10.0 * i, static_cast<double>((i * 7) % 11) - 5));
  EXPECT_EQ(along(graph, line, Sense::AlongLine), "AB BC");
}

TEST(ArcsInside, AnyPointInsideCounts) {
  const TextMap map(R"(
A--B--C
|     |
D-----E)");
  const RoadGraph graph = map.graph();
  const auto box = [&](const geo::Position& middle, double half_m) {
    return geo::Polygon{{geo::offset(middle, -half_m, -half_m), geo::offset(middle, half_m, -half_m),
                         geo::offset(middle, half_m, half_m), geo::offset(middle, -half_m, half_m)}};
  };
  const auto inside = [&](const geo::Polygon& area) {
    std::vector<std::string> found;
    for (const ArcId arc : arcs_inside(graph, area)) found.push_back(graph.street(arc));
    std::sort(found.begin(), found.end());
    return found;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(inside(box(map.at('B'), 10)), (Names{"AB", "AB", "BC", "BC"}));
  EXPECT_EQ(inside(box(map.between('D', 'E', 0.5), 20)), (Names{"DE", "DE"})) << "no corner of the street is inside";
  EXPECT_EQ(inside(box(geo::offset(map.at('B'), 0, -100), 30)), Names{});
  EXPECT_EQ(inside(box(geo::offset(map.at('B'), 0, -100), 2000)).size(), graph.arc_count());
  EXPECT_EQ(inside({{map.at('A'), map.at('B')}}), Names{}) << "no area";
}

RC_GTEST_PROP(AlongProperty, ARoutesLineGivesItsArcsBack, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 4);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  Search search(graph);
  const auto route = search.route(graph.metric(Profile::Car), city.somewhere(graph), city.somewhere(graph));
  if (!route || route->arcs.size() < 3) return;
  std::vector<geo::Position> line;
  for (const RoutePoint& point : route->line) line.push_back(point.place);
  // A few metres round a corner, at an end, may as well belong to the street straight on.
  const auto& first = graph.place(graph.head(route->arcs.front()));
  const auto& last = graph.place(graph.tail(route->arcs.back()));
  if (geo::distance_m(line.front(), first) < 20 || geo::distance_m(last, line.back()) < 20) return;
  const Along found = arcs_along(graph, line, {.sense = Sense::AlongLine});
  const auto on_route = [&](ArcId arc) {
    return std::any_of(route->arcs.begin(), route->arcs.end(), [&](ArcId r) { return graph.same_direction(r, arc); });
  };
  for (const ArcId arc : found.arcs) RC_ASSERT(on_route(arc));
  for (std::size_t i = 1; i + 1 < route->arcs.size(); ++i)
    RC_ASSERT(std::any_of(found.arcs.begin(), found.arcs.end(),
                          [&](ArcId arc) { return graph.same_direction(arc, route->arcs[i]); }));
  RC_ASSERT(found.off_street_m < 0.1 * static_cast<double>(route->travel.distance_m()) + 5);
  const Along both = arcs_along(graph, line);
  for (const ArcId arc : found.arcs) RC_ASSERT(std::find(both.arcs.begin(), both.arcs.end(), arc) != both.arcs.end());
}

}  // namespace
}  // namespace vigie::roads
