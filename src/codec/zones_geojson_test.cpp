// SPDX-License-Identifier: Apache-2.0
// Claims about files of zones: what is read, what is worked out, what is refused and how that is said.
#include "codec/zones_geojson.hpp"

#include <gtest/gtest.h>

#include <string>

namespace vigie::codec {
namespace {

/// Two squares of 0.001° side by side, with a gate between; each test changes one thing of it.
const std::string kTwo =
    R"({"type":"FeatureCollection","name":"from a map program","features":[
{"type":"Feature","id":1,"properties":{"id":"west","name":"Place Ouest","kind":"square","capacity":9000,"licensed":8000,"colour":"red",
 "gates":[{"id":"g1","name":"Passage","at":[5.001,43.0005],"width_m":6.5,"ground":"stepped","to":"east"}],
 "sensors":[{"source":"feed/counters","feature":"42","quantity":"entered","gate":"g1"},
            {"source":"cam-7","quantity":"density","share":0.35}]},
 "geometry":{"type":"Polygon","coordinates":[[[5,43],[5.001,43],[5.001,43.001],[5,43.001],[5,43]]]}},
{"type":"Feature","properties":{"id":"east","name":"Place Est","kind":"street"},
 "geometry":{"type":"Polygon","coordinates":[[[5.001,43],[5.002,43],[5.002,43.001],[5.001,43.001],[5.001,43]]]}}]})";

std::string with(const std::string& was, const std::string& is) {
  std::string text = kTwo;
  const std::size_t at = text.find(was);
  EXPECT_NE(at, std::string::npos) << was;
  return text.replace(at, was.size(), is);
}

void expect_refused(const std::string& json, const std::string& feature, const std::string& because) {
  const auto zones = decode_zones(json);
  ASSERT_FALSE(zones.ok());
  EXPECT_NE(zones.error().what.find(feature), std::string::npos) << zones.error().what;
  EXPECT_NE(zones.error().what.find(because), std::string::npos) << zones.error().what;
}

TEST(ZonesGeojson, ReadsZonesWithGatesAndSensorsAndLetsOtherPropertiesBe) {
  const auto zones = decode_zones(kTwo);
  ASSERT_TRUE(zones.ok()) << zones.error().what;
  ASSERT_EQ(zones->size(), 2U);
  const Zone& west = (*zones)[0];
  EXPECT_EQ(west.id, ZoneId("west"));
  EXPECT_EQ(west.kind, ZoneKind::Square);
  EXPECT_EQ(west.limit(), 8000);
  ASSERT_EQ(west.gates.size(), 1U);
  EXPECT_EQ(west.gates[0].width_cm, 650);
  EXPECT_EQ(west.gates[0].ground, GateGround::Stepped);
  EXPECT_EQ(west.gates[0].to, ZoneId("east"));
  ASSERT_EQ(west.sensors.size(), 2U);
  EXPECT_EQ(west.sensors[0].quantity, Quantity::Entered);
  EXPECT_EQ(west.sensors[1].share_permille, 350);
}

TEST(ZonesGeojson, WhatIsAbsentIsWorkedOutFromTheOutline) {
  const Zone east = decode_zones(kTwo).value()[1];
  EXPECT_NEAR(east.area_m2, 111.2 * 81.3, 10);
  EXPECT_NEAR(static_cast<double>(east.capacity), 2 * east.area_m2, 1);
  EXPECT_EQ(east.licensed, 0);
}

TEST(ZonesGeojson, AWorkedOutCapacityStaysWithinWhatAFileMaySay) {
  const auto vast = decode_zones(with("[[5.001,43],[5.002,43],[5.002,43.001],[5.001,43.001],[5.001,43]]",
                                      "[[5.001,43],[5.036,43],[5.036,43.025],[5.001,43.025],[5.001,43]]"));
  ASSERT_TRUE(vast.ok()) << vast.error().what;
  EXPECT_EQ((*vast)[1].capacity, 10'000'000);
  EXPECT_TRUE(decode_zones(encode_zones(*vast)).ok());
}

TEST(ZonesGeojson, WhatIsWrittenIsReadTheSame) {
  const auto zones = decode_zones(kTwo).value();
  const std::string once = encode_zones(zones);
  const auto again = decode_zones(once);
  ASSERT_TRUE(again.ok()) << again.error().what;
  EXPECT_EQ(encode_zones(*again), once);
  EXPECT_EQ((*again)[0].outline.ring, zones[0].outline.ring);
  EXPECT_EQ((*again)[0].gates[0].place, zones[0].gates[0].place);
}

TEST(ZonesGeojson, ARingThatCrossesItselfIsRefusedByName) {
  expect_refused(
      with("[5,43],[5.001,43],[5.001,43.001],[5,43.001],[5,43]", "[5,43],[5.001,43.001],[5.001,43],[5,43.001],[5,43]"),
      "feature 1 ('west')", "crosses itself");
}

TEST(ZonesGeojson, AGateAwayFromTheOutlineIsRefused) {
  expect_refused(with("[5.001,43.0005]", "[5.0005,43.0005]"), "feature 1 ('west')", "gate 'g1' 41 m away");
}

TEST(ZonesGeojson, AnUnknownNeighbourAndOneselfAreRefused) {
  expect_refused(with(R"("to":"east")", R"("to":"north")"), "feature 1 ('west')", "'north', which is no other zone");
  expect_refused(with(R"("to":"east")", R"("to":"west")"), "feature 1 ('west')", "no other zone");
}

TEST(ZonesGeojson, WhatMakesNoSenseIsRefusedWithItsFeature) {
  expect_refused(with(R"("id":"east")", R"("id":"west")"), "feature 2", "another feature has this id");
  expect_refused(with(R"("kind":"street")", R"("kind":"bridge")"), "feature 2 ('east')", "kind");
  expect_refused(with(R"("width_m":6.5)", R"("width_m":0)"), "feature 1 ('west'): gate 1", "width_m");
  expect_refused(with(R"("capacity":9000)", R"("capacity":0)"), "feature 1 ('west')", "capacity");
  expect_refused(with(R"("licensed":8000)", R"("licensed":10000)"), "feature 1 ('west')", "licence");
  expect_refused(with(R"("share":0.35)", R"("share":1.5)"), "feature 1 ('west'): sensor 2", "share");
  expect_refused(with(R"("gate":"g1")", R"("gate":"g9")"), "feature 1 ('west')", "'g9'");
  expect_refused(with(R"("quantity":"density")", R"("quantity":"wind")"), "feature 1 ('west'): sensor 2", "quantity");
  expect_refused(with(R"("type":"Polygon")", R"("type":"Point")"), "feature 1 ('west')", "Polygon");
  expect_refused(with("[5.001,43],[5.001,43.001]", "[5.001,143],[5.001,43.001]"), "feature 1", "corner");
  expect_refused(R"({"type":"Feature"})", "zones", "FeatureCollection");
  expect_refused("[", "zones", "");
}

TEST(ZonesGeojson, NoZonesAreNoZones) {
  const auto none = decode_zones(R"({"type":"FeatureCollection","features":[]})");
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->empty());
}

}  // namespace
}  // namespace vigie::codec
