// SPDX-License-Identifier: Apache-2.0
// Claims about a place that is walked inside a scenario: where its ways in are, and that they see what the flow sees.
#include "movement/walked_place.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "movement/grid_town_test.hpp"

namespace vigie::movement {
namespace {

/// A square of 130 by 150 m around a hall with two doors; 4,000 people leave it in ten minutes or so.
CrowdScenario with_square() {
  CrowdScenario scenario = evening();
  scenario.squares.push_back({.line = 50,
                              .name = "Forecourt",
                              .outline = {at(-65, -75), at(65, -75), at(65, 75), at(-65, 75)},
                              .holes = {{at(-30, -40), at(30, -40), at(30, 40), at(-30, 40)}}});
  return scenario;
}

Result<PlaceToWalk> prepared(const CrowdScenario& scenario, const std::string& words) {
  return place_to_walk(grid_town(), scenario, words);
}

std::string refused(const CrowdScenario& scenario, const std::string& words) {
  const Result<PlaceToWalk> made = prepared(scenario, words);
  return made ? "" : made.error().what;
}

std::size_t entry(const PlaceToWalk& what, const std::string& name) {
  const auto& names = what.ground.exit_names;
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

TEST(PlaceToWalk, IsASquareByNameOrByAPositionNearIt) {
  EXPECT_EQ(prepared(with_square(), " forecourt ").value().ground.name, "Forecourt");
  const geo::Position beside = at(200, 0);
  const std::string words = std::to_string(beside.lat()) + "," + std::to_string(beside.lon());
  EXPECT_EQ(prepared(with_square(), words).value().ground.name, "Forecourt");
  EXPECT_NE(refused(with_square(), "43.31,5.37").find("no square within 300 m"), std::string::npos);
}

TEST(PlaceToWalk, WhatIsNotThereNamesWhatIsMostLikeIt) {
  const std::string what = refused(with_square(), "Forcourt");
  EXPECT_NE(what.find("no square or street is called \"Forcourt\""), std::string::npos) << what;
  EXPECT_NE(what.find("\"Forecourt\""), std::string::npos) << what;
  EXPECT_NE(refused(evening(), "Row").find("\"Row "), std::string::npos);
}

TEST(PlaceToWalk, DoorsOpenOutOfTheHallAndStreetsIntoTheOutline) {
  const PlaceToWalk what = prepared(with_square(), "Forecourt").value();
  const auto middle = [&](const std::string& name) {
    const pedestrians::Segment& line = what.ground.ground.exits[entry(what, name)];
    return (line.a + line.b) * 0.5;
  };
  EXPECT_NEAR(middle("North").y, 40, 0.5) << "drawn 20 m before the hall";
  EXPECT_NEAR(middle("South").y, -40, 0.5);
  EXPECT_NEAR(middle("Row 6, east").x, 65, 0.5);
  EXPECT_NEAR(middle("Column 6, north").y, 75, 0.5);
}

TEST(PlaceToWalk, AStationOnTheSquareHasAStairHeadOfItsOwn) {
  CrowdScenario scenario = with_square();
  scenario.places[0].at = at(48, 55);
  scenario.places[0].gate_width_m = 3;
  const PlaceToWalk what = prepared(scenario, "Forecourt").value();
  EXPECT_EQ(what.ground.ground.obstacles.size(), 2U);
  const pedestrians::Segment& line = what.ground.ground.exits[entry(what, "Tram")];
  EXPECT_NEAR(pedestrians::length(line.b - line.a), 3, 0.01);
}

TEST(PlaceToWalk, WhatNobodyCanWalkIsRefused) {
  CrowdScenario scenario = with_square();
  scenario.squares[0].outline = {at(-65, -75), at(65, 75), at(65, -75), at(-65, 75)};
  EXPECT_EQ(refused(scenario, "Forecourt").find("evening.toml:50: Forecourt, outline"), 0U);
  scenario = evening();
  scenario.always.push_back(
      {.line = 60, .kind = CrowdChangeKind::Hold, .drawn = {at(-35, -20), at(-35, 20), at(35, 20), at(35, -20)}});
  EXPECT_NE(refused(scenario, "Row 6").find("a closure or cordon stands there"), std::string::npos);
  scenario = with_square();  // a wall of a hole, with all but its ends touching the outline
  scenario.squares[0].holes = {{at(-64.9, -10), at(64.9, -10), at(64.9, 10), at(-64.9, 10)}};
  scenario.exits[0].at = at(0, 12);
  scenario.exits[1].at = at(0, -12);
  const Result<PlaceToWalk> split = prepared(scenario, "Forecourt");
  ASSERT_TRUE(split) << split.error().what;
  const Result<WalkedThrough> walked = walk_through(*split, {});
  ASSERT_FALSE(walked);
  EXPECT_NE(walked.error().what.find("nobody can walk from"), std::string::npos) << walked.error().what;
}

TEST(WalkedPlace, ItsWaysInSeeWhatTheFlowSeesWhereThereIsRoom) {
  CrowdScenario scenario = with_square();
  scenario.people = 1200;
  const PlaceToWalk what = prepared(scenario, "Forecourt").value();
  const FlowThrough flow = flow_through(what, {}).value();
  const WalkedThrough walked = walk_through(what, {}).value();
  double in = 0;
  for (std::size_t e = 0; e < flow.through.in.size(); ++e) {
    // A tenth, and three standard deviations of the chance in who takes which way.
    const auto near = [](double expected) { return 0.1 * expected + 3 * std::sqrt(expected) + 3; };
    EXPECT_NEAR(walked.through.in[e], flow.through.in[e], near(flow.through.in[e])) << what.ground.exit_names[e];
    EXPECT_NEAR(walked.through.out[e], flow.through.out[e], near(flow.through.out[e])) << what.ground.exit_names[e];
    in += walked.through.in[e];
  }
  EXPECT_GT(in, 1100);
  EXPECT_LT(walked.report.densest_per_m2, 4);
  EXPECT_NEAR(walked.outcome.streets_s, flow.outcome.streets_s, 90) << "parts of people wait half a minute";
}

TEST(WalkedPlace, EverybodyIsSomewhereAtEveryStep) {
  const PlaceToWalk what = prepared(with_square(), "Forecourt").value();
  const WalkedThrough walked = walk_through(what, {}).value();
  EXPECT_LT(walked.worst_imbalance, 1e-6);
  EXPECT_NEAR(walked.set_out, walked.streets + walked.doors + walked.inside + walked.gone, 1e-6);
  double in = 0;
  for (const ThroughEntries& minute : walked.minutes)
    for (const double people : minute.in) in += people;
  double all = 0;
  for (const double people : walked.through.in) all += people;
  EXPECT_NEAR(in, all, 1e-6);
}

/// All other ways east and west are closed.
TEST(WalkedPlace, AStreetByItsNameIsWalkedToo) {
  CrowdScenario scenario = evening();
  scenario.people = 1500;
  for (const double east_m : {-35, 35})
    for (const double north_m : {-1, 1})
      scenario.always.push_back(
          {.kind = CrowdChangeKind::Close, .drawn = {at(east_m, 20 * north_m), at(east_m, 500 * north_m)}});
  const PlaceToWalk what = prepared(scenario, "Row 6").value();
  EXPECT_EQ(what.place.kind, PlaceId::Kind::Section);
  const FlowThrough flow = flow_through(what, {}).value();
  const WalkedThrough walked = walk_through(what, {}).value();
  EXPECT_LT(walked.worst_imbalance, 1e-6);
  const std::size_t e = flow.through.in[0] > flow.through.in[1] ? 0 : 1;
  EXPECT_GT(flow.through.in[e], 300);
  EXPECT_NEAR(walked.through.in[e], flow.through.in[e], 0.05 * flow.through.in[e]);
  EXPECT_NEAR(walked.through.out[1 - e], flow.through.out[1 - e], 0.05 * flow.through.in[e]);
}

}  // namespace
}  // namespace vigie::movement
