// SPDX-License-Identifier: Apache-2.0
// Claims about what is reached within a time, against plain Dijkstra and against every pair of points.
#include "roads/isochrone.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "geo/polygon.hpp"
#include "roads/contour.hpp"
#include "roads/on_arc.hpp"
#include "roads/random_streets_test.hpp"
#include "roads/search.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

std::vector<ReachStart> from(const RoadGraph& graph, std::initializer_list<geo::Position> places) {
  std::vector<ReachStart> starts;
  for (const geo::Position& place : places) starts.push_back({*snap(graph, place, Profile::Car)});
  return starts;
}

std::vector<ReachedStreets> driven(const Metric& metric, const std::vector<ReachedPiece>& pieces) {
  return {{&metric, pieces}};
}

/// The earliest moment at a place on an arc; -1 where no piece passes it.
std::int64_t earliest(const RoadGraph& graph, const Metric& metric, std::span<const ReachedPiece> pieces,
                      const OnArc& at) {
  std::int64_t best = -1;
  for (const ReachedPiece& piece : pieces) {
    if (!graph.same_direction(piece.arc, at.arc) || piece.from_cm > at.offset_cm) continue;
    const std::int64_t ms = passes_ms(graph, metric, piece, at.offset_cm);
    if (best < 0 || ms < best) best = ms;
  }
  return best;
}

RC_GTEST_PROP(Reach, IsAsEarlyAsDijkstraFromTheBestStart, ()) {
  RandomStreets streets(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(0, 8));
  const RoadGraph graph = build_road_graph(streets.map)->graph;
  Metric metric = graph.metric(Profile::Car);
  for (int closures = streets.pick(6); closures > 0; --closures)
    graph.close(static_cast<ArcId>(streets.pick(static_cast<int>(graph.arc_count()))), metric);
  std::vector<ReachStart> starts;
  std::vector<std::optional<Snap>> snaps;
  for (int i = 0; i < 3; ++i) {
    starts.push_back({streets.somewhere(graph), 1000 * streets.pick(20)});
    snaps.emplace_back(starts.back().at);
  }
  const auto pieces = reach(graph, metric, starts, 1'000'000'000);
  Search search(graph);
  for (int i = 0; i < 8; ++i) {
    Snap goal = streets.somewhere(graph);
    if (goal.forward) goal.backward.reset();
    const auto travels = search.travel_times(metric, goal, snaps);
    std::int64_t expected = -1;
    for (std::size_t s = 0; s < starts.size(); ++s)
      if (travels[s] && (expected < 0 || starts[s].delay_ms + travels[s]->duration_ms < expected))
        expected = starts[s].delay_ms + travels[s]->duration_ms;
    const OnArc at = goal.forward ? *goal.forward : *goal.backward;
    const bool closed = metric.duration_ms[at.arc] == kClosed;
    if (!closed) RC_ASSERT(earliest(graph, metric, pieces, at) == expected);
  }
}

TEST(Reach, StopsAtTheLimit) {
  const TextMap map("A-----------B");
  const RoadGraph graph = map.graph();
  const auto starts = from(graph, {map.at('A')});
  EXPECT_TRUE(reach(graph, graph.metric(Profile::Car), starts, 0).empty());
  EXPECT_EQ(reach(graph, graph.metric(Profile::Car), starts, 1'000).size(), 2U) << "both directions";
}

TEST(Isochrone, OfAStraightStreetIsAStripThatGrowsWithTime) {
  const TextMap map("A-------------------B");
  const RoadGraph graph = map.graph();
  const Metric& metric = graph.metric(Profile::Car);
  const auto pieces = reach(graph, metric, from(graph, {map.at('A')}), 200'000);
  const std::int64_t limits[] = {50'000, 100'000, 200'000};
  const auto bands = isochrones(graph, driven(metric, pieces), limits);
  ASSERT_EQ(bands.size(), 3U);
  for (const Band& band : bands) EXPECT_EQ(band.areas.size(), 1U);
  // 10 m/s: 500, 1,000 and 2,000 m of street; 60 m on both sides, less what walking there takes at the end, and half a step.
  for (int i = 0; i < 3; ++i) {
    const double length_km = static_cast<double>(limits[i]) / 100'000;
    EXPECT_LT(bands[static_cast<std::size_t>(i)].area_km2, length_km * 0.145 + 0.01);
    EXPECT_GT(bands[static_cast<std::size_t>(i)].area_km2, (length_km - 0.2) * 0.095);
  }
}

TEST(Isochrone, ABlockWithoutStreetsIsAHole) {
  const TextMap map(R"(
A-----B
|     |
|     |
|     |
|     |
|     |
C-----D
)");
  const RoadGraph graph = map.graph();
  const Metric& metric = graph.metric(Profile::Car);
  const auto pieces = reach(graph, metric, from(graph, {map.at('A')}), 900'000);
  const std::int64_t limits[] = {900'000};
  const auto bands = isochrones(graph, driven(metric, pieces), limits);
  ASSERT_EQ(bands[0].areas.size(), 1U);
  EXPECT_EQ(bands[0].areas[0].size(), 2U) << "an outer ring and one hole";
}

TEST(Isochrone, TwoStartsFarApartAreTwoIslandsAndNoStartIsNothing) {
  const TextMap map("A-B                         C-D");
  const RoadGraph graph = map.graph();
  const Metric& metric = graph.metric(Profile::Car);
  const std::int64_t limits[] = {60'000};
  const auto pieces = reach(graph, metric, from(graph, {map.at('A'), map.at('C')}), 60'000);
  EXPECT_EQ(isochrones(graph, driven(metric, pieces), limits)[0].areas.size(), 2U);
  const auto none = isochrones(graph, {}, limits);
  EXPECT_TRUE(none[0].areas.empty());
  EXPECT_EQ(none[0].area_km2, 0);
}

RC_GTEST_PROP(Isochrone, EveryGridPointIsReachedAsEarlyAsFromTheNearestStreetPoints, ()) {
  RandomStreets streets(*rc::gen::arbitrary<std::uint32_t>(), 2);
  const RoadGraph graph = build_road_graph(streets.map)->graph;
  const Metric& metric = graph.metric(Profile::Car);
  const std::vector<ReachStart> starts{{streets.somewhere(graph)}};
  const std::int64_t limit = 1000 * (10 + streets.pick(120));
  const auto pieces = reach(graph, metric, starts, limit);
  const ArrivalGrid grid = arrivals(graph, driven(metric, pieces), limit);
  if (pieces.empty()) return;
  for (int tries = 0; tries < 20; ++tries) {
    const int row = streets.pick(grid.rows), column = streets.pick(grid.columns);
    const auto place = geo::offset(grid.south_west, column * grid.step_m, row * grid.step_m);
    // The slow twin: every piece, metre by metre. The grid sees a street every 12.5 m at most.
    double from_60_m = 1e18, from_47_m = 1e18;
    for (const ReachedPiece& piece : pieces) {
      const auto shape = graph.shape(graph.arc(piece.arc).edge);
      const std::uint32_t length = graph.length_cm(piece.arc);
      for (std::uint32_t cm = piece.from_cm; cm <= length; cm += 100) {
        const std::int64_t ms = passes_ms(graph, metric, piece, cm);
        if (ms >= limit) break;
        const double share = length == 0 ? 0 : static_cast<double>(cm) / length;
        const double along = graph.arc(piece.arc).reversed ? 1 - share : share;  // streets of the grid are straight
        const double north = shape.front().lat() + (shape.back().lat() - shape.front().lat()) * along;
        const double east = shape.front().lon() + (shape.back().lon() - shape.front().lon()) * along;
        const double away =
            geo::distance_m(place, geo::Position::checked(geo::Latitude{north}, geo::Longitude{east}).value());
        const double there = static_cast<double>(ms) + away / 1.4 * 1000;
        if (away <= 61) from_60_m = std::min(from_60_m, there);
        if (away <= 47) from_47_m = std::min(from_47_m, there);
      }
    }
    const std::int64_t seen = grid.ms[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                                      static_cast<std::size_t>(column)];
    const double step_ms = 12.5 / (10 / 3.6) * 1000 + 12.5 / 1.4 * 1000;  // at 10 km/h, and more to walk
    RC_ASSERT(static_cast<double>(seen) >= from_60_m - 2'000);
    if (from_47_m < 1e17 && from_47_m + step_ms < static_cast<double>(limit))
      RC_ASSERT(static_cast<double>(seen) <= from_47_m + step_ms);
  }
}

TEST(Contour, SimplifiedKeepsItsCornersAndLosesWhatLiesBetween) {
  std::vector<GridPoint> square;
  for (int i = 0; i < 10; ++i) square.push_back({static_cast<double>(i), 0});
  for (int i = 0; i < 10; ++i) square.push_back({10, static_cast<double>(i)});
  for (int i = 0; i < 10; ++i) square.push_back({10.0 - i, 10});
  for (int i = 0; i < 10; ++i) square.push_back({0, 10.0 - i});
  const auto ring = simplified(square, 0.1);
  EXPECT_EQ(ring.size(), 4U);
  EXPECT_NEAR(doubled_area(ring) / 2, 100, 1e-9);
}

TEST(Contour, AroundOnePointIsADiamondCounterClockwise) {
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<double> values{inf, inf, inf, inf, 0, inf, inf, inf, inf};
  const auto rings = contours(values, 3, 3, 1);
  ASSERT_EQ(rings.size(), 1U);
  EXPECT_EQ(rings[0].size(), 4U);
  EXPECT_NEAR(doubled_area(rings[0]) / 2, 0.5, 1e-9);
}

RC_GTEST_PROP(Contour, RingsHoldExactlyThePointsAtOrBelowTheLevel, ()) {
  const int rows = *rc::gen::inRange(1, 9), columns = *rc::gen::inRange(1, 9);
  std::vector<double> values;
  for (int i = 0; i < rows * columns; ++i) values.push_back(*rc::gen::inRange(0, 10));
  const double level = 4.5;
  const auto rings = contours(values, rows, columns, level);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      bool in = false;
      for (const auto& ring : rings)
        if (inside(ring, {static_cast<double>(column), static_cast<double>(row)})) in = !in;
      RC_ASSERT(in == (values[static_cast<std::size_t>(row * columns + column)] <= level));
    }
}

}  // namespace
}  // namespace vigie::roads
