// SPDX-License-Identifier: Apache-2.0
// Claims about what many drives say of streets, and about what few must not say.
#include "roads/measured_speeds.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "roads/random_streets_test.hpp"
#include "roads/random_traces_test.hpp"
#include "roads/search.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

using std::chrono::milliseconds;

const TimeZone kZone = TimeZone::named("Europe/Paris").value();
const Time kMonday8 = parse_rfc3339("2026-11-23T07:30:00Z").value();  // half past eight in Paris
constexpr HourBin kEight = 8;

/// One drive over street `arc`, from a street before into the one after, `ratio` times as long as it should take.
Match drive(const RoadGraph& graph, ArcId arc, double ratio, Time at = kMonday8) {
  const ArcId next = *std::find_if(graph.leaving(graph.head(arc)).begin(), graph.leaving(graph.head(arc)).end(),
                                   [&](ArcId a) { return graph.arc(a).edge != graph.arc(arc).edge; });
  const double driving_ms = ratio * graph.duration_ms(arc, Profile::Car);
  const Time left = at + milliseconds(std::llround(driving_ms) + graph.turn_delay_ms(arc, next, Profile::Car));
  Match match;
  match.pieces.push_back({{}, {{arc, at, left, true}, {next, left, left, false}}});
  return match;
}

struct World {
  TextMap map{"A----B----C----D"};
  RoadGraph graph = map.graph();

  ArcId arc(char from, char to) const {
    const auto found = snap(graph, map.between(from, to, 0.5), Profile::Car);
    return from < to ? found->forward->arc : found->backward->arc;
  }
  MeasuredSpeeds after(int drives, double ratio, char from = 'B', char to = 'C') const {
    MeasuredSpeeds speeds(Profile::Car);
    for (int i = 0; i < drives; ++i) speeds.add(graph, drive(graph, arc(from, to), ratio), kZone);
    return speeds;
  }
};

TEST(MeasuredSpeeds, NothingMeasuredChangesNothing) {
  const World world;
  const Metric& metric = world.graph.metric(Profile::Car);
  for (HourBin hour = 0; hour < kHourBins; ++hour)
    EXPECT_EQ(corrected(world.graph, metric, MeasuredSpeeds(Profile::Car), hour).duration_ms, metric.duration_ms);
}

TEST(MeasuredSpeeds, FewDrivesSayNothing) {
  const World world;
  EXPECT_EQ(world.after(4, 3).factor(world.graph, world.arc('B', 'C'), kEight), 1);
  EXPECT_EQ(world.after(29, 3).class_factor(RoadClass::Residential, kEight), 1);
  const double five = world.after(5, 2).factor(world.graph, world.arc('B', 'C'), kEight);
  EXPECT_LT(five, 1);
  EXPECT_GT(five, 0.7) << "and a few more hardly move it";
}

TEST(MeasuredSpeeds, AStreetSpeaksForItselfAndForItsClass) {
  const World world;
  const MeasuredSpeeds speeds = world.after(100, 2);
  EXPECT_NEAR(speeds.factor(world.graph, world.arc('B', 'C'), kEight), 0.5, 0.04);
  EXPECT_NEAR(speeds.factor(world.graph, world.arc('A', 'B'), kEight), 130.0 / 230, 0.001) << "by its class";
  EXPECT_EQ(speeds.factor(world.graph, world.arc('C', 'B'), kEight),
            speeds.class_factor(RoadClass::Residential, kEight))
      << "the other direction has nothing of its own";
  EXPECT_EQ(speeds.factor(world.graph, world.arc('B', 'C'), kEight + 1), 1) << "nor has another hour";
  EXPECT_EQ(speeds.factor(world.graph, world.arc('B', 'C'), kEight + 24), 1) << "nor the weekend";
}

TEST(MeasuredSpeeds, AreBounded) {
  World world;
  for (MapWay& way : world.map.map().ways) way.traits.forward_kmh = {144, 144};
  world.graph = world.map.graph();
  EXPECT_EQ(world.after(10'000, 5.5).factor(world.graph, world.arc('B', 'C'), kEight), 0.2);
  EXPECT_NEAR(world.after(10'000, 0.1).factor(world.graph, world.arc('B', 'C'), kEight), 1.5, 1e-9);
}

TEST(MeasuredSpeeds, AStopOnTheWayIsNotTraffic) {
  const World world;
  const MeasuredSpeeds speeds = world.after(50, 20);
  EXPECT_EQ(speeds.stopped(), 50);
  EXPECT_EQ(speeds.of_street(world.graph, world.arc('B', 'C'), kEight), SpeedSums{});
}

TEST(MeasuredSpeeds, OnlyWholeStreetsCount) {
  const World world;
  MeasuredSpeeds speeds(Profile::Car);
  Match match = drive(world.graph, world.arc('B', 'C'), 1);
  match.pieces[0].passages[0].whole = false;
  speeds.add(world.graph, match, kZone);
  EXPECT_EQ(speeds, MeasuredSpeeds(Profile::Car));
}

TEST(MeasuredSpeeds, TheHourIsTheTownHallsClock) {
  const auto bin = [](const char* text) { return hour_bin(kZone.local(parse_rfc3339(text).value())); };
  EXPECT_EQ(bin("2026-11-23T07:59:59Z"), 8);
  EXPECT_EQ(bin("2026-07-20T07:59:59Z"), 9) << "summer time";
  EXPECT_EQ(bin("2026-11-22T23:30:00Z"), 0) << "Monday already";
  EXPECT_EQ(bin("2026-11-22T22:30:00Z"), 24 + 23) << "still Sunday";
  EXPECT_EQ(bin("2026-10-25T00:30:00Z"), bin("2026-10-25T01:30:00Z")) << "the hour that comes twice";
}

TEST(MeasuredSpeeds, SaysHowMuchPassagesStray) {
  const World world;
  MeasuredSpeeds speeds = world.after(50, 1.25);
  speeds.merge(world.after(50, 0.8));
  const SpreadSums& spread = speeds.spread_of_class(RoadClass::Residential, kEight);
  EXPECT_NEAR(spread.mean_log(), 0, 0.002);
  EXPECT_NEAR(std::sqrt(spread.variance_log()), std::log(1.25), 0.002);
}

TEST(MeasuredSpeeds, ACorrectedMetricTakesTheMeasuredTime) {
  const World world;
  const MeasuredSpeeds speeds = world.after(5000, 1.6);
  const Metric metric = corrected(world.graph, world.graph.metric(Profile::Car), speeds, kEight);
  const auto from = snap(world.graph, world.map.at('B'), Profile::Car),
             to = snap(world.graph, world.map.at('C'), Profile::Car);
  const auto before = Search(world.graph).route(world.graph.metric(Profile::Car), *from, *to);
  const auto after = Search(world.graph).route(metric, *from, *to);
  EXPECT_NEAR(static_cast<double>(after->travel.duration_ms) / static_cast<double>(before->travel.duration_ms), 1.6,
              0.01);
  Metric closed = world.graph.metric(Profile::Car);
  world.graph.close(world.arc('B', 'C'), closed);
  EXPECT_EQ(corrected(world.graph, closed, speeds, kEight).duration_ms[world.arc('B', 'C')], kClosed);
}

RC_GTEST_PROP(MeasuredSpeedsProperty, MoreOfTheSameComesNearer, ()) {
  const World world;
  const double ratio = 0.7 + 0.01 * *rc::gen::inRange(0, 350);
  double distance = std::abs(1 - 1 / ratio);
  for (const int drives : {40, 200, 1000, 5000}) {
    const double now =
        std::abs(world.after(drives, ratio).factor(world.graph, world.arc('B', 'C'), kEight) - 1 / ratio);
    RC_ASSERT(now <= distance + 1e-6);
    distance = now;
  }
  RC_ASSERT(distance < 0.005);
}

RC_GTEST_PROP(MeasuredSpeedsProperty, AnyOrderAndAnySplitIsTheSame, ()) {
  RandomStreets city(*rc::gen::arbitrary<std::uint32_t>(), 3);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  TestRandom random(*rc::gen::arbitrary<std::uint32_t>());
  MapMatcher matcher(graph, Profile::Car);
  std::vector<Match> matches;
  for (int i = 0; i < 6; ++i) {
    const auto route = Search(graph).route(graph.metric(Profile::Car), city.somewhere(graph), city.somewhere(graph));
    if (route) matches.push_back(matcher.match(trace_of(*route, {5, 0, 5}, random, kMonday8, 1.3)));
  }
  MeasuredSpeeds forward(Profile::Car), first(Profile::Car), second(Profile::Car);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    forward.add(graph, matches[i], kZone);
    (i % 2 == 0 ? second : first).add(graph, matches[matches.size() - 1 - i], kZone);
  }
  second.merge(first);
  RC_ASSERT(forward == second);
}

TEST(MeasuredSpeeds, TracesOfSlowDrivesSayHowSlow) {
  // 4 × 4 streets, driven 1.5 times as slowly as free; what comes back through noise and matching.
  const TextMap map(R"(
A----B----C----D
|    |    |    |
E----F----G----H
|    |    |    |
I----J----K----L)");
  const RoadGraph graph = map.graph();
  TestRandom random(11);
  MapMatcher matcher(graph, Profile::Car);
  MeasuredSpeeds speeds(Profile::Car);
  for (int i = 0; i < 150; ++i) {
    const auto corner = [&] { return map.at(static_cast<char>('A' + random() % 12)); };
    const auto found = route(graph, corner(), corner(), Profile::Car);
    if (found && found->arcs.size() > 3)
      speeds.add(graph, matcher.match(trace_of(*found, {8, 0, 5}, random, kMonday8, 1.5)), kZone);
  }
  EXPECT_GT(speeds.of_class(RoadClass::Residential, kEight).passages, 100);
  EXPECT_NEAR(1 / speeds.class_factor(RoadClass::Residential, kEight), 1.5, 0.15);
}

}  // namespace
}  // namespace vigie::roads
