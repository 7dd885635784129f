// SPDX-License-Identifier: Apache-2.0
// Scenarios that cannot be are refused, with their line.
#include "movement/scenario_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "movement/grid_town_test.hpp"

namespace vigie::movement {
namespace {

/// What is said of the evening after somebody changed it.
std::string said(const std::function<void(CrowdScenario&)>& change) {
  CrowdScenario scenario = evening();
  change(scenario);
  const Result<void> sound = check(
      scenario, scenario.variants.empty() ? std::span<const CrowdChange>() : std::span(scenario.variants[0].changes));
  return sound ? "sound" : sound.error().what;
}

CrowdSquare square(std::vector<geo::Position> outline, std::vector<std::vector<geo::Position>> holes = {}) {
  return {.line = 50, .name = "Forecourt", .outline = std::move(outline), .holes = std::move(holes)};
}

std::vector<geo::Position> box(double from_m, double to_m) {
  return {at(from_m, from_m), at(to_m, from_m), at(to_m, to_m), at(from_m, to_m)};
}

TEST(ScenarioCheck, TheEveningCanBe) {
  EXPECT_EQ(said([](CrowdScenario&) {}), "sound");
  EXPECT_EQ(said([](CrowdScenario& s) { s.arrival = CrowdArrival{}; }), "sound");
  EXPECT_EQ(said([](CrowdScenario& s) { s.squares.push_back(square(box(-50, 50), {box(-20, 20)})); }), "sound");
}

TEST(ScenarioCheck, FiguresThatCannotBeAreRefusedWithTheirLine) {
  const double nan = std::nan("");
  EXPECT_EQ(said([](CrowdScenario& s) { s.exits[1].width_m = 0; }),
            "evening.toml:15: width of South: expected 0.3 to 200, seen 0");
  EXPECT_EQ(said([&](CrowdScenario& s) { s.people = nan; }), "evening.toml:3: people: expected 1 to 1e+06, seen nan");
  EXPECT_NE(said([&](CrowdScenario& s) { s.places[0].per_min = nan; }).find(":20: people a minute of Tram"),
            std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) {
              s.gates.push_back({.line = 60, .at = at(0, 0), .width_m = 0});
            }).find(":60: width of the gate"),
            std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) { s.places[2].share = 0.6; }).find(":20: shares of the places sum to 1.1"),
            std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) { s.leave_p90_s = 200; }).find(":3: leaving"), std::string::npos);
}

TEST(ScenarioCheck, SquaresThatCannotBeAreRefused) {
  EXPECT_NE(said([](CrowdScenario& s) {
              s.squares.push_back(square({at(0, 0), at(50, 50), at(50, 0), at(0, 50)}));
            }).find(":50: Forecourt, outline"),
            std::string::npos)
      << "a bow tie";
  EXPECT_NE(said([](CrowdScenario& s) {
              s.squares.push_back(square({at(0, 0), at(50, 50)}));
            }).find(":50: Forecourt"),
            std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) {
              s.squares.push_back(square(box(-50, 50), {box(20, 80)}));
            }).find("hole 1 is not inside its outline"),
            std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) {
              s.squares.push_back(square(box(-50, 50), {box(-20, 20), box(0, 30)}));
            }).find("hole 2 meets hole 1"),
            std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) {
              s.squares.push_back(square(box(-50, 50), {{at(-20, -20), at(20, 20), at(20, -20), at(-20, 20)}}));
            }).find("Forecourt, hole 1"),
            std::string::npos);
}

TEST(ScenarioCheck, NobodyIsLeftWithoutAWay) {
  EXPECT_NE(said([](CrowdScenario& s) { s.exits.clear(); }).find("people without a way out"), std::string::npos);
  EXPECT_NE(
      said([](CrowdScenario& s) { s.exits[0].open = s.exits[1].open = false; }).find(":10: people without a way out"),
      std::string::npos);
  EXPECT_NE(said([](CrowdScenario& s) {
              s.arrival = CrowdArrival{};
              s.exits[0].turnstiles = s.exits[1].turnstiles = 0;
            }).find("no open exit has turnstiles"),
            std::string::npos);
}

TEST(ScenarioCheck, ChangesNameWhatIsThere) {
  const auto with = [](CrowdChange change) {
    return said([&](CrowdScenario& s) { s.variants.push_back({70, "What if", {change}}); });
  };
  EXPECT_EQ(with({.line = 71, .kind = CrowdChangeKind::LoseExit, .name = "East"}),
            "evening.toml:71: no exit is called \"East\"");
  EXPECT_EQ(with({.line = 71, .kind = CrowdChangeKind::Redirect, .name = "Tram", .to = "Boat"}),
            "evening.toml:71: no place is called \"Boat\"");
  EXPECT_NE(with({.line = 71, .kind = CrowdChangeKind::Close, .drawn = {at(0, 0)}}).find("line of 2"),
            std::string::npos);
  EXPECT_NE(with({.line = 71, .kind = CrowdChangeKind::ShiftEnd, .by_s = std::nan("")}).find(":71: shift"),
            std::string::npos);
}

TEST(ScenarioCheck, AScenarioWithoutAFileIsRefusedWithoutALine) {
  EXPECT_EQ(said([](CrowdScenario& s) {
              s.file.clear();
              s.exits[1].width_m = 0;
            }),
            "width of South: expected 0.3 to 200, seen 0");
}

}  // namespace
}  // namespace vigie::movement
