// SPDX-License-Identifier: Apache-2.0
// Claims about roads.bin, walk.bin and city.json: they come back as they were, and damage is said.
#include "city/graph_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "city/files.hpp"
#include "city/manifest.hpp"
#include "roads/text_map.hpp"
#include "roads/walk_graph_builder.hpp"

namespace vigie::city {
namespace {

roads::RoadGraph small_graph() {
  roads::TextMap map(R"(
A-->B--C
|   |  |
D---E--F)");
  map.forbid("ABC");
  map.only("DEBC");
  map.map().controls[map.node('E')] = {roads::Control::Signals, {}, true};
  return map.graph();
}

roads::WalkGraph small_walk() {
  roads::WalkMap map;
  const geo::Position origin = geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.37}).value();
  for (int i = 0; i < 4; ++i) map.places.emplace(i, geo::offset(origin, 30 * (i % 2 == i / 2 ? 0 : 1), 30 * (i / 2)));
  map.squares.push_back({{0, 1, 2, 3}, "Place d'Armes"});
  map.ways.push_back({{0, 2}, {roads::WalkKind::Steps, 250}, "Escalier"});
  return roads::build_walk_graph(map).value();
}

TEST(GraphFiles, GraphsComeBackAsTheyWere) {
  const std::string road_bytes = to_bytes(small_graph());
  const auto road_graph = road_graph_from(road_bytes);
  ASSERT_TRUE(road_graph.ok()) << road_graph.error().what;
  EXPECT_EQ(to_bytes(*road_graph), road_bytes);
  EXPECT_GT(road_graph->data().forbidden.size(), 0U);
  const auto& arcs = road_graph->data().arcs;
  EXPECT_GT(std::count_if(arcs.begin(), arcs.end(),
                          [](const roads::Arc& arc) { return arc.control == roads::Control::Signals; }),
            0);
  const std::string walk_bytes = to_bytes(small_walk());
  const auto walk = walk_graph_from(walk_bytes);
  ASSERT_TRUE(walk.ok()) << walk.error().what;
  EXPECT_EQ(to_bytes(*walk), walk_bytes);
  EXPECT_EQ(walk->squares().size(), 1U);
}

TEST(GraphFiles, EveryCutAndEveryFlippedByteIsFound) {
  const std::string good = to_bytes(small_graph());
  for (std::size_t size = 0; size < good.size(); ++size)
    ASSERT_FALSE(road_graph_from(good.substr(0, size)).ok()) << size;
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    const auto graph = road_graph_from(bad);
    ASSERT_FALSE(graph.ok()) << i;
    ASSERT_EQ(graph.error().kind, ErrorKind::Corrupt);
  }
  EXPECT_FALSE(road_graph_from(good + "x").ok());
  EXPECT_FALSE(walk_graph_from(good).ok()) << "a road graph is no walking graph";
}

/// The payload with another byte, under a checksum that fits: what a forger or a bug would write.
TEST(GraphFiles, PartsThatDoNotFitAreRefusedUnderAGoodChecksumToo) {
  const std::string good = to_bytes(small_graph());
  constexpr std::size_t kHeader = 8 + 4 + 8 + 64;
  int refused = 0;
  for (std::size_t i = kHeader; i < good.size(); ++i) {
    std::string payload = good.substr(kHeader);
    payload[i - kHeader] = static_cast<char>(0xFF);
    const std::string bytes = good.substr(0, kHeader - 64) + checksum(payload) + payload;
    refused += road_graph_from(bytes).ok() ? 0 : 1;  // must return; some bytes (a length, a letter) may be anything
  }
  EXPECT_GT(refused, 100);
}

TEST(GraphFiles, AnOrderComesBackAndDamageIsFound) {
  const std::vector<std::uint32_t> order{2, 0, 1};
  const std::string good = order_to_bytes(order);
  EXPECT_EQ(order_from(good).value(), order);
  for (std::size_t size = 0; size < good.size(); ++size) ASSERT_FALSE(order_from(good.substr(0, size)).ok()) << size;
  EXPECT_FALSE(order_from(good + "x").ok());
  EXPECT_FALSE(order_from(to_bytes(small_graph())).ok()) << "a road graph is no order";
}

TEST(GraphFiles, AnotherVersionSaysSo) {
  std::string bytes = to_bytes(small_graph());
  bytes[8] = 99;
  EXPECT_NE(road_graph_from(bytes).error().what.find("version 99"), std::string::npos);
  bytes[8] = 1;  // before junctions were waited at
  EXPECT_EQ(road_graph_from(bytes).error().what, "version 1, expected 2: import the city again");
}

TEST(Manifest, ComesBackAndRefusesWhatItIsNot) {
  const Manifest manifest{"Port \"Vigie\"",
                          {43.1, 5.1, 43.2, 5.3},
                          geo::Position::checked(geo::Latitude{43.15}, geo::Longitude{5.2}).value(),
                          true,
                          "Synthetic",
                          {1, 2, 3, 4, 5, 6},
                          {{"roads.bin", "00ff"}}};
  const std::string json = to_json(manifest);
  const auto back = manifest_from(json);
  ASSERT_TRUE(back.ok()) << back.error().what;
  EXPECT_EQ(to_json(*back), json);
  for (const char* bad : {"", "[]", "{}", "{\"format\": 2}", "{\"format\": \"1\"}", "\xff"})
    EXPECT_FALSE(manifest_from(bad).ok()) << bad;
}

}  // namespace
}  // namespace vigie::city
