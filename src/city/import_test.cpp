// SPDX-License-Identifier: Apache-2.0
// Claims about importing a city and opening it again, on a real extract.
#include "city/import.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "city/districts.hpp"
#include "city/files.hpp"
#include "city/gazetteer.hpp"
#include "roads/road_index.hpp"
#include "roads/search.hpp"

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

std::string extract(const std::string& name) {
  const char* data = std::getenv("VIGIE_TEST_DATA");
  return std::string(data != nullptr ? data : "../shared/data") + "/osm/" + name + ".osm.pbf";
}

class Import : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path().string() + "/vigie-import-XXXXXX";
    ASSERT_NE(mkdtemp(dir_.data()), nullptr);
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string path(const std::string& name) const { return dir_ + "/" + name; }
  std::string with_bytes(const std::string& name, const std::string& bytes) const {
    EXPECT_TRUE(write_file(path(name), bytes).ok());
    return path(name);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(dir_)) out.push_back(entry.path().filename().string());
    return out;
  }
  Result<CityCounts> import(const std::string& osm_file, const std::string& city) const {
    ImportOptions options;
    options.osm_file = osm_file;
    options.city_dir = path(city);
    return import_city(options, Progress());
  }

  std::string dir_;
};

bool one_line(const std::string& text) { return !text.empty() && text.find('\n') == std::string::npos; }

TEST_F(Import, RefusesWhatIsNoExtractAndLeavesNothing) {
  const std::vector<std::string> files = {
      with_bytes("empty.osm.pbf", ""), with_bytes("text.osm.pbf", "<osm version='0.6'></osm> and more\n"),
      with_bytes("short.osm.pbf", std::string("\0\0\0\x0e", 4)), path("missing.osm.pbf"), dir_};
  for (const std::string& file : files) {
    const auto counts = import(file, "city");
    ASSERT_FALSE(counts.ok()) << file;
    EXPECT_TRUE(one_line(counts.error().what)) << counts.error().what;
    EXPECT_EQ(names().size(), 3U) << "only the three files we wrote";
  }
}

TEST_F(Import, RefusesATruncatedExtractAtAnyLengthAndLeavesNothing) {
  const auto whole = read_file(extract("monaco"));
  if (!whole) GTEST_SKIP() << extract("monaco") << " is not there";
  for (const double share : {0.0001, 0.01, 0.3, 0.6, 0.9, 0.999999}) {
    const auto cut = static_cast<std::size_t>(share * static_cast<double>(whole->size()));
    const auto counts = import(with_bytes("cut.osm.pbf", whole->substr(0, cut)), "city");
    ASSERT_FALSE(counts.ok()) << cut;
    EXPECT_EQ(counts.error().kind, ErrorKind::Malformed);
    EXPECT_EQ(names().size(), 1U) << cut;
  }
}

TEST_F(Import, ReplacesNoDirectoryThatIsNotACity) {
  fs::create_directory(path("photos"));
  with_bytes("photos/cat.jpg", "cat");
  const auto counts = import(extract("monaco"), "photos");
  ASSERT_FALSE(counts.ok());
  EXPECT_EQ(counts.error().kind, ErrorKind::Conflict);
  EXPECT_TRUE(fs::exists(path("photos/cat.jpg")));
}

TEST_F(Import, MonacoOpensDrivesAndShowsDamage) {
  if (!fs::exists(extract("monaco"))) GTEST_SKIP() << extract("monaco") << " is not there";
  const auto counts = import(extract("monaco"), "city");
  if (!counts && counts.error().kind == ErrorKind::Unavailable) GTEST_SKIP() << counts.error().what;
  ASSERT_TRUE(counts.ok()) << counts.error().what;
  EXPECT_EQ(names(), std::vector<std::string>{"city"}) << "nothing is left beside it";
  EXPECT_GT(counts->car_nodes, 2000);
  EXPECT_GT(counts->car_arcs, 4000);
  EXPECT_GT(counts->walk_nodes, counts->car_nodes);
  EXPECT_GT(counts->tiles, 0);

  const auto city = City::open(path("city"));
  ASSERT_TRUE(city.ok()) << city.error().what;
  EXPECT_EQ((*city)->name(), "Monaco");
  EXPECT_FALSE((*city)->synthetic());
  EXPECT_EQ((*city)->attribution(), "© OpenStreetMap contributors");
  EXPECT_TRUE((*city)->bounds().contains((*city)->centre()));
  EXPECT_FALSE((*city)->districts().empty());
  EXPECT_LE((*city)->min_zoom(), (*city)->max_zoom());

  // From the harbour to the casino: about a kilometre of streets, minutes and not hours.
  const auto harbour = geo::Position::checked(geo::Latitude{43.7347}, geo::Longitude{7.4206}).value();
  const auto casino = geo::Position::checked(geo::Latitude{43.7392}, geo::Longitude{7.4280}).value();
  const auto route = roads::route((*city)->roads(), harbour, casino, roads::Profile::Car);
  ASSERT_TRUE(route);
  EXPECT_GT(route->travel.distance_m(), geo::distance_m(harbour, casino) * 0.8);
  EXPECT_LT(route->travel.distance_m(), 3500);
  EXPECT_LT(route->travel.seconds(), 600);

  for (const char* file :
       {"roads.bin", "roads-order.bin", "walk.bin", "gazetteer.db", "districts.geojson", "basemap.mbtiles"}) {
    const std::string good = read_file(path("city/") + file).value();
    std::string bad = good;
    bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 0x10);
    with_bytes(std::string("city/") + file, bad);
    const auto damaged = City::open(path("city"));
    ASSERT_FALSE(damaged.ok()) << file;
    EXPECT_EQ(damaged.error().kind, ErrorKind::Corrupt);
    EXPECT_NE(damaged.error().what.find(file), std::string::npos) << damaged.error().what;
    EXPECT_TRUE(one_line(damaged.error().what));
    fs::remove(path("city/") + file);
    EXPECT_FALSE(City::open(path("city")).ok()) << "without " << file;
    with_bytes(std::string("city/") + file, good);
  }
  EXPECT_TRUE(City::open(path("city")).ok());

  // A city imported before there was an order opens and drives all the same.
  const std::string described = read_file(path("city/city.json")).value();
  std::string older = described;
  const std::size_t line = older.find("    \"roads-order.bin\"");
  ASSERT_NE(line, std::string::npos);
  older.erase(line, older.find('\n', line) + 1 - line);
  with_bytes("city/city.json", older);
  const auto without_order = City::open(path("city"));
  ASSERT_TRUE(without_order.ok()) << without_order.error().what;
  EXPECT_EQ((*without_order)->road_index().cch().arc_count(), (*city)->road_index().cch().arc_count());
  with_bytes("city/city.json", described);

  // A failed import leaves the city that is there.
  EXPECT_FALSE(import(with_bytes("empty.osm.pbf", ""), "city").ok());
  EXPECT_TRUE(City::open(path("city")).ok());
  // And a good one replaces it.
  EXPECT_TRUE(import(extract("monaco"), "city").ok());
  EXPECT_TRUE(City::open(path("city")).ok());
  EXPECT_EQ(names().size(), 2U);
}

TEST_F(Import, WhereThereIsNoCityItSaysHowToMakeOne) {
  const auto city = City::open(path("nowhere"));
  ASSERT_FALSE(city.ok());
  EXPECT_EQ(city.error().kind, ErrorKind::NotFound);
  EXPECT_NE(city.error().what.find("vigie city import"), std::string::npos);
}

}  // namespace
}  // namespace vigie::city
