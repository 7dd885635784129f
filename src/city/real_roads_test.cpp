// SPDX-License-Identifier: Apache-2.0
// The claim that matters, on a real city: every fast travel time is Dijkstra's, while streets close.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "city/osm_streets.hpp"
#include "roads/fast_search.hpp"
#include "roads/road_graph_builder.hpp"
#include "roads/search.hpp"

namespace vigie::city {
namespace {

std::string porto() {
  const char* data = std::getenv("VIGIE_TEST_DATA");
  return std::string(data != nullptr ? data : "../shared/data") + "/osm/porto.osm.pbf";
}

roads::Snap anywhere(const roads::RoadGraph& graph, std::mt19937& random) {
  for (;;) {
    const auto edge = static_cast<roads::EdgeId>(random() % graph.data().edges.size());
    roads::Snap place{edge, {}, {}, graph.shape(edge).front(), 0, roads::Side::Left};
    const std::uint32_t length_cm = graph.data().edges[edge].length_cm;
    const auto offset_cm = static_cast<std::uint32_t>(random() % (std::uint64_t{length_cm} + 1));
    if (graph.forward_arc(edge) != roads::kNone) place.forward = roads::OnArc{graph.forward_arc(edge), offset_cm};
    if (graph.backward_arc(edge) != roads::kNone)
      place.backward = roads::OnArc{graph.backward_arc(edge), length_cm - offset_cm};
    if (place.forward || place.backward) return place;
  }
}

TEST(RealRoads, FastTimesAreDijkstrasWhileStreetsClose) {
  if (!std::filesystem::exists(porto())) GTEST_SKIP() << porto() << " is not there";
  const Result<Streets> streets = read_streets(porto(), Progress());
  ASSERT_TRUE(streets.ok()) << streets.error().what;
  const Result<roads::BuiltRoads> built = roads::build_road_graph(streets->roads);
  ASSERT_TRUE(built.ok());
  const roads::RoadGraph& graph = built->graph;
  const auto index = roads::RoadIndex::checked(graph, roads::road_order(graph));
  ASSERT_TRUE(index.ok());
  std::mt19937 random(20261123);
  roads::FastSearch fast(**index);
  roads::Search slow(graph);
  std::size_t reached = 0;
  for (const roads::Profile profile : {roads::Profile::Car, roads::Profile::Emergency}) {
    roads::LiveRoads live(**index, graph.metric(profile));
    for (int closures = 0; closures <= 100; closures += 10) {
      const auto now = live.now();
      const roads::Snap goal = anywhere(graph, random);
      std::vector<std::optional<roads::Snap>> starts;
      starts.reserve(50);
      for (int i = 0; i < 50; ++i) starts.emplace_back(anywhere(graph, random));
      const auto expected = slow.travel_times(now->metric, goal, starts);
      const auto found = fast.travel_times(*now, goal, starts);
      for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto one = fast.travel(*now, *starts[i], goal);
        ASSERT_EQ(found[i].has_value(), expected[i].has_value()) << closures;
        ASSERT_EQ(one, found[i]) << closures;
        if (!expected[i]) continue;
        ++reached;
        ASSERT_EQ(found[i]->duration_ms, expected[i]->duration_ms) << closures;
        const auto route = fast.route(*now, *starts[i], goal);
        ASSERT_TRUE(route);
        EXPECT_EQ(route->travel, *found[i]);
        EXPECT_EQ(route->line.back().at_ms, route->travel.duration_ms);
      }
      std::vector<roads::LiveRoads::ArcChange> changes;
      changes.reserve(10);
      for (int i = 0; i < 10; ++i)
        changes.push_back({static_cast<roads::ArcId>(random() % graph.arc_count()), roads::kClosed});
      live.change(changes);
    }
  }
  EXPECT_GT(reached, 1000U);
}

}  // namespace
}  // namespace vigie::city
