// SPDX-License-Identifier: Apache-2.0
// Claims about zones of a city: gates where paths cross, neighbours behind them, a bundle that keeps them.
#include "city/zones.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "city/city.hpp"
#include "city/files.hpp"
#include "city/import.hpp"
#include "city/zones_extract.hpp"
#include "codec/zones_geojson.hpp"
#include "geo/outline.hpp"
#include "roads/walk_graph_builder.hpp"

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

geo::Position at(double east_m, double north_m) {
  return geo::offset(geo::Position::from_e7(430'000'000, 50'000'000).value(), east_m, north_m);
}

Zone square(const char* id, double east_m) {
  Zone zone;
  zone.id = ZoneId(id);
  zone.name = id;
  zone.outline.ring = {at(east_m, 0), at(east_m + 100, 0), at(east_m + 100, 100), at(east_m, 100)};
  zone.area_m2 = 10'000;
  zone.capacity = 20'000;
  return zone;
}

TEST(ZoneGates, AreWherePathsCrossTheOutlineAndKnowTheZoneBehind) {
  roads::WalkMap map;
  map.places = {{1, at(-50, 50)}, {2, at(50, 50)}, {3, at(150, 50)}, {4, at(50, -30)}};
  map.ways.push_back({{1, 2, 3}, {roads::WalkKind::Footway, 400}, "Rue Longue"});
  map.ways.push_back({{2, 4}, {roads::WalkKind::Steps, 0}, ""});
  const auto walk = roads::build_walk_graph(map);
  ASSERT_TRUE(walk.ok());
  std::vector<Zone> zones{square("a", 0), square("b", 101)};
  find_gates(zones, *walk);
  ASSERT_EQ(zones[0].gates.size(), 3U);
  EXPECT_EQ(zones[0].gates[0].width_cm, 400);
  EXPECT_EQ(zones[0].gates[0].name, "Rue Longue");
  EXPECT_TRUE(std::any_of(zones[0].gates.begin(), zones[0].gates.end(),
                          [](const ZoneGate& gate) { return gate.to == ZoneId("b"); }));
  const ZoneGate& steps = zones[0].gates[2];
  EXPECT_EQ(steps.ground, GateGround::Stepped);
  EXPECT_EQ(steps.width_cm, 300);
  EXPECT_TRUE(steps.to.empty());
  ASSERT_EQ(zones[1].gates.size(), 1U);
  EXPECT_EQ(zones[1].gates[0].to, ZoneId("a"));
  for (const Zone& zone : zones)
    for (const ZoneGate& gate : zone.gates) EXPECT_LT(geo::distance_to_outline_m(zone.outline, gate.place), 0.1);
}

TEST(ZoneGates, APathMayEndOnTheOutlineAndOneThatRunsAlongItIsNone) {
  roads::WalkMap map;
  map.places = {{1, at(-50, 50)}, {2, at(0, 50)}, {3, at(0, 0)}, {4, at(0, 100)}};
  map.ways.push_back({{1, 2}, {roads::WalkKind::Footway, 0}, "Ruelle"});
  map.ways.push_back({{3, 2, 4}, {roads::WalkKind::Street, 0}, "Bordure"});
  std::vector<Zone> zones{square("a", 0)};
  find_gates(zones, *roads::build_walk_graph(map));
  ASSERT_EQ(zones[0].gates.size(), 1U);
  EXPECT_EQ(zones[0].gates[0].name, "Ruelle");
}

TEST(ZoneGates, APlaceThatNoPathLeadsIntoIsReachedFromTheStreetBesideIt) {
  roads::WalkMap map;
  map.places = {{1, at(-20, -8)}, {2, at(50, -8)}, {3, at(120, -8)}};
  map.ways.push_back({{1, 2, 3}, {roads::WalkKind::Street, 0}, "Quai"});
  std::vector<Zone> zones{square("a", 0)};
  find_gates(zones, *roads::build_walk_graph(map));
  ASSERT_EQ(zones[0].gates.size(), 1U);
  EXPECT_EQ(zones[0].gates[0].name, "Quai");
  EXPECT_LT(geo::distance_to_outline_m(zones[0].outline, zones[0].gates[0].place), 0.1);
}

/// Cities of the test data, imported once each; skipped where they are absent.
class RealZones : public testing::Test {
 protected:
  static fs::path data() {
    const char* given = std::getenv("VIGIE_TEST_DATA");
    return fs::path(given ? given : "../shared/data");
  }
  void SetUp() override {
    if (!fs::exists(data() / "osm/monaco.osm.pbf")) GTEST_SKIP() << "no test data: osm/monaco.osm.pbf";
    folder_ = fs::temp_directory_path() / ("vigie-zones-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  ImportOptions options() const {
    ImportOptions options;
    options.osm_file = (data() / "osm/monaco.osm.pbf").string();
    options.city_dir = (folder_ / "monaco").string();
    return options;
  }
  fs::path folder_;
};

TEST_F(RealZones, MonacoHasItsStadiumAndSquaresWithGates) {
  const auto counts = import_city(options(), Progress());
  ASSERT_TRUE(counts.ok()) << counts.error().what;
  const auto monaco = City::open(options().city_dir);
  ASSERT_TRUE(monaco.ok());
  const std::vector<Zone>& zones = (*monaco)->zones();
  EXPECT_EQ(static_cast<std::int64_t>(zones.size()), counts->zones);
  EXPECT_GE(zones.size(), 5U);
  EXPECT_TRUE(std::any_of(zones.begin(), zones.end(), [](const Zone& zone) { return zone.kind == ZoneKind::Venue; }));
  std::size_t gates = 0;
  for (const Zone& zone : zones) {
    gates += zone.gates.size();
    EXPECT_FALSE(zone.name.empty());
    EXPECT_GE(zone.capacity, 1);
  }
  EXPECT_GE(gates, 2 * zones.size());
}

TEST_F(RealZones, AFileOfZonesTakesTheirPlaceAndABadOneIsRefusedByItsFeature) {
  ImportOptions own = options();
  own.zones_file = (folder_ / "own.geojson").string();
  const std::vector<Zone> drawn{square("a", 0)};
  ASSERT_TRUE(write_file(*own.zones_file, codec::encode_zones(drawn)).ok());
  ASSERT_TRUE(import_city(own, Progress()).ok());
  EXPECT_EQ(City::open(own.city_dir).value()->zones().at(0).id, ZoneId("a"));

  const std::vector<Zone> twice{square("a", 0), square("a", 200)};
  ASSERT_TRUE(write_file(*own.zones_file, codec::encode_zones(twice)).ok());
  const auto refused = import_city(own, Progress());
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().what.find("own.geojson"), std::string::npos) << refused.error().what;
  EXPECT_NE(refused.error().what.find("feature 2 ('a')"), std::string::npos) << refused.error().what;
}

}  // namespace
}  // namespace vigie::city
