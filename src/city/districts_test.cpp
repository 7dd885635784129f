// SPDX-License-Identifier: Apache-2.0
// Claims about districts, from GeoJSON and from real extracts.
#include "city/districts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

std::string data(const char* name) {
  const char* root = std::getenv("VIGIE_TEST_DATA");
  return std::string(root == nullptr ? "../shared/data" : root) + "/" + name;
}

class Districts : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "vigie-districts-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& text) const {
    const std::string file = (folder_ / "given.geojson").string();
    std::ofstream(file) << text;
    return file;
  }
  std::string out() const { return (folder_ / "districts.geojson").string(); }
  fs::path folder_;
};

geo::Position at(double lat, double lon) { return geo::Position::checked({lat}, {lon}).value(); }

constexpr const char* kTwo = R"({"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"name":"Le Port","id":7},
   "geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]}},
  {"type":"Feature","properties":{"nom":"La Butte"},
   "geometry":{"type":"MultiPolygon","coordinates":[[[[5,0],[6,0],[6,1],[5,0]]],[[[8,0],[9,0],[9,1],[8,0]]]]}}]})";

TEST_F(Districts, OfGeoJsonKeepNamesHolesAndParts) {
  const auto made = build_districts("unused", write(kTwo), out());
  ASSERT_TRUE(made.ok()) << made.error().what;
  EXPECT_EQ(*made, 2);
  const auto districts = load_districts(out());
  ASSERT_TRUE(districts.ok()) << districts.error().what;
  EXPECT_EQ((*districts)[0].id, DistrictId("7"));
  EXPECT_EQ((*districts)[1].name, "La Butte");
  EXPECT_TRUE(contains((*districts)[0], at(3, 3)));
  EXPECT_FALSE(contains((*districts)[0], at(1.5, 1.5))) << "the hole";
  EXPECT_TRUE(contains((*districts)[1], at(0.5, 8.9)));
}

TEST_F(Districts, ThatAreUnsoundAreRefusedInOneLine) {
  for (const char* text :
       {"", "{", "[]", "{\"features\":[]}", "{\"features\":[{\"properties\":{}}]}",
        "{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]}",
        "{\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}}]}",
        "{\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[500,3]]]}}]}",
        "{\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":{}}}]}",
        "{\"features\":[{\"geometry\":{\"type\":7,\"coordinates\":[]},\"properties\":7}]}"}) {
    const auto made = build_districts("unused", write(text), out());
    ASSERT_FALSE(made.ok()) << text;
    EXPECT_EQ(made.error().kind, ErrorKind::Malformed) << text;
    EXPECT_EQ(made.error().what.find('\n'), std::string::npos);
    EXPECT_FALSE(fs::exists(out()));
  }
  EXPECT_EQ(load_districts(out()).error().kind, ErrorKind::NotFound);
}

TEST_F(Districts, OfMonacoAreItsQuarters) {
  const std::string extract = data("osm/monaco.osm.pbf");
  if (!fs::exists(extract)) GTEST_SKIP() << "no " << extract << " (set VIGIE_TEST_DATA)";
  ASSERT_TRUE(build_districts(extract, std::nullopt, out()).ok());
  const auto districts = load_districts(out());
  ASSERT_TRUE(districts.ok()) << districts.error().what;
  const geo::Position casino = at(43.7392, 7.4279);
  const auto in =
      std::find_if(districts->begin(), districts->end(), [&](const District& d) { return contains(d, casino); });
  ASSERT_NE(in, districts->end());
  EXPECT_EQ(in->name, "Monte-Carlo");
}

TEST_F(Districts, OfAnExtractWithoutBoundariesAreOneThatHoldsIt) {
  const std::string extract = data("osm/porto.osm.pbf");
  if (!fs::exists(extract)) GTEST_SKIP() << "no " << extract << " (set VIGIE_TEST_DATA)";
  const auto made = build_districts(extract, std::nullopt, out());
  ASSERT_TRUE(made.ok()) << made.error().what;
  EXPECT_EQ(*made, 1);
  EXPECT_TRUE(contains(load_districts(out())->front(), at(41.15, -8.61)));
}

TEST_F(Districts, OfMarseilleAreItsHundredAndElevenQuarters) {
  const std::string file = data("marseille/marseille_quartiers_111.geojson");
  if (!fs::exists(file)) GTEST_SKIP() << "no " << file << " (set VIGIE_TEST_DATA)";
  const auto made = build_districts("unused", file, out());
  ASSERT_TRUE(made.ok()) << made.error().what;
  EXPECT_EQ(*made, 111);
  const auto districts = load_districts(out());
  std::set<std::string> names;
  for (const District& district : *districts) names.insert(district.name);
  EXPECT_EQ(names.size(), 111u);
  const geo::Position harbour = at(43.2958, 5.3745);
  EXPECT_EQ(
      std::count_if(districts->begin(), districts->end(), [&](const District& d) { return contains(d, harbour); }), 1);
}

}  // namespace
}  // namespace vigie::city
