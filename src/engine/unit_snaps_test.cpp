// SPDX-License-Identifier: Apache-2.0
// Claims about which street a unit is on.
#include "engine/unit_snaps.hpp"

#include <gtest/gtest.h>

#include "roads/text_map.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

const Time kNow = parse_rfc3339("2026-11-24T12:00:00Z").value();

/// Two streets that cross at B: AC runs east, DE runs south.
class Crossing : public testing::Test {
 protected:
  UnitPosition at(double east_m, double north_m, std::optional<double> heading_deg,
                  std::chrono::seconds later = 0s) const {
    return {UnitId("PM-03"), geo::offset(map.at('B'), east_m, north_m), heading_deg, 12, kNow + later, kNow + later};
  }
  std::string street(const std::optional<roads::Snap>& snap) const {
    return snap ? graph.data().streets[graph.data().edges[snap->edge].street] : "none";
  }

  roads::TextMap map{R"(
   D
   |
A--B--C
   |
   E
)"};
  roads::RoadGraph graph = map.graph();
  const roads::Metric& metric = graph.metric(roads::Profile::Emergency);
  UnitSnaps snaps{graph};
};

TEST_F(Crossing, TheHeadingDecidesWhereTheNearestStreetIsAnother) {
  EXPECT_EQ(street(roads::snap(graph, at(8, 12, 90).place, roads::Profile::Emergency)), "DB") << "the nearest";
  EXPECT_EQ(street(snaps.street_of(at(8, 12, 90), metric)), "BC") << "but it drives east";
}

TEST_F(Crossing, WhereItWasAMomentAgoDecidesWhereNoHeadingIsGiven) {
  snaps.street_of(at(-60, 0, 90), metric);
  snaps.street_of(at(-30, 2, 90, 3s), metric);
  EXPECT_EQ(street(snaps.street_of(at(9, 10, 90, 6s), metric)), "BC");
}

TEST_F(Crossing, AClosedStreetGivesWayToTheNearestOpenOne) {
  roads::Metric closed = metric;
  for (roads::ArcId arc = 0; arc < graph.arc_count(); ++arc)
    if (graph.street(arc) == "BC") graph.close(arc, closed);
  EXPECT_EQ(street(snaps.street_of(at(40, 0, 90), metric)), "BC");
  const auto snap = snaps.street_of(at(40, 0, 90), closed);
  EXPECT_NE(street(snap), "BC");
  EXPECT_NE(street(snap), "none");
}

}  // namespace
}  // namespace vigie::engine
