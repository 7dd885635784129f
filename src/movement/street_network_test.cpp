// SPDX-License-Identifier: Apache-2.0
// Claims about the network around an event.
#include "movement/street_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "movement/grid_town_test.hpp"

namespace vigie::movement {
namespace {

std::size_t count(const StreetNetwork& network, Street::Kind kind) {
  return static_cast<std::size_t>(std::count_if(network.streets.begin(), network.streets.end(),
                                                [&](const Street& street) { return street.kind == kind; }));
}

TEST(StreetNetwork, EveryStreetHasItsSectionAndEverySquareItsArea) {
  CrowdScenario scenario = evening();
  scenario.squares.push_back({.name = "Forecourt", .outline = {at(-50, -50), at(50, -50), at(50, 50), at(-50, 50)}});
  const StreetNetwork network = street_network(grid_town(), scenario).value();
  EXPECT_EQ(network.streets.size(), network.data.sections.size() + network.data.areas.size());
  EXPECT_EQ(count(network, Street::Kind::Square), 1U);
  EXPECT_NEAR(network.data.areas[0].area_m2, 10'000, 20);
  EXPECT_TRUE(flow::Network::checked(network.data));
  for (const Street& street : network.streets) EXPECT_GE(street.line.size(), 2U);
}

TEST(StreetNetwork, ADrawnSquareIsEnteredWhereStreetsCrossItsOutline) {
  CrowdScenario scenario = evening();
  scenario.exits.clear();
  scenario.exits.push_back({.name = "Door", .at = at(200, 0), .width_m = 4});
  scenario.squares.push_back({.name = "Forecourt", .outline = {at(-50, -50), at(50, -50), at(50, 50), at(-50, 50)}});
  const StreetNetwork network = street_network(grid_town(), scenario).value();
  EXPECT_EQ(network.data.areas[0].entries.size(), 4U) << "the middle row and the middle column, twice each";
  for (const flow::Entry& entry : network.data.areas[0].entries) EXPECT_NEAR(entry.distance_m, 50, 1);
  EXPECT_FALSE(network.nearest(at(0, 0), 45)) << "no street is left inside";
  EXPECT_TRUE(network.nearest(at(0, 0), 55));
}

TEST(StreetNetwork, AnOutlineMayRunThroughCornersAndAlongStreets) {
  CrowdScenario scenario = evening();
  scenario.exits.clear();
  scenario.exits.push_back({.name = "Door", .at = at(250, 0), .width_m = 4});
  scenario.squares.push_back(
      {.name = "Block", .outline = {at(-70, -70), at(70, -70), at(70, 0), at(70, 70), at(0, 70), at(-70, 70)}});
  const StreetNetwork network = street_network(grid_town(), scenario).value();
  ASSERT_EQ(network.data.areas.size(), 1U);
  EXPECT_GE(network.data.areas[0].entries.size(), 8U);
  EXPECT_FALSE(network.nearest(at(0, 0), 60));
}

TEST(StreetNetwork, AHoleTakesItsAreaFromTheSquare) {
  CrowdScenario scenario = evening();
  scenario.squares.push_back({.name = "Forecourt",
                              .outline = {at(-50, -50), at(50, -50), at(50, 50), at(-50, 50)},
                              .holes = {{at(-30, -30), at(30, -30), at(30, 30), at(-30, 30)}}});
  EXPECT_NEAR(street_network(grid_town(), scenario).value().data.areas[0].area_m2, 6400, 20);
}

TEST(StreetNetwork, AnExitOpensOntoSeveralStreetsOrOntoItsSquare) {
  CrowdScenario scenario = evening();
  const StreetNetwork open = street_network(grid_town(), scenario).value();
  std::set<flow::NodeId> ends;
  for (std::size_t s = 0; s < open.data.sections.size(); ++s)
    if (open.streets[s].kind == Street::Kind::Forecourt && open.data.sections[s].from == open.exits[0])
      ends.insert(open.data.sections[s].to);
  EXPECT_GE(ends.size(), 2U);
  EXPECT_LE(ends.size(), 4U);
  scenario.squares.push_back({.name = "Forecourt", .outline = {at(-65, -75), at(65, -75), at(65, 75), at(-65, 75)}});
  const StreetNetwork square = street_network(grid_town(), scenario).value();
  const auto& entries = square.data.areas[0].entries;
  const auto door = std::find_if(entries.begin(), entries.end(),
                                 [&](const flow::Entry& entry) { return entry.node == square.exits[0]; });
  ASSERT_NE(door, entries.end());
  EXPECT_EQ(door->width_m, 6);
}

TEST(StreetNetwork, StreetsLeadOutInAllDirections) {
  const StreetNetwork network = street_network(grid_town(), evening()).value();
  std::set<std::string> directions;
  for (const WayOut& way : network.ways_out) {
    directions.insert(way.direction);
    EXPECT_FALSE(way.nodes.empty());
    EXPECT_GT(way.width_m, 0);
  }
  EXPECT_EQ(directions.size(), 8U);
}

TEST(StreetNetwork, StreetsNearAClosedPlaceAreWiderWithoutCars) {
  CrowdScenario scenario = evening();
  scenario.widths.closed_within_m = 100;
  const StreetNetwork network = street_network(grid_town(), scenario).value();
  const auto near = network.nearest(at(0, 35), 10), far = network.nearest(at(280, 35), 10);
  ASSERT_TRUE(near && far);
  EXPECT_EQ(network.data.sections[*near].width_m, 9);
  EXPECT_EQ(network.data.sections[*far].width_m, 4);
}

TEST(StreetNetwork, ALineCrossesTheStreetsItIsDrawnOver) {
  const StreetNetwork network = street_network(grid_town(), evening()).value();
  const auto crossed = network.crossed({at(-175, 105), at(175, 105)});
  EXPECT_GE(crossed.size(), 5U) << "the columns from -140 to 140 m";
  for (const flow::SectionId s : crossed) EXPECT_NE(network.streets[s].name.find("Column"), std::string::npos);
  EXPECT_TRUE(network.crossed({at(10, 10), at(20, 20)}).empty());
}

TEST(StreetNetwork, WhatIsFarFromAnyStreetIsRefusedWithItsLine) {
  CrowdScenario scenario = evening();
  scenario.radius_m = 3000;
  scenario.exits[1].at = at(1500, 0);
  const Result<StreetNetwork> far = street_network(grid_town(), scenario);
  ASSERT_FALSE(far);
  EXPECT_EQ(far.error().what, "evening.toml:15: South: no street within 250 m in the simulated area");
  scenario.radius_m = 380;
  const Result<StreetNetwork> outside = street_network(grid_town(), scenario);
  ASSERT_FALSE(outside);
  EXPECT_NE(outside.error().what.find(":15: South: is outside"), std::string::npos);
  CrowdScenario lost = evening();
  lost.squares.push_back({.line = 50, .name = "Yard", .outline = {at(10, 10), at(60, 10), at(60, 60), at(10, 60)}});
  const Result<StreetNetwork> yard = street_network(grid_town(), lost);
  ASSERT_FALSE(yard);
  EXPECT_EQ(yard.error().what, "evening.toml:50: Yard: no street leads into the square");
}

}  // namespace
}  // namespace vigie::movement
