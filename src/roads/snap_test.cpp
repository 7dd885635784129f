// SPDX-License-Identifier: Apache-2.0
// Claims about which street a place, and a moving unit, belongs to.
#include "roads/snap.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "roads/arc_geometry.hpp"
#include "roads/near_routes.hpp"
#include "roads/random_streets_test.hpp"
#include "roads/snap_moving.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

std::string names(const RoadGraph& graph, const std::vector<Snap>& snaps) {
  std::string out;
  for (const Snap& snap : snaps)
    out += (out.empty() ? "" : " ") + graph.street(snap.forward ? snap.forward->arc : snap.backward->arc);
  return out;
}

TEST(SnapCandidates, AreTheNearestFirstAndOnlyThoseNear) {
  const TextMap map(R"(
A--B
|  |
C--D)");
  const RoadGraph graph = map.graph();
  const geo::Position place = geo::offset(map.between('A', 'B', 0.45), 0, -20);
  const auto found = snap_candidates(graph, place, Profile::Car, {.count = 8, .radius_m = 170});
  EXPECT_EQ(names(graph, found), "AB AC BD");
  EXPECT_EQ(names(graph, snap_candidates(graph, place, Profile::Car, {.count = 2, .radius_m = 500})), "AB AC");
  EXPECT_EQ(names(graph, snap_candidates(graph, place, Profile::Car, {.count = 8, .radius_m = 19})), "");
}

TEST(SnapCandidates, LeaveOutWhatTheProfileMayNotDrive) {
  TextMap map("A--B--C");
  map.map().ways[0].traits.forward_kmh = map.map().ways[0].traits.backward_kmh = {0, 8};
  const RoadGraph graph = map.graph();
  EXPECT_EQ(names(graph, snap_candidates(graph, map.at('B'), Profile::Car)), "BC");
  EXPECT_EQ(snap_candidates(graph, map.at('B'), Profile::Emergency).size(), 2U);
}

RC_GTEST_PROP(SnapCandidates, AreThoseOfTheTwinThatAsksEveryEdge, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const geo::Position place = geo::offset(city.map.places.at(1), city.pick(900) - 200, city.pick(900) - 200);
  const SnapOptions options{static_cast<std::size_t>(city.pick(12)), static_cast<double>(city.pick(400))};
  std::vector<std::tuple<double, EdgeId>> twin;
  for (EdgeId edge = 0; edge < graph.data().edges.size(); ++edge) {
    const auto only = graph.index().nearest(place, 5000, [&](EdgeId e) { return e == edge; });
    const bool drivable = graph.forward_arc(edge) != kNone || graph.backward_arc(edge) != kNone;
    if (drivable && only->distance_m <= options.radius_m) twin.emplace_back(only->distance_m, edge);
  }
  std::sort(twin.begin(), twin.end());
  twin.resize(std::min(twin.size(), options.count));
  const auto found = snap_candidates(graph, place, Profile::Car, options);
  RC_ASSERT(found.size() == twin.size());
  for (std::size_t i = 0; i < twin.size(); ++i) {
    RC_ASSERT(found[i].distance_m == std::get<0>(twin[i]));
    RC_ASSERT(found[i].edge == std::get<1>(twin[i]));
  }
}

TEST(OnMap, GoesAlongTheArcAsDriven) {
  const TextMap map(R"(
A--B
   |
   C)");
  const RoadGraph graph = map.graph();
  const auto snapped = snap(graph, map.between('A', 'B', 0.25), Profile::Car);
  for (const OnArc& on : {*snapped->forward, *snapped->backward})
    EXPECT_LT(geo::distance_m(on_map(graph, on).place, map.between('A', 'B', 0.25)), 0.05);
  EXPECT_NEAR(on_map(graph, *snapped->forward).heading_deg, 90, 0.1);
  EXPECT_NEAR(on_map(graph, *snapped->backward).heading_deg, 270, 0.1);
}

/// Lengths from the start's arc to the start of every other, by relaxing every turn until nothing changes.
std::vector<std::uint64_t> lengths_to(const RoadGraph& graph, const OnArc& from) {
  constexpr std::uint64_t kFar = 1'000'000'000;
  std::vector<std::uint64_t> least(graph.arc_count(), kFar);
  for (bool changed = true; changed;) {
    changed = false;
    for (ArcId a = 0; a < graph.arc_count(); ++a) {
      const std::uint64_t end = least[a] < kFar ? least[a] + graph.length_cm(a) : kFar;
      const std::uint64_t first = a == from.arc ? graph.length_cm(a) - from.offset_cm : kFar;
      for (const ArcId b : graph.leaving(graph.head(a)))
        if (graph.turn_allowed(a, b, Profile::Car) && std::min(end, first) < least[b]) {
          least[b] = std::min(end, first);
          changed = true;
        }
    }
  }
  return least;
}

RC_GTEST_PROP(NearRoutes, AreTheShortestThatTheTurnRulesAllow, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 8);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const auto one = [&] {
    const Snap place = city.somewhere(graph);
    return place.forward ? *place.forward : *place.backward;
  };
  const OnArc from = one();
  std::vector<OnArc> goals;
  for (int i = 0; i < 6; ++i) goals.push_back(one());
  const auto limit_cm = static_cast<std::uint32_t>(100 * city.pick(1500));
  NearRoutes near(graph, Profile::Car);
  near.run(one(), goals, limit_cm);  // what was asked before leaves nothing behind
  near.run(from, goals, limit_cm);
  const std::vector<std::uint64_t> twin = lengths_to(graph, from);
  for (const OnArc& goal : goals) {
    const auto found = near.to(goal);
    const std::vector<ArcId> path = near.path(goal);
    RC_ASSERT(found.has_value() == !path.empty());
    if (goal.arc == from.arc && goal.offset_cm >= from.offset_cm) {
      RC_ASSERT(found->length_cm == goal.offset_cm - from.offset_cm && path == std::vector{from.arc});
      continue;
    }
    std::uint64_t least = 1'000'000'000;
    for (ArcId a = 0; a < graph.arc_count(); ++a)
      if (graph.same_direction(a, goal.arc)) least = std::min(least, twin[a] + goal.offset_cm);
    RC_ASSERT(found.has_value() == (least <= limit_cm));
    if (!found) continue;
    RC_ASSERT(found->length_cm == least);
    RC_ASSERT(path.front() == from.arc && path.back() == found->last && graph.same_direction(path.back(), goal.arc));
    std::uint64_t driven_cm = goal.offset_cm;
    for (std::size_t i = 1; i < path.size(); ++i) {
      RC_ASSERT(graph.turn_allowed(path[i - 1], path[i], Profile::Car));
      driven_cm += graph.length_cm(path[i - 1]);
    }
    RC_ASSERT(driven_cm == found->length_cm + from.offset_cm);
  }
}

/// A motorway from W to E, and 8 m south of it, or under it, streets of a town: driven at 25 km/h.
struct Layers {
  TextMap map{R"(
W----------E

A----X-----B
|    |     |
C----Y-----D)"};
  RoadGraph graph;

  Layers() : graph(make()) {}

  RoadGraph make() {
    for (MapWay& way : map.map().ways) {
      way.traits.forward_kmh = way.traits.backward_kmh = {25, 30};
      if (way.name != "WE") continue;
      way.traits = {RoadClass::Motorway, false, {110, 120}, {0, 0}};
    }
    // The motorway is lifted over AB, 8 m beside it, and joins the town only far away.
    map.map().places.at(map.node('W')) = geo::offset(map.at('A'), -100, 8);
    map.map().places.at(map.node('E')) = geo::offset(map.at('B'), 100, 8);
    map.map().places.emplace(1, geo::offset(map.at('B'), 1500, 8));
    map.map().places.emplace(2, geo::offset(map.at('A'), -1500, 8));
    const RoadTraits town = map.map().ways.back().traits, motorway = map.map().ways.front().traits;
    map.map().ways.push_back({9001, {map.node('E'), 1}, motorway, "WE"});
    map.map().ways.push_back({9002, {2, map.node('W')}, motorway, "WE"});
    map.map().ways.push_back({9003, {1, map.node('D')}, town, "exit"});
    map.map().ways.push_back({9004, {map.node('C'), 2}, town, "entry"});
    return map.graph();
  }

  geo::Position under() const { return geo::offset(map.between('A', 'X', 0.5), 0, 1); }  // nearer to the street
  std::string street(const Fix& fix, Profile profile = Profile::Car) const {
    const auto found = snap_moving(graph, fix, profile);
    return found ? graph.street(found->on.arc) : "none";
  }
  OnArc on(const geo::Position& place, const std::string& name) const {
    for (const Snap& snap : snap_candidates(graph, place, Profile::Car))
      if (graph.street(snap.forward ? snap.forward->arc : snap.backward->arc) == name) return *snap.forward;
    return {kNone, 0};
  }
};

TEST(SnapMoving, AUnitOnAMotorwayIsNotOnTheStreetBelow) {
  const Layers world;
  EXPECT_EQ(world.street({world.under(), {}, {}, {}}), "AX") << "who says nothing is on the nearest street";
  EXPECT_EQ(world.street({world.under(), 90, 28.0, {}}), "WE") << "100 km/h, nobody drives that in town";
  const OnArc motorway = world.on(geo::offset(world.under(), -150, 0), "WE");
  EXPECT_EQ(world.street({world.under(), 90, 6.0, motorway}), "WE") << "a jam on the motorway it was on";
  EXPECT_EQ(world.street({world.under(), {}, 0.0, motorway}), "WE") << "and standing in it";
}

TEST(SnapMoving, AUnitInTheStreetIsNotOnTheMotorwayAbove) {
  const Layers world;
  const geo::Position above = geo::offset(world.under(), 0, 6);
  EXPECT_EQ(world.street({above, {}, {}, {}}), "WE");
  const OnArc street = world.on(geo::offset(world.under(), -60, 0), "AX");
  EXPECT_EQ(world.street({above, 90, 7.0, street}), "AX") << "it was there a moment ago";
  EXPECT_EQ(world.street({above, 270, 7.0, {}}), "AX") << "the motorway goes the other way";
}

TEST(SnapMoving, TheHeadingChoosesTheCrossingStreetAndTheDirection) {
  const TextMap map(R"(
   C
   |
A--B--D
   |
   E)");
  const RoadGraph graph = map.graph();
  const geo::Position corner = geo::offset(map.at('B'), 8, 5);
  const auto drive = [&](double heading_deg, double speed_mps) {
    const auto found = snap_moving(graph, {corner, heading_deg, speed_mps, {}}, Profile::Car);
    return graph.street(found->on.arc) + (graph.arc(found->on.arc).reversed ? " back" : "");
  };
  EXPECT_EQ(drive(92, 9), "BD");
  EXPECT_EQ(drive(268, 9), "BD back");
  EXPECT_EQ(drive(358, 9), "CB back");
  EXPECT_EQ(drive(182, 9), "CB");
  EXPECT_EQ(drive(358, 1), "BD") << "a heading while standing says nothing";
}

TEST(SnapMoving, ALastStreetThatCannotBeIsOutvoted) {
  const Layers world;
  const OnArc motorway = world.on(world.map.between('A', 'X', 0.2), "WE");
  const geo::Position town = world.map.between('C', 'Y', 0.5);
  EXPECT_EQ(world.street({town, 90, 6.0, motorway}), "CY");
}

TEST(SnapMoving, NoiseBackwardsIsNoTurn) {
  const TextMap map("A----B");
  const RoadGraph graph = map.graph();
  const auto before = snap(graph, map.between('A', 'B', 0.5), Profile::Car);
  const auto found = snap_moving(graph, {map.between('A', 'B', 0.48), {}, 0.5, before->forward}, Profile::Car);
  EXPECT_EQ(found->on.arc, before->forward->arc);
}

TEST(SnapMoving, FarFromEveryStreetItIsTheNearestOrNone) {
  const TextMap map("A----B");
  const RoadGraph graph = map.graph();
  const auto found = snap_moving(graph, {geo::offset(map.at('A'), 0, 300), 90, 10.0, {}}, Profile::Car);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->snap.distance_m, 300, 1);
  EXPECT_FALSE(snap_moving(graph, {geo::offset(map.at('A'), 0, 3000), 90, 10.0, {}}, Profile::Car));
}

}  // namespace
}  // namespace vigie::roads
