// SPDX-License-Identifier: Apache-2.0
// On a real city: the streets of a noisy trace are those that were driven.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "city/osm_streets.hpp"
#include "roads/map_match.hpp"
#include "roads/random_traces_test.hpp"
#include "roads/road_graph_builder.hpp"
#include "roads/search.hpp"

namespace vigie::city {
namespace {

std::string porto() {
  const char* data = std::getenv("VIGIE_TEST_DATA");
  return std::string(data != nullptr ? data : "../shared/data") + "/osm/porto.osm.pbf";
}

TEST(RealTraces, TheStreetsOfANoisyTraceAreThoseThatWereDriven) {
  if (!std::filesystem::exists(porto())) GTEST_SKIP() << porto() << " is not there";
  const Result<Streets> streets = read_streets(porto(), Progress());
  ASSERT_TRUE(streets.ok()) << streets.error().what;
  const Result<roads::BuiltRoads> built = roads::build_road_graph(streets->roads);
  ASSERT_TRUE(built.ok());
  const roads::RoadGraph& graph = built->graph;
  for (const roads::Profile profile : {roads::Profile::Car, roads::Profile::Emergency}) {
    roads::Search search(graph);
    std::vector<roads::Route> routes;
    roads::TestRandom random(20261124);
    while (routes.size() < 15) {
      const auto anywhere = [&] { return graph.data().nodes[random() % graph.data().nodes.size()]; };
      const auto from = roads::snap(graph, anywhere(), profile);
      const auto to = roads::snap(graph, anywhere(), profile);
      auto route = search.route(graph.metric(profile), *from, *to);
      const bool fits = route && route->arcs.size() >= 10 && route->travel.length_cm < 10'000'00;
      if (fits) routes.push_back(std::move(*route));
    }
    roads::MapMatcher matcher(graph, profile);
    struct Case {
      roads::TraceNoise noise;
      double least_correct;  // measured on 40 routes each: docs/concepts/traces.md
    };
    for (const Case& c :
         {Case{{5, 0, 5}, 0.97}, Case{{10, 0, 5}, 0.96}, Case{{10, 30, 5}, 0.96}, Case{{10, 0, 10}, 0.96},
          Case{{10, 30, 1}, 0.96}, Case{{20, 30, 10}, 0.93}, Case{{10, 0, 30}, 0.90}}) {
      roads::Mismatch sum;
      for (const roads::Route& route : routes)
        sum += roads::mismatch(graph, route, matcher.match(roads::trace_of(route, c.noise, random)));
      EXPECT_GT(sum.route_m, 50'000);
      EXPECT_GT(sum.correct(), c.least_correct) << "sigma " << c.noise.sigma_m << " m, every " << c.noise.interval_s
                                                << " s, profile " << static_cast<int>(profile);
    }
  }
}

}  // namespace
}  // namespace vigie::city
