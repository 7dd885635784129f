// SPDX-License-Identifier: Apache-2.0
// Claims about scenarios: which cannot be, and what a run of one reports.
#include "pedestrians/scenario.hpp"

#include <gtest/gtest.h>

#include "pedestrians/drawing.hpp"
#include "pedestrians/walk_report.hpp"

namespace vigie::pedestrians {
namespace {

/// A room of 10 m by 8 m with 40 people and two doors.
Scenario room() {
  Scenario scenario;
  scenario.name = "room <&>";
  scenario.ground.outer = {{0, 0}, {10, 0}, {10, 8}, {0, 8}};
  scenario.ground.exits = {{{10, 2}, {10, 3.2}}, {{0, 2}, {0, 3.2}}};
  scenario.exit_names = {"east", "west"};
  Group group;
  group.name = "all";
  group.people = 40;
  group.region = {{1, 1}, {9, 1}, {9, 7}, {1, 7}};
  scenario.groups = {group};
  return scenario;
}

std::string fault(const Scenario& scenario) {
  const auto made = populate(scenario);
  const auto* found = std::get_if<ScenarioFault>(&made);
  return found != nullptr ? found->what : "";
}

TEST(Scenario, ThatCanBeIs) { EXPECT_EQ(fault(room()), ""); }

TEST(Scenario, WithoutAnExitOrPeopleCannotBe) {
  Scenario no_exit = room();
  no_exit.ground.exits.clear();
  no_exit.exit_names.clear();
  EXPECT_EQ(fault(no_exit), "no exit, expected at least one");
  Scenario nobody = room();
  nobody.groups.clear();
  EXPECT_EQ(fault(nobody), "nobody in it, expected at least one person");
}

TEST(Scenario, HoldsNoMorePeopleThanFit) {
  Scenario full = room();
  full.groups[0].people = 2000;
  EXPECT_TRUE(fault(full).starts_with("2000 people, but only ")) << fault(full);
  Scenario twice = room();
  twice.groups[0].people = 200;
  twice.groups.push_back(twice.groups[0]);
  EXPECT_TRUE(fault(twice).starts_with("200 people, but only "))
      << "the second group has the first's places: " << fault(twice);
}

TEST(Scenario, LeavesNobodyWithoutAWayOut) {
  Scenario shut = room();
  shut.ground.barriers = {{{5, 0}, {5, 8}}};
  shut.groups[0].exits = {0};
  EXPECT_TRUE(fault(shut).starts_with("people without a way out: none leads from [")) << fault(shut);
  shut.groups[0].exits.clear();
  EXPECT_EQ(fault(shut), "") << "with both doors everybody has one";
}

TEST(Scenario, LeavesNobodyBeforeAWaypointThatLeadsNowhere) {
  Scenario shut = room();
  shut.ground.barriers = {{{5, 0}, {5, 8}}};
  shut.waypoints = {{"left", {{2, 4}, {2, 6}}}};
  shut.groups[0].region = {{1, 1}, {4, 1}, {4, 7}, {1, 7}};
  shut.groups[0].via = {0};
  shut.groups[0].exits = {0};
  EXPECT_TRUE(fault(shut).starts_with("people without a way out"));
  shut.waypoints[0].line = {{2, 4}, {2, 4.1}};
  EXPECT_EQ(fault(shut), "width 0.10 m, expected at least 0.40 m");
}

TEST(WalkReport, CountsEverybodyOnceAndDrawsThem) {
  Scenario scenario = room();
  scenario.boxes = {{"middle", {{4, 3}, {6, 5}}}};
  scenario.lines = {{"before east", {{9, 0}, {9, 8}}}};
  auto made = populate(scenario);
  Simulation& simulation = std::get<Simulation>(made);
  WalkObserver observer(scenario, simulation, simulation.ever_added());
  while (simulation.inside() > 0 && simulation.now_s() < 100) {
    observer.look(simulation);
    simulation.step();
  }
  const std::string moment = draw_moment(scenario, simulation);
  const WalkReport report = observer.finish(simulation);
  EXPECT_EQ(report.left, 40u);
  ASSERT_TRUE(report.all_left_s);
  EXPECT_LE(report.half_left_s, report.most_left_s);
  EXPECT_LE(report.most_left_s, *report.all_left_s);
  EXPECT_EQ(report.exits[0].people + report.exits[1].people, 40u);
  EXPECT_GT(report.boxes[0].peak_count_per_m2, 0);
  EXPECT_EQ(report.moments.front().inside, 40u);
  EXPECT_GE(report.lines[0].people, report.exits[0].people);
  for (const std::string& svg : {draw_walk(scenario, report), moment}) {
    EXPECT_TRUE(svg.starts_with("<svg ")) << svg.substr(0, 40);
    EXPECT_TRUE(svg.ends_with("</svg>\n"));
    EXPECT_NE(svg.find("room &lt;&amp;>"), std::string::npos) << "names are escaped";
    EXPECT_NE(svg.find("metres"), std::string::npos);
  }
}

}  // namespace
}  // namespace vigie::pedestrians
