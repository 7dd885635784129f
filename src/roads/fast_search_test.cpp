// SPDX-License-Identifier: Apache-2.0
// Claims about FastSearch, each answer compared with Search's.
#include "roads/fast_search.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <thread>

#include "roads/random_streets_test.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

using Places = std::vector<std::optional<Snap>>;

std::unique_ptr<const RoadIndex> indexed(const RoadGraph& graph) {
  return std::move(*RoadIndex::checked(graph, road_order(graph)));
}

IndexedMetric customized(const RoadIndex& index, const Metric& metric) {
  return {metric, CchWeights(index.cch(), index.weights(metric))};
}

/// Every way of asking, compared with Search; how many of the answers differ.
std::size_t mismatches(const RoadGraph& graph, FastSearch& fast, const IndexedMetric& metric, const Places& starts,
                       const Places& goals) {
  std::size_t wrong = 0;
  Search slow(graph);
  const std::vector<std::int64_t> table = fast.table(metric, starts, goals);
  for (std::size_t g = 0; g < goals.size(); ++g) {
    const auto expected = slow.travel_times(metric.metric, *goals[g], starts);
    const auto all = fast.travel_times(metric, *goals[g], starts);
    for (std::size_t s = 0; s < starts.size(); ++s) {
      const std::int64_t ms = expected[s] ? expected[s]->duration_ms : FastSearch::kNoWay;
      const auto one = fast.travel(metric, *starts[s], *goals[g]);
      const auto route = fast.route(metric, *starts[s], *goals[g]);
      if (table[s * goals.size() + g] != ms) ++wrong;
      if ((all[s] ? all[s]->duration_ms : FastSearch::kNoWay) != ms) ++wrong;
      if (one != all[s]) ++wrong;
      if ((route ? std::optional(route->travel) : std::nullopt) != all[s]) ++wrong;
      if (all[s] && all[s]->length_cm > expected[s]->length_cm) ++wrong;  // of the fastest ways, the shortest
    }
  }
  return wrong;
}

/// A route drives what it says: arcs that meet, turns that are allowed, times and lengths that add up.
void expect_drivable(const RoadGraph& graph, const Metric& metric, const Route& route, const Snap& from,
                     const Snap& to) {
  std::int64_t length_cm = 0;
  for (std::size_t i = 0; i < route.arcs.size(); ++i) {
    RC_ASSERT(metric.duration_ms[route.arcs[i]] != kClosed);
    length_cm += graph.length_cm(route.arcs[i]);
    if (i == 0) continue;
    RC_ASSERT(graph.head(route.arcs[i - 1]) == graph.tail(route.arcs[i]));
    RC_ASSERT(graph.turn_allowed(route.arcs[i - 1], route.arcs[i], metric.profile));
  }
  const Arc& first = graph.arc(route.arcs.front());
  const Arc& last = graph.arc(route.arcs.back());
  length_cm -= (first.reversed ? from.backward : from.forward)->offset_cm;
  length_cm -= graph.length_cm(route.arcs.back()) - (last.reversed ? to.backward : to.forward)->offset_cm;
  RC_ASSERT(length_cm == route.travel.length_cm);
  RC_ASSERT(route.line.back().at_ms == route.travel.duration_ms);
}

Places places(RandomStreets& city, const RoadGraph& graph, int count) {
  Places out;
  for (int i = 0; i < count; ++i) {
    Snap snap = city.somewhere(graph);
    // A place may be known on one direction only: a unit's heading.
    if (city.pick(4) == 0 && snap.forward && snap.backward) (city.pick(2) == 0 ? snap.forward : snap.backward).reset();
    out.emplace_back(snap);
  }
  return out;
}

RC_GTEST_PROP(FastSearchProperty, EqualsSearchUnderTurnRestrictionsAndClosures, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(0, 12));
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const auto index = indexed(graph);
  Metric metric = graph.metric(Profile::Car);
  for (int closures = city.pick(12); closures > 0; --closures)
    graph.close(static_cast<ArcId>(city.pick(static_cast<int>(graph.arc_count()))), metric);
  FastSearch fast(*index);
  RC_ASSERT(mismatches(graph, fast, customized(*index, metric), places(city, graph, 9), places(city, graph, 5)) == 0U);
}

RC_GTEST_PROP(FastSearchProperty, AChangeGivesWhatANewCustomizationGives, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 6);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const auto index = indexed(graph);
  LiveRoads live(*index, graph.metric(Profile::Emergency));
  std::vector<std::shared_ptr<const IndexedMetric>> held;
  for (int round = 0; round < 6; ++round) {
    std::vector<LiveRoads::ArcChange> changes;
    for (int i = city.pick(5); i >= 0; --i) {
      const auto arc = static_cast<ArcId>(city.pick(static_cast<int>(graph.arc_count())));
      changes.push_back({arc, city.pick(2) == 0 ? kClosed : static_cast<std::uint32_t>(1 + city.pick(60'000))});
    }
    live.change(changes);
    const auto now = live.now();
    RC_ASSERT(now->weights == CchWeights(index->cch(), index->weights(now->metric)));
    if (city.pick(3) == 0) held.push_back(now);  // a slow reader
  }
  for (const auto& old : held) RC_ASSERT(old->weights == CchWeights(index->cch(), index->weights(old->metric)));
}

RC_GTEST_PROP(FastSearchProperty, ClosingAnArcNeverShortens, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 6);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const auto index = indexed(graph);
  LiveRoads live(*index, graph.metric(Profile::Car));
  FastSearch fast(*index);
  const Snap goal = city.somewhere(graph);
  const Places starts = places(city, graph, 10);
  auto before = fast.travel_times(*live.now(), goal, starts);
  for (int closed = 0; closed < 10; ++closed) {
    const LiveRoads::ArcChange change{static_cast<ArcId>(city.pick(static_cast<int>(graph.arc_count()))), kClosed};
    live.change({&change, 1});
    const auto after = fast.travel_times(*live.now(), goal, starts);
    for (std::size_t i = 0; i < starts.size(); ++i) {
      if (!after[i]) continue;
      RC_ASSERT(before[i].has_value());
      RC_ASSERT(after[i]->duration_ms >= before[i]->duration_ms);
    }
    before = after;
  }
}

RC_GTEST_PROP(FastSearchProperty, ARouteDrivesWhatItSays, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 8);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const auto index = indexed(graph);
  const IndexedMetric metric = customized(*index, graph.metric(Profile::Car));
  const Snap from = city.somewhere(graph), to = city.somewhere(graph);
  const auto route = FastSearch(*index).route(metric, from, to);
  if (route) expect_drivable(graph, metric.metric, *route, from, to);
}

RC_GTEST_PROP(FastSearchProperty, AnyOrderGivesTheSameAnswers, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 4);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  std::vector<std::uint32_t> order = road_order(graph);
  std::shuffle(order.begin(), order.end(), std::mt19937(static_cast<unsigned>(city.pick(1000))));
  const auto index = std::move(*RoadIndex::checked(graph, order));
  FastSearch fast(*index);
  const IndexedMetric metric = customized(*index, graph.metric(Profile::Car));
  RC_ASSERT(mismatches(graph, fast, metric, places(city, graph, 6), places(city, graph, 4)) == 0U);
}

std::optional<Travel> drive(const TextMap& map, const RoadGraph& graph, const char* from, const char* to) {
  const auto index = indexed(graph);
  const IndexedMetric metric = customized(*index, graph.metric(Profile::Emergency));
  const auto start = snap(graph, map.between(from[0], from[1], 0.5), Profile::Emergency);
  const auto goal = snap(graph, map.between(to[0], to[1], 0.5), Profile::Emergency);
  return FastSearch(*index).travel(metric, *start, *goal);
}

TEST(FastSearch, AnIslandIsUnreachableNotFar) {
  const TextMap map(R"(
A--B--C

X--Y)");
  EXPECT_FALSE(drive(map, map.graph(), "AB", "XY"));
  EXPECT_TRUE(drive(map, map.graph(), "AB", "BC"));
}

TEST(FastSearch, NoLeftTurnGoesRound) {
  TextMap map(R"(
   C--D
   |  |
A--B--E)");
  EXPECT_EQ(drive(map, map.graph(), "AB", "CB")->distance_m(), 300 / 2 + 200 / 2);
  map.forbid("ABC");
  EXPECT_EQ(drive(map, map.graph(), "AB", "CB")->distance_m(), 150 + 300 + 200 + 300 + 100);
}

TEST(FastSearch, TheGoalBehindOnAOneWayTakesTheBlockAroundIt) {
  const TextMap map(R"(
A-->B
|   |
D---C)");
  const RoadGraph graph = map.graph();
  const auto index = indexed(graph);
  const IndexedMetric metric = customized(*index, graph.metric(Profile::Car));
  const auto near_a = snap(graph, map.between('A', 'B', 0.25), Profile::Car);
  const auto near_b = snap(graph, map.between('A', 'B', 0.75), Profile::Car);
  FastSearch fast(*index);
  EXPECT_EQ(fast.travel(metric, *near_a, *near_b)->distance_m(), 200);
  EXPECT_EQ(fast.travel(metric, *near_b, *near_a)->distance_m(), 100 + 200 + 400 + 200 + 100);
  EXPECT_EQ(fast.route(metric, *near_b, *near_a)->arcs.size(), 5U);
  EXPECT_EQ(fast.travel(metric, *near_a, *near_a)->duration_ms, 0);
}

TEST(FastSearch, AWayThatEndsAtABarrierDoesNotOpenIt) {
  TextMap map("A--B--C");
  map.map().barriers[map.node('B')] = {{true, true}, 20'000};
  const RoadGraph graph = map.graph();
  const auto index = indexed(graph);
  const IndexedMetric metric = customized(*index, graph.metric(Profile::Emergency));
  const auto from = snap(graph, map.between('A', 'B', 0.5), Profile::Emergency);
  const auto beyond = snap(graph, map.between('B', 'C', 0.5), Profile::Emergency);
  Snap barrier = *from;
  barrier.edge = 0;
  while (graph.data().edges[barrier.edge].road_class != RoadClass::Barrier) ++barrier.edge;
  barrier.forward = OnArc{graph.forward_arc(barrier.edge), 0};
  barrier.backward = OnArc{graph.backward_arc(barrier.edge), 0};
  for (const auto& [goal, expected_ms] : {std::pair{barrier, 15'000}, std::pair{*beyond, 50'000}}) {
    const auto fast = FastSearch(*index).route(metric, *from, goal);
    const auto slow = Search(graph).route(metric.metric, *from, goal);
    for (const auto& route : {fast, slow}) {
      EXPECT_NEAR(static_cast<double>(route->travel.duration_ms), expected_ms, 5);
      EXPECT_EQ(route->line.back().at_ms, route->travel.duration_ms);
    }
  }
}

TEST(FastSearch, AReaderKeepsItsStreetsWhileTheyChange) {
  const TextMap map(R"(
A--B--C
|     |
D-----E)");
  const RoadGraph graph = map.graph();
  const auto index = indexed(graph);
  LiveRoads live(*index, graph.metric(Profile::Car));
  const auto from = snap(graph, map.between('A', 'B', 0.5), Profile::Car);
  const auto to = snap(graph, map.between('C', 'E', 0.5), Profile::Car);
  const auto middle = snap(graph, map.between('B', 'C', 0.5), Profile::Car);
  std::vector<std::size_t> odd(2, 0);
  std::vector<std::thread> readers;
  for (std::size_t& wrong : odd)
    readers.emplace_back([&] {
      FastSearch fast(*index);
      for (int i = 0; i < 2000; ++i) {
        const auto now = live.now();
        const bool closed = now->metric.duration_ms[middle->forward->arc] == kClosed;
        if (fast.travel(*now, *from, *to)->distance_m() != (closed ? 150 + 200 + 600 + 100 : 150 + 300 + 100)) ++wrong;
      }
    });
  const std::uint32_t open_ms = graph.duration_ms(middle->forward->arc, Profile::Car);
  for (int i = 0; i < 2000; ++i) {
    const LiveRoads::ArcChange change{middle->forward->arc, i % 2 == 0 ? kClosed : open_ms};
    live.change({&change, 1});
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(odd, (std::vector<std::size_t>{0, 0}));
}

TEST(RoadIndex, RefusesAnOrderOfAnotherGraph) {
  const RoadGraph graph = TextMap("A--B--C").graph();
  std::vector<std::uint32_t> order = road_order(graph);
  order.pop_back();
  EXPECT_EQ(RoadIndex::checked(graph, order).error().kind, ErrorKind::Corrupt);
  order.push_back(order.front());
  EXPECT_EQ(RoadIndex::checked(graph, order).error().kind, ErrorKind::Corrupt);
}

}  // namespace
}  // namespace vigie::roads
