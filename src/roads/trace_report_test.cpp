// SPDX-License-Identifier: Apache-2.0
// Claims about how a matched trace is told.
#include "roads/trace_report.hpp"

#include <gtest/gtest.h>

#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

TEST(TraceReport, TellsStreetsLengthTimeAndLine) {
  const TextMap map(R"(
A----B----C
     |
     D)");
  const RoadGraph graph = map.graph();
  const Time start = from_millis(1'764'000'000'000);
  std::vector<TracePoint> trace;
  const std::vector<geo::Position> places{map.between('A', 'B', 0.6), map.between('A', 'B', 0.9),
                                          map.between('B', 'D', 0.5), geo::offset(map.between('B', 'D', 0.9), 4, 0)};
  for (std::size_t i = 0; i < places.size(); ++i)
    trace.push_back({start + static_cast<int>(i) * std::chrono::seconds(20), places[i], {}, {}});
  const Match match = MapMatcher(graph, Profile::Car).match(trace);
  ASSERT_EQ(match.pieces.size(), 1U);
  const MatchedPiece& piece = match.pieces[0];

  const Driven whole = driven(graph, piece);
  EXPECT_NEAR(whole.length_m, 200 + 180, 1);
  EXPECT_EQ(whole.duration_ms, 60'000);

  const std::vector<StreetRun> runs = street_runs(graph, piece);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].street, "AB");
  EXPECT_EQ(runs[0].entered, start);
  EXPECT_NEAR(runs[0].length_m, 200, 1);
  EXPECT_EQ(runs[0].left, runs[1].entered);
  EXPECT_EQ(runs[1].street, "BD");
  EXPECT_EQ(runs[1].left, trace.back().at);

  const std::vector<geo::Position> line = matched_line(graph, piece);
  ASSERT_EQ(line.size(), 3U) << "from the street, over the corner, to the street";
  EXPECT_LT(geo::distance_m(line[0], map.between('A', 'B', 0.6)), 1);
  EXPECT_LT(geo::distance_m(line[1], map.at('B')), 1);
  EXPECT_LT(geo::distance_m(line[2], map.between('B', 'D', 0.9)), 1);
}

}  // namespace
}  // namespace vigie::roads
