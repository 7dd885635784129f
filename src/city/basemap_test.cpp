// SPDX-License-Identifier: Apache-2.0
// Claims about the sea between coastlines, and about tiles made of real extracts.
#include "city/basemap.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "city/basemap_sea.hpp"

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

constexpr geo::Box kBox{0, 0, 10, 10};

double area(const MapLine& ring) {
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    twice += ring[j].lon * ring[i].lat - ring[i].lon * ring[j].lat;
  return std::abs(twice) / 2;
}

double area(const std::vector<Sea>& seas) {
  double sum = 0;
  for (const Sea& sea : seas) {
    sum += area(sea.outline);
    for (const MapLine& island : sea.islands) sum -= area(island);
  }
  return sum;
}

TEST(Sea, LiesOnTheRightOfItsCoastline) {
  // Coast from west to east at lat 4: land (left) in the north, sea in the south.
  EXPECT_NEAR(area(sea_within(kBox, {{{-5, 4}, {15, 4}}})), 40, 1e-9);
  EXPECT_NEAR(area(sea_within(kBox, {{{15, 4}, {-5, 4}}})), 60, 1e-9);
}

TEST(Sea, PiecesInAnyOrderAreOneCoast) {
  const auto seas = sea_within(kBox, {{{6, 4}, {15, 4}}, {{-5, 4}, {3, 4}}, {{3, 4}, {6, 4}}});
  ASSERT_EQ(seas.size(), 1u);
  EXPECT_NEAR(area(seas), 40, 1e-9);
}

TEST(Sea, ACoastCrossingTwiceGivesTwoBays) {
  // Land juts out of the south between two waters: down at lon 3, away below the box, up at lon 7.
  EXPECT_NEAR(area(sea_within(kBox, {{{3, -5}, {3, 15}}, {{7, 15}, {7, -5}}})), 40, 1e-9);
}

TEST(Sea, IslandsAreNotSea) {
  const MapLine island{{4, 1}, {6, 1}, {6, 3}, {4, 3}, {4, 1}};  // counter-clockwise: land inside
  EXPECT_NEAR(area(sea_within(kBox, {{{-5, 4}, {15, 4}}, island})), 40 - 4, 1e-9);
  EXPECT_NEAR(area(sea_within(kBox, {island})), 100 - 4, 1e-9);
}

TEST(Sea, ACoastThatEndsInsideIsLedToTheNearestEdge) {
  EXPECT_NEAR(area(sea_within(kBox, {{{1, 4}, {9, 4}}})), 40, 1e-9);
}

TEST(Sea, NoCoastlineNoSea) { EXPECT_TRUE(sea_within(kBox, {}).empty()); }

RC_GTEST_PROP(Sea, ACoastAndTheSameCoastReversedShareTheBox, ()) {
  MapLine coast{{-1, *rc::gen::inRange(1, 10) - 0.5}};
  for (int lon = 1; lon < 10; ++lon) coast.push_back({double(lon), *rc::gen::inRange(1, 10) - 0.25});
  coast.push_back({11, *rc::gen::inRange(1, 10) - 0.5});
  MapLine reversed(coast.rbegin(), coast.rend());
  RC_ASSERT(std::abs(area(sea_within(kBox, {coast})) + area(sea_within(kBox, {reversed})) - 100) < 1e-6);
}

class Tiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "vigie-basemap-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string data(const char* name) {
    const char* root = std::getenv("VIGIE_TEST_DATA");
    return std::string(root == nullptr ? "../shared/data" : root) + "/osm/" + name;
  }
  std::string out() const { return (folder_ / "basemap.mbtiles").string(); }

  fs::path folder_;
};

std::string inflated(const std::string& gzip) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  std::string text(std::size_t{1} << 22, '\0');
  std::string bytes = gzip;
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

/// The web's tile number of a place.
std::pair<int, int> tile_of(int z, double lat, double lon) {
  const double n = std::exp2(z);
  const double rad = lat * std::acos(-1.0) / 180;
  return {int((lon + 180) / 360 * n), int((1 - std::asinh(std::tan(rad)) / std::acos(-1.0)) / 2 * n)};
}

TEST_F(Tiles, OfMonacoShowStreetsBuildingsAndTheSea) {
  const std::string extract = data("monaco.osm.pbf");
  if (!fs::exists(extract)) GTEST_SKIP() << "no " << extract << " (set VIGIE_TEST_DATA)";
  const auto made = build_basemap(extract, out(), Progress());
  ASSERT_TRUE(made.ok()) << made.error().what;
  const auto map = Basemap::open(out());
  ASSERT_TRUE(map.ok()) << map.error().what;
  EXPECT_EQ((*map)->tiles(), *made);
  EXPECT_EQ((*map)->min_zoom(), 10);
  EXPECT_EQ((*map)->max_zoom(), 14);
  const auto [x, y] = tile_of(14, 43.7335, 7.4210);  // the harbour
  const auto bytes = (*map)->tile(14, x, y);
  ASSERT_TRUE(bytes.ok());
  ASSERT_TRUE(bytes->has_value());
  const std::string tile = inflated(**bytes);
  for (const char* word : {"road", "building", "water", "sea", "street", "name"})
    EXPECT_NE(tile.find(word), std::string::npos) << word;
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "nothing but the map is left";
}

TEST_F(Tiles, OutsideTheCityThereIsNone) {
  const std::string extract = data("monaco.osm.pbf");
  if (!fs::exists(extract)) GTEST_SKIP() << "no " << extract << " (set VIGIE_TEST_DATA)";
  ASSERT_TRUE(build_basemap(extract, out(), Progress()).ok());
  const auto map = Basemap::open(out());
  ASSERT_TRUE(map.ok());
  for (const auto& [z, x, y] : {std::tuple{14, 0, 0}, {9, 0, 0}, {15, 0, 0}, {14, -1, 5}, {14, 5, 1 << 14}}) {
    const auto tile = (*map)->tile(z, x, y);
    ASSERT_TRUE(tile.ok());
    EXPECT_FALSE(tile->has_value()) << z << "/" << x << "/" << y;
  }
}

TEST_F(Tiles, OfWhatIsNoExtractAreRefusedAndLeaveNothing) {
  const std::string bad = (folder_ / "bad.osm.pbf").string();
  std::ofstream(bad) << "this is not an extract";
  const auto made = build_basemap(bad, out(), Progress());
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().kind, ErrorKind::Malformed);
  EXPECT_EQ(made.error().what.find('\n'), std::string::npos);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "only the bad extract";
}

TEST_F(Tiles, AFileThatIsNoMapIsRefused) {
  EXPECT_EQ(Basemap::open(out()).error().kind, ErrorKind::NotFound);
  std::ofstream(out()) << "not a database at all, though long enough to be one, perhaps";
  EXPECT_EQ(Basemap::open(out()).error().kind, ErrorKind::Corrupt);
}

TEST_F(Tiles, WithoutTilemakerTheErrorSaysWhatToInstall) {
  const std::string extract = data("monaco.osm.pbf");
  if (!fs::exists(extract)) GTEST_SKIP() << "no " << extract << " (set VIGIE_TEST_DATA)";
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder_.c_str(), 1);
  const auto made = build_basemap(extract, out(), Progress());
  setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().kind, ErrorKind::Unavailable);
  EXPECT_NE(made.error().what.find("package tilemaker"), std::string::npos);
}

}  // namespace
}  // namespace vigie::city
