// SPDX-License-Identifier: Apache-2.0
// Claims about the demo city: always the same, large enough, and with all that a city needs.
#include "city/demo.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <osmium/io/pbf_input.hpp>
#include <set>

#include "city/demo_ground.hpp"
#include "city/demo_random.hpp"
#include "city/demo_shape.hpp"
#include "city/districts.hpp"
#include "city/gazetteer.hpp"
#include "city/gazetteer_import.hpp"
#include "codec/zones_geojson.hpp"
#include "geo/outline.hpp"

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

class Demo : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "vigie-demo-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string made(std::uint64_t seed, const char* name) const {
    const std::string file = (folder_ / name).string();
    const auto written = write_demo_osm(seed, file);
    EXPECT_TRUE(written.ok());
    return file;
  }
  static std::string bytes(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  fs::path folder_;
};

TEST_F(Demo, TheSameSeedGivesTheSameBytes) {
  const std::string once = bytes(made(7, "a.osm.pbf"));
  EXPECT_EQ(once, bytes(made(7, "b.osm.pbf")));
  EXPECT_NE(once, bytes(made(8, "c.osm.pbf")));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 3) << "nothing else is left";
}

TEST_F(Demo, HasWhatACityNeeds) {
  std::map<std::string, int> count;
  std::map<osmium::object_id_type, std::set<osmium::object_id_type>> neighbours;
  osmium::io::Reader reader(made(1, "demo.osm.pbf"));
  while (const auto buffer = reader.read())
    for (const auto& object : buffer.select<osmium::OSMObject>()) {
      for (const auto& tag : object.tags()) {
        ++count[tag.key()];
        ++count[std::string(tag.key()) + "=" + tag.value()];
      }
      if (object.type() != osmium::item_type::way) continue;
      const auto& way = static_cast<const osmium::Way&>(object);
      const char* highway = way.tags()["highway"];
      if (highway == nullptr || std::string(highway) == "pedestrian" || std::string(highway) == "footway") continue;
      for (std::size_t i = 1; i < way.nodes().size(); ++i) {
        neighbours[way.nodes()[i - 1].ref()].insert(way.nodes()[i].ref());
        neighbours[way.nodes()[i].ref()].insert(way.nodes()[i - 1].ref());
      }
    }
  reader.close();
  const auto junctions =
      std::count_if(neighbours.begin(), neighbours.end(), [](const auto& n) { return n.second.size() != 2; });
  EXPECT_GE(junctions, 20'000);
  EXPECT_LE(junctions, 30'000);
  for (const auto& [what, least] : std::map<std::string, int>{{"natural=coastline", 3},
                                                              {"water=river", 1},
                                                              {"highway=motorway", 4},
                                                              {"highway=motorway_link", 8},
                                                              {"bridge", 10},
                                                              {"place=square", 10},
                                                              {"leisure=stadium", 1},
                                                              {"amenity=hospital", 2},
                                                              {"amenity=police", 4},
                                                              {"amenity=school", 8},
                                                              {"railway=subway", 2},
                                                              {"railway=station", 15},
                                                              {"railway=rail", 3},
                                                              {"leisure=park", 8},
                                                              {"natural=beach", 1},
                                                              {"place=suburb", 12},
                                                              {"admin_level=10", 24},
                                                              {"type=restriction", 8},
                                                              {"oneway", 1000},
                                                              {"maxspeed", 5000},
                                                              {"addr:housenumber", 20'000},
                                                              {"building", 30'000}})
    EXPECT_GE(count[what], least) << what;
}

TEST(DemoZones, AreSoundForEverySeedAndHavePlacesOfEveryKind) {
  for (const std::uint64_t seed : {1U, 7U}) {
    const std::vector<Zone> zones = demo_zones(seed);
    const auto again = codec::decode_zones(codec::encode_zones(zones));
    ASSERT_TRUE(again.ok()) << "seed " << seed << ": " << again.error().what;
    EXPECT_GE(zones.size(), 20U) << seed;
    std::map<ZoneKind, int> kinds;
    for (const Zone& zone : zones) {
      ++kinds[zone.kind];
      EXPECT_FALSE(zone.gates.empty()) << zone.id.text();
      EXPECT_FALSE(zone.sensors.empty()) << zone.id.text();
      for (const ZoneSensor& sensor : zone.sensors) EXPECT_TRUE(sensor.source.text().starts_with("sim/"));
    }
    for (const ZoneKind kind : {ZoneKind::Square, ZoneKind::Venue, ZoneKind::Station, ZoneKind::Park})
      EXPECT_GE(kinds[kind], 1) << seed;
  }
}

TEST(DemoZones, TheStadiumOpensOnItsEsplanadesAndTheQuaysOnEachOther) {
  const std::vector<Zone> zones = demo_zones(1);
  const auto leads = [&](const char* from, const char* to) {
    for (const Zone& zone : zones)
      if (zone.id == ZoneId(from))
        for (const ZoneGate& gate : zone.gates)
          if (gate.to == ZoneId(to)) return true;
    return false;
  };
  EXPECT_TRUE(leads("stade-du-levant", "esplanade-du-stade-est"));
  EXPECT_TRUE(leads("stade-du-levant", "esplanade-du-stade-ouest"));
  EXPECT_TRUE(leads("quai-de-la-loge", "quai-de-la-capitainerie"));
  EXPECT_TRUE(leads("quai-de-la-capitainerie", "quai-des-bateliers"));
}

TEST_F(Demo, ItsNamesDistrictsAndHousesAreFound) {
  const std::string extract = made(1, "demo.osm.pbf");
  const std::string districts_file = (folder_ / "districts.geojson").string(),
                    names = (folder_ / "gazetteer.db").string();
  ASSERT_TRUE(build_districts(extract, std::nullopt, districts_file).ok());
  const auto districts = load_districts(districts_file);
  ASSERT_TRUE(districts.ok());
  EXPECT_GE(districts->size(), 12u);
  const auto counts = build_gazetteer(extract, names, Progress(), *districts);
  ASSERT_TRUE(counts.ok()) << counts.error().what;
  EXPECT_GE(counts->addresses, 20'000);
  const auto gazetteer = Gazetteer::open(names);
  ASSERT_TRUE(gazetteer.ok());
  const auto first = [&](const char* text) { return (*gazetteer)->search(text, 1).at(0); };
  EXPECT_EQ(first("stade du levnat").kind, PlaceKind::Venue);
  EXPECT_EQ(first("gare centrale").kind, PlaceKind::Stop);
  EXPECT_EQ(first("quai de la loge").district, "Vieille Ville");
  // Whatever house is nearest, its address leads back to it.
  const Place street = first("quai de la loge");
  for (const double east : {-60.0, -120.0, -180.0}) {
    const std::string address = (*gazetteer)->nearest_address(geo::offset(street.position, east, 0));
    if (address.empty() || address[0] < '0' || address[0] > '9') continue;
    const Place found = first(address.c_str());
    EXPECT_EQ(found.label, address);
    EXPECT_FALSE(found.approximate);
  }
}

TEST_F(Demo, AFolderThatIsNotThereIsAnError) {
  const auto written = write_demo_osm(1, (folder_ / "no" / "demo.osm.pbf").string());
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().kind, ErrorKind::Io);
}

TEST(Ground, KeepsTheSenseOfTurningsInAllButAHundredthOfTheCity) {
  // The bent ground is one-to-one where the waves of the hills do not meet: a small triangle stays the right way round.
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const demo::Ground ground(seed);
    int folded = 0, all = 0;
    for (double x = -7400; x <= 7700; x += 150)
      for (double y = -500; y <= 7600; y += 150) {
        const demo::Point p{x, y};
        const demo::Point a = ground.bent(p), b = ground.bent(p + demo::Point{5, 0}),
                          c = ground.bent(p + demo::Point{0, 5});
        ++all;
        if (demo::cross(b - a, c - a) <= 0) ++folded;
      }
    EXPECT_LT(folded * 100, all) << "seed " << seed;
  }
}

RC_GTEST_PROP(Shape, ASplitKeepsTheArea, ()) {
  demo::Dice dice(*rc::gen::inRange<std::uint64_t>(0, 100'000));
  const demo::Ring box{{0, 0}, {dice.between(10, 90), 0}, {dice.between(50, 99), 60}, {0, 80}};
  const auto [left, right] = demo::split(box, demo::centroid(box), demo::turned({1, 0}, dice.between(0, 3)));
  RC_ASSERT(std::abs(demo::area(left) + demo::area(right) - demo::area(box)) < 1e-6);
  for (const demo::Ring& part : {left, right})
    RC_ASSERT(demo::inset(part, 2).empty() || demo::area(demo::inset(part, 2)) < demo::area(part));
}

}  // namespace
}  // namespace vigie::city
