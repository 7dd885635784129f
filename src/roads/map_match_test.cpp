// SPDX-License-Identifier: Apache-2.0
// Claims about matching traces to streets, on drawn maps and random streets.
#include "roads/map_match.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "roads/random_streets_test.hpp"
#include "roads/random_traces_test.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Time kStart = from_millis(1'764'000'000'000);

/// A place every `interval`, from the first on; 36 km/h are 50 m in 5 s.
std::vector<TracePoint> every(milliseconds interval, const std::vector<geo::Position>& places) {
  std::vector<TracePoint> trace;
  for (std::size_t i = 0; i < places.size(); ++i)
    trace.push_back({kStart + static_cast<int>(i) * interval, places[i], {}, {}});
  return trace;
}

std::string names(const RoadGraph& graph, const MatchedPiece& piece) {
  std::string out;
  for (const Passage& passage : piece.passages)
    out +=
        (out.empty() ? "" : " ") + std::string(graph.arc(passage.arc).reversed ? "-" : "") + graph.street(passage.arc);
  return out;
}

std::string driven(const RoadGraph& graph, const std::vector<TracePoint>& trace) {
  const Match match = MapMatcher(graph, Profile::Car).match(trace);
  std::string out;
  for (const MatchedPiece& piece : match.pieces) out += (out.empty() ? "" : " | ") + names(graph, piece);
  return out;
}

const char* const kBlock = R"(
A----B----C
|    |    |
D----E----F)";

TEST(MapMatch, FollowsTheTraceRoundACorner) {
  const TextMap map(kBlock);
  const RoadGraph graph = map.graph();
  const auto trace = every(
      seconds(10), {geo::offset(map.between('A', 'B', 0.2), 3, 6), geo::offset(map.between('A', 'B', 0.4), 0, -8),
                    geo::offset(map.between('A', 'B', 0.7), 0, 5), geo::offset(map.between('B', 'E', 0.2), 9, 0),
                    geo::offset(map.between('B', 'E', 0.8), -7, 0), geo::offset(map.between('E', 'F', 0.3), 0, 8)});
  EXPECT_EQ(driven(graph, trace), "AB BE EF");
}

TEST(MapMatch, SaysWhenEachStreetWasEnteredAndLeft) {
  const TextMap map("A----B----C----D");
  const RoadGraph graph = map.graph();
  // 500 m a street at 10 m/s: 50 s each. From 20 s before B to 30 s after C.
  const Match match = MapMatcher(graph, Profile::Car)
                          .match(every(seconds(20), {map.between('A', 'B', 0.6), map.at('B'),
                                                     map.between('B', 'C', 0.4), map.between('B', 'C', 0.8),
                                                     map.between('C', 'D', 0.2), map.between('C', 'D', 0.6)}));
  ASSERT_EQ(match.pieces.size(), 1U);
  const auto& passages = match.pieces[0].passages;
  ASSERT_EQ(names(graph, match.pieces[0]), "AB BC CD");
  EXPECT_FALSE(passages[0].whole);
  EXPECT_TRUE(passages[1].whole);
  EXPECT_FALSE(passages[2].whole);
  EXPECT_EQ(passages[0].entered, kStart);
  EXPECT_NEAR(static_cast<double>((passages[1].entered - kStart).count()), 20'000, 50);
  EXPECT_NEAR(static_cast<double>((passages[1].left - kStart).count()), 70'000, 50);
  EXPECT_EQ(passages[2].entered, passages[1].left);
  EXPECT_EQ(passages[2].left, kStart + seconds(100));
}

TEST(MapMatch, TheTurnRulesHold) {
  TextMap map(kBlock);
  const geo::Position before = map.between('A', 'B', 0.8), after = geo::offset(map.between('B', 'E', 0.4), 2, 0);
  const auto trace = every(seconds(30), {map.between('A', 'B', 0.4), before, after, map.between('B', 'E', 0.9)});
  EXPECT_EQ(driven(map.graph(), trace), "AB BE");
  map.forbid("ABE");
  EXPECT_EQ(driven(map.graph(), trace).find("AB BE"), std::string::npos);
}

TEST(MapMatch, AWildFixIsSkippedAndCounted) {
  const TextMap map("A----B----C----D");
  const RoadGraph graph = map.graph();
  std::vector<geo::Position> places;
  for (int i = 0; i < 20; ++i) places.push_back(geo::offset(map.at('A'), 50 * i, i % 3 - 1));
  auto trace = every(seconds(5), places);
  trace[7].place = map.between('C', 'D', 0.9);                        // a kilometre in five seconds
  trace[12].place = geo::offset(map.between('B', 'C', 0.2), 0, 400);  // in the fields
  const Match match = MapMatcher(graph, Profile::Car).match(trace);
  ASSERT_EQ(match.pieces.size(), 1U);
  EXPECT_EQ(names(graph, match.pieces[0]), "AB BC");
  EXPECT_EQ(match.unreachable, 1U);
  EXPECT_EQ(match.off_street, 1U);
  EXPECT_EQ(match.pieces[0].points.size(), 18U);
}

TEST(MapMatch, BreaksWhereNoWayLeadsAndAtLongGaps) {
  const TextMap map(R"(
A----B----C

D----E----F)");
  const RoadGraph graph = map.graph();
  std::vector<geo::Position> places;
  for (int i = 1; i < 10; ++i) places.push_back(geo::offset(map.at('A'), 50 * i, 0));
  for (int i = 10; i < 20; ++i) places.push_back(geo::offset(map.at('D'), 50 * i, 0));
  EXPECT_EQ(driven(graph, every(seconds(20), places)), "AB | DE EF") << "the lower road is an island";
  places.clear();
  for (int i = 1; i < 20; ++i) places.push_back(geo::offset(map.at('A'), 50 * i, 0));
  auto trace = every(seconds(5), places);
  EXPECT_EQ(driven(graph, trace), "AB BC");
  for (std::size_t i = 8; i < trace.size(); ++i) trace[i].at += seconds(600);
  EXPECT_EQ(driven(graph, trace), "AB | AB BC") << "ten minutes without a word";
}

TEST(MapMatch, StandingStillIsThinnedAndTimeNeverRunsBack) {
  const TextMap map("A----B----C");
  const RoadGraph graph = map.graph();
  std::vector<geo::Position> places;
  for (int i = 0; i < 8; ++i) places.push_back(geo::offset(map.at('A'), 100 + 50 * i, 0));
  for (int i = 0; i < 10; ++i) places.push_back(geo::offset(map.at('A'), 450 + i % 2, 0));
  for (int i = 0; i < 8; ++i) places.push_back(geo::offset(map.at('A'), 500 + 50 * i, 0));
  auto trace = every(seconds(5), places);
  trace[3].at = trace[1].at;
  const Match match = MapMatcher(graph, Profile::Car).match(trace);
  EXPECT_EQ(match.out_of_order, 1U);
  EXPECT_EQ(match.thinned, 10U);
  ASSERT_EQ(match.pieces.size(), 1U);
  EXPECT_EQ(names(graph, match.pieces[0]), "AB BC");
}

TEST(MapMatch, AtAForkTheHeadingTells) {
  TextMap map("A----B----C");
  RoadMap& roads = map.map();
  roads.places.emplace(1, geo::offset(map.at('B'), 470, 171));  // 20 degrees to the left
  roads.ways.push_back({9001, {map.node('B'), 1}, roads.ways[0].traits, "left"});
  const RoadGraph graph = map.graph();
  const auto fork = [&](double north_m, std::optional<double> heading_deg) {
    std::vector<TracePoint> trace =
        every(seconds(6), {map.between('A', 'B', 0.8), geo::offset(map.at('B'), 39, north_m)});
    trace.back().heading_deg = heading_deg;
    trace.back().speed_mps = 10;
    return driven(graph, trace);
  };
  EXPECT_EQ(fork(8, {}), "AB left") << "a little nearer";
  EXPECT_EQ(fork(8, 90), "AB BC");
  EXPECT_EQ(fork(6, {}), "AB BC");
  EXPECT_EQ(fork(6, 70), "AB left");
}

TEST(MapMatch, NothingComesOfNothing) {
  const TextMap map("A----B");
  const RoadGraph graph = map.graph();
  EXPECT_EQ(driven(graph, {}), "");
  const Match one = MapMatcher(graph, Profile::Car).match(every(seconds(1), {map.at('A')}));
  EXPECT_TRUE(one.pieces.empty());
  EXPECT_EQ(one.unreachable, 1U);
  const Match same = MapMatcher(graph, Profile::Car).match(every(seconds(1), {map.at('A'), map.at('A'), map.at('A')}));
  EXPECT_TRUE(same.pieces.empty());
  EXPECT_EQ(same.thinned, 2U);
}

RC_GTEST_PROP(MapMatchProperty, IsAWayThatTheTurnRulesAllowAndTimeRunsForward, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  RandomStreets city(seed, 6);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const geo::Position origin = city.map.places.at(1);
  std::vector<TracePoint> trace;  // any nonsense
  Time at = kStart;
  geo::Position place = geo::offset(origin, city.pick(400), city.pick(400));
  for (int i = 0; i < 60; ++i) {
    at += seconds(city.pick(20) - 1);
    place = geo::offset(place, city.pick(120) - 60, city.pick(120) - 60);
    trace.push_back({at, place, city.pick(360), city.pick(20)});
  }
  const Match match = MapMatcher(graph, Profile::Car).match(trace);
  std::size_t used = 0;
  for (const MatchedPiece& piece : match.pieces) {
    used += piece.points.size();
    RC_ASSERT(piece.points.size() >= 2U && !piece.passages.empty());
    RC_ASSERT(piece.passages.front().arc == piece.points.front().on.arc);
    RC_ASSERT(piece.passages.back().arc == piece.points.back().on.arc);
    RC_ASSERT(piece.passages.front().entered == trace[piece.points.front().number].at);
    RC_ASSERT(piece.passages.back().left == trace[piece.points.back().number].at);
    for (std::size_t i = 0; i < piece.passages.size(); ++i) {
      const Passage& passage = piece.passages[i];
      RC_ASSERT(!graph.arc(passage.arc).shadow && passage.entered <= passage.left);
      RC_ASSERT(passage.whole == (i > 0 && i + 1 < piece.passages.size()));
      if (i == 0) continue;
      RC_ASSERT(piece.passages[i - 1].left == passage.entered);
      RC_ASSERT(graph.head(piece.passages[i - 1].arc) == graph.tail(passage.arc));
    }
  }
  RC_ASSERT(used + match.thinned + match.off_street + match.unreachable + match.out_of_order == trace.size());
}

TEST(MapMatch, FindsRandomRoutesOnRandomStreets) {
  Mismatch sum;
  TestRandom random(7);
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    RandomStreets city(seed, 4);
    const RoadGraph graph = build_road_graph(city.map)->graph;
    const auto route = Search(graph).route(graph.metric(Profile::Car), city.somewhere(graph), city.somewhere(graph));
    if (!route || route->arcs.size() < 4) continue;
    sum += mismatch(graph, *route, MapMatcher(graph, Profile::Car).match(trace_of(*route, {8, 0, 5}, random)));
  }
  EXPECT_GT(sum.route_m, 10'000);
  EXPECT_GT(sum.correct(), 0.95);
  EXPECT_LT(sum.fraction(), 0.15);
}

}  // namespace
}  // namespace vigie::roads
