// SPDX-License-Identifier: Apache-2.0
// On a real city: the line of a route, drawn or published, finds the arcs of that route.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <string>

#include "city/osm_streets.hpp"
#include "roads/along.hpp"
#include "roads/road_graph_builder.hpp"
#include "roads/search.hpp"

namespace vigie::city {
namespace {

std::string porto() {
  const char* data = std::getenv("VIGIE_TEST_DATA");
  return std::string(data != nullptr ? data : "../shared/data") + "/osm/porto.osm.pbf";
}

/// Metres of inner arcs of routes, and how many of them came back; metres of arcs that came back and were on no route.
struct Score {
  double inner_m = 0;
  double found_m = 0;
  double wrong_m = 0;
};

TEST(RealLines, ARoutesLineFindsItsArcs) {
  if (!std::filesystem::exists(porto())) GTEST_SKIP() << porto() << " is not there";
  const Result<Streets> streets = read_streets(porto(), Progress());
  ASSERT_TRUE(streets.ok()) << streets.error().what;
  const Result<roads::BuiltRoads> built = roads::build_road_graph(streets->roads);
  ASSERT_TRUE(built.ok());
  const roads::RoadGraph& graph = built->graph;
  roads::Search search(graph);
  std::mt19937 random(20261124);
  for (const double shift_m : {0.0, 5.0}) {
    Score score;
    for (int i = 0; i < 25; ++i) {
      const auto anywhere = [&] { return graph.data().nodes[random() % graph.data().nodes.size()]; };
      const auto from = roads::snap(graph, anywhere(), roads::Profile::Car);
      const auto to = roads::snap(graph, anywhere(), roads::Profile::Car);
      const auto route = search.route(graph.metric(roads::Profile::Car), *from, *to);
      if (!route || route->arcs.size() < 3) continue;
      std::vector<geo::Position> line;
      for (const roads::RoutePoint& point : route->line) line.push_back(geo::offset(point.place, shift_m, -shift_m));
      const roads::Along found = roads::arcs_along(graph, line, {.sense = roads::Sense::AlongLine});
      const auto direction = [&](roads::ArcId arc) {
        return 2 * graph.arc(arc).edge + (graph.arc(arc).reversed ? 1U : 0U);
      };
      std::set<std::uint32_t> driven, came_back;
      for (const roads::ArcId arc : route->arcs) driven.insert(direction(arc));
      for (const roads::ArcId arc : found.arcs) came_back.insert(direction(arc));
      for (std::size_t k = 1; k + 1 < route->arcs.size(); ++k) {
        const double length_m = graph.length_cm(route->arcs[k]) / 100.0;
        score.inner_m += length_m;
        if (came_back.contains(direction(route->arcs[k]))) score.found_m += length_m;
      }
      for (const roads::ArcId arc : found.arcs) {
        EXPECT_FALSE(driven.contains(direction(arc) ^ 1U) && !driven.contains(direction(arc))) << "against the line";
        if (!driven.contains(direction(arc))) score.wrong_m += graph.length_cm(arc) / 100.0;
      }
    }
    EXPECT_GT(score.inner_m, 100'000);
    EXPECT_GT(score.found_m, (shift_m > 0 ? 0.98 : 0.995) * score.inner_m);
    EXPECT_LT(score.wrong_m, 0.02 * score.inner_m);
  }
}

}  // namespace
}  // namespace vigie::city
