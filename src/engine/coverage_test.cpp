// SPDX-License-Identifier: Apache-2.0
// Claims about what the free units cover.
#include "engine/coverage.hpp"

#include <gtest/gtest.h>

#include "roads/text_map.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

const Time kNow = parse_rfc3339("2026-11-24T12:00:00Z").value();

/// One street of 3 km, its western half a district and its eastern half another.
struct Street {
  Street() : graph(map.graph()) {
    const geo::Position west = map.at('A'), east = map.at('C');
    const auto box = [](double s, double w, double n, double e) {
      std::vector<geo::Position> ring;
      for (const auto& [lat, lon] : {std::pair{s, w}, {s, e}, {n, e}, {n, w}})
        ring.push_back(geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon}).value());
      return std::vector<std::vector<geo::Position>>{ring};
    };
    const double middle = map.at('B').lon();
    districts = {{DistrictId("w"), "West", box(west.lat() - 0.01, west.lon() - 0.01, west.lat() + 0.01, middle)},
                 {DistrictId("e"), "East", box(west.lat() - 0.01, middle, west.lat() + 0.01, east.lon() + 0.01)}};
  }

  void unit(const char* id, UnitKind kind, char where, std::chrono::seconds age = 0s,
            UnitStatus status = UnitStatus::Free) {
    Unit unit;
    unit.id = UnitId(id);
    unit.kind = kind;
    unit.status = status;
    picture.units.put(unit.id, unit);
    positions.put(unit.id, UnitPosition{unit.id, map.at(where), {}, {}, kNow - age, kNow - age});
  }

  Coverage layer(std::vector<int> minutes, const roads::Metric* metric = nullptr) const {
    const roads::Metric& now = metric ? *metric : graph.metric(roads::Profile::Emergency);
    return coverage(graph, now, StreetsByDistrict(graph, districts), picture, positions, minutes, kNow);
  }

  roads::TextMap map{"A--D--E--F--G--B--H--I--J--K--C"};
  roads::RoadGraph graph;
  std::vector<city::District> districts;
  Picture picture;
  Positions positions;
};

TEST(Coverage, GrowsWithTheMinutesAndNamesTheShareOfEachDistrict) {
  Street street;
  street.unit("PM-01", UnitKind::Car, 'A');
  const Coverage layer = street.layer({1, 2, 10});
  EXPECT_EQ(layer.units, 1);
  ASSERT_EQ(layer.bands.size(), 3U);
  EXPECT_LT(layer.bands[0].area_km2, layer.bands[1].area_km2);
  ASSERT_EQ(layer.districts.size(), 2U);
  EXPECT_EQ(layer.districts[0].name, "West");
  EXPECT_GT(layer.districts[0].share[0], 0);
  EXPECT_EQ(layer.districts[1].share[0], 0);
  EXPECT_EQ(layer.districts[0].share[2], 1);
  EXPECT_EQ(layer.districts[1].share[2], 1);
}

TEST(Coverage, CountsFreeUnitsWithAFreshPlaceOnly) {
  Street street;
  street.unit("PM-01", UnitKind::Car, 'A', 6min);
  street.unit("PM-02", UnitKind::Car, 'B', 0s, UnitStatus::EnRoute);
  const Coverage layer = street.layer({3});
  EXPECT_EQ(layer.units, 0);
  EXPECT_TRUE(layer.bands[0].areas.empty());
  EXPECT_EQ(layer.districts[0].share[0], 0);
}

TEST(Coverage, APatrolOnFootCoversLessThanACar) {
  Street on_foot, by_car;
  on_foot.unit("PM-01", UnitKind::Foot, 'B');
  by_car.unit("PM-01", UnitKind::Car, 'B');
  EXPECT_LT(on_foot.layer({3}).bands[0].area_km2, by_car.layer({3}).bands[0].area_km2 / 2);
  // 1.6 m/s for 3 minutes less 10 s to set off, to both sides: 544 m of street.
  EXPECT_NEAR(on_foot.layer({3}).bands[0].area_km2, 0.544 * 0.12, 0.03);
}

TEST(StreetsByDistrict, TimesFromAPostAreThoseOfHalfAndNineTenthsOfTheStreets) {
  const Street street;
  const roads::Metric& metric = street.graph.metric(roads::Profile::Emergency);
  const auto from = [&](char letter) {
    const std::vector<roads::ReachStart> start{{*roads::snap(street.graph, street.map.at(letter), metric)}};
    return roads::ReachedStreets{&metric, roads::reach(street.graph, metric, start, 1'000'000'000)};
  };
  const std::vector<roads::ReachedStreets> posts{from('A'), from('C')};
  const auto times = StreetsByDistrict(street.graph, street.districts).times(street.graph, posts);
  ASSERT_EQ(times.size(), 2U);
  // 10 m/s: the west's middle is 750 m from A, nine tenths of it within 1,350 m; five pieces of 300 m, by their middles.
  EXPECT_NEAR(*times[0].median_s[0], 75, 5);
  EXPECT_NEAR(*times[0].p90_s[0], 135, 5);
  EXPECT_NEAR(*times[1].median_s[1], *times[0].median_s[0], 5) << "as far from the other end";
  EXPECT_GT(*times[1].median_s[0], *times[0].p90_s[0]);
}

TEST(Coverage, AClosedStreetEndsIt) {
  Street street;
  street.unit("PM-01", UnitKind::Car, 'A');
  roads::Metric metric = street.graph.metric(roads::Profile::Emergency);
  for (roads::ArcId arc = 0; arc < street.graph.arc_count(); ++arc)
    if (street.graph.place(street.graph.tail(arc)).lon() >= street.map.at('B').lon()) street.graph.close(arc, metric);
  EXPECT_EQ(street.layer({10}, &metric).districts[1].share[0], 0);
}

}  // namespace
}  // namespace vigie::engine
