// SPDX-License-Identifier: Apache-2.0
// What a crowd does on small drawn networks: waves, gates, stairs, two streams, choice of ways, trains.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "flow/simulation.hpp"

namespace vigie::flow {
namespace {

std::shared_ptr<const Network> network(NetworkData data) {
  return std::make_shared<const Network>(Network::checked(std::move(data)).value());
}

/// Nodes in a row, one street between each and the next.
NetworkData row(const std::vector<Section>& sections) {
  NetworkData data{static_cast<std::uint32_t>(sections.size() + 1), sections, {}};
  for (std::uint32_t i = 0; i < sections.size(); ++i) {
    data.sections[i].from = i;
    data.sections[i].to = i + 1;
  }
  return data;
}

Demand one_way(NodeId from, NodeId to, double people, double over_s) {
  return {{{from, people, Curve::even(0, over_s), {1.0}}}, {{{{to}}}}, {}};
}

Simulation simulation(NetworkData data, Demand demand, SimulationOptions options = {}) {
  return Simulation::create(network(std::move(data)), std::move(demand), options).value();
}

double seconds_until_reached(Simulation& sim, double people, double limit_s = 20000) {
  double sum = 0;
  while (sum < people && sim.now_s() < limit_s) {
    sim.step();
    sum = 0;
    for (std::size_t d = 0; d < sim.destinations(); ++d) sum += sim.reached(d);
  }
  return sim.now_s();
}

TEST(FlowBehaviour, AFewPeopleWalkAtTheirFreeSpeed) {
  Simulation sim = simulation(row({{0, 0, 400, 4}}), one_way(0, 1, 10, 10));
  EXPECT_NEAR(seconds_until_reached(sim, 5), 5 + 400 / kLabDiagram.free_speed_mps, 12);
}

TEST(FlowBehaviour, AGateLetsThroughWhatItsWidthAllows) {
  const double gate = 2 * kLevelGatePerMps;
  Simulation sim =
      simulation(row({{0, 0, 200, 6}, {0, 0, 10, 6, Ground::Level, gate}, {0, 0, 50, 6}}), one_way(0, 3, 1000, 60));
  EXPECT_NEAR(seconds_until_reached(sim, 990), 990 / gate + 200 / 1.41, 40);
}

TEST(FlowBehaviour, AQueueGrowsBackwardsFromAGateAndIsDense) {
  Simulation sim =
      simulation(row({{0, 0, 200, 4}, {0, 0, 10, 4, Ground::Level, 1.0}, {0, 0, 50, 4}}), one_way(0, 3, 1500, 300));
  while (sim.now_s() < 500) sim.step();
  EXPECT_GT(sim.peak_density(0), 3.57);
  EXPECT_LT(sim.peak_density(2), 0.5);
}

TEST(FlowBehaviour, StairsAreSlowerAndCarryLess) {
  Simulation level = simulation(row({{0, 0, 100, 2}}), one_way(0, 1, 1000, 60));
  Simulation stairs = simulation(row({{0, 0, 100, 2, Ground::Stairs}}), one_way(0, 1, 1000, 60));
  const double a = seconds_until_reached(level, 990), b = seconds_until_reached(stairs, 990);
  EXPECT_GT(b, 1.25 * a);
  EXPECT_GE(b, 990 / (2 * kSteppedGatePerMps));
}

TEST(FlowBehaviour, TwoStreamsSlowEachOtherButPass) {
  const NetworkData street = row({{0, 0, 60, 4}, {0, 0, 150, 4}, {0, 0, 60, 4}});
  Demand both{{{0, 1500, Curve::even(0, 300), {0, 1}}, {3, 1500, Curve::even(0, 300), {1, 0}}}, {{{{0}}}, {{{3}}}}, {}};
  Simulation meeting = simulation(street, both);
  Simulation alone = simulation(street, one_way(0, 3, 1500, 300));
  const double together_s = seconds_until_reached(meeting, 2970), alone_s = seconds_until_reached(alone, 1485);
  EXPECT_GT(together_s, 1.5 * alone_s);
  EXPECT_LT(together_s, 6 * alone_s);
}

TEST(FlowBehaviour, AMirroredNetworkGivesMirroredCrowds) {
  // 0 in the middle; two equal arms to the same two destinations, crossed over.
  NetworkData data{
      5, {{0, 1, 80, 3}, {0, 2, 80, 3}, {1, 3, 120, 2}, {2, 4, 120, 2}, {1, 4, 150, 2}, {2, 3, 150, 2}}, {}};
  Demand demand{{{0, 2000, Curve::even(0, 200), {0.5, 0.5}}}, {{{{3}}}, {{{4}}}}, {}};
  Simulation sim = simulation(data, demand);
  for (int i = 0; i < 300; ++i) {
    sim.step();
    ASSERT_NEAR(sim.people_in(0), sim.people_in(1), 1e-8);
    ASSERT_NEAR(sim.people_in(2), sim.people_in(3), 1e-8);
    ASSERT_NEAR(sim.people_in(4), sim.people_in(5), 1e-8);
    ASSERT_NEAR(sim.reached(0), sim.reached(1), 1e-8);
  }
}

TEST(FlowBehaviour, InformedPeopleSpreadOverTheLongerWay) {
  // Straight on through a gate, or around it.
  const NetworkData data{4, {{0, 1, 20, 6}, {1, 2, 100, 4, Ground::Level, 1.0}, {1, 3, 100, 4}, {3, 2, 80, 4}}, {}};
  const auto around = [&](double informed) {
    SimulationOptions options;
    options.informed_share = informed;
    Simulation sim = simulation(data, one_way(0, 2, 2000, 600), options);
    while (sim.now_s() < 1500) sim.step();
    return sim.entered(2);
  };
  EXPECT_GT(around(0.8), around(0.2) + 100);
  EXPECT_GT(around(0.2), around(0.0) + 50);
}

TEST(FlowBehaviour, ACordonHoldsAndThenLetsGo) {
  Demand demand = one_way(0, 3, 500, 60);
  demand.controls.push_back({1, ControlKind::Held, 0, 600});
  Simulation sim = simulation(row({{0, 0, 200, 4}, {0, 0, 100, 4}, {0, 0, 100, 4}}), demand);
  while (sim.now_s() < 600) sim.step();
  EXPECT_EQ(sim.entered(2), 0);
  EXPECT_NEAR(sim.on_streets(), 500, 1e-6);
  EXPECT_LT(seconds_until_reached(sim, 495), 1100);
}

TEST(FlowBehaviour, AFullPlatformBacksUpOntoTheStreet) {
  Demand demand = one_way(0, 1, 3000, 300);
  Stop& station = demand.destinations[0].stops[0];
  station.waiting_room = 400;
  station.served_per_s = 0;
  station.timetable = Timetable{300, 300, 250};
  Simulation sim = simulation(row({{0, 0, 300, 5}}), demand);
  while (sim.now_s() < 1200) sim.step();
  EXPECT_NEAR(sim.served(0), 1000, 1e-6);  // at 300, 600, 900 and 1200 s
  EXPECT_LE(sim.waiting_at_stop(0), 400);
  EXPECT_GT(sim.peak_density(0), 3);
}

TEST(FlowBehaviour, PeopleCrossASquareToWhereTheyGo) {
  NetworkData data{5, {{0, 1, 50, 5}, {2, 3, 50, 5}, {2, 4, 50, 5}}, {{2500, {{1, 25, 8}, {2, 25, 8}}}}};
  Demand demand{{{0, 300, Curve::even(0, 100), {0.25, 0.75}}}, {{{{3}}}, {{{4}}}}, {}};
  Simulation sim = simulation(data, demand);
  seconds_until_reached(sim, 299);
  EXPECT_NEAR(sim.reached(0), 75, 1);
  EXPECT_NEAR(sim.reached(1), 225, 1);
}

TEST(FlowBehaviour, WhatCannotBeIsRefused) {
  const auto refused = [](NetworkData data, Demand demand, const char* part) {
    const Result<Network> network = Network::checked(std::move(data));
    if (!network) return network.error().what.find(part) != std::string::npos;
    const Result<Simulation> made =
        Simulation::create(std::make_shared<const Network>(*network), std::move(demand), {});
    return !made && made.error().what.find(part) != std::string::npos;
  };
  const NetworkData street = row({{0, 0, 100, 4}, {0, 0, 100, 4}});
  EXPECT_TRUE(refused(row({{0, 0, 100, 0}}), one_way(0, 1, 1, 1), "width"));
  EXPECT_TRUE(refused(row({{0, 0, std::nan(""), 1}}), one_way(0, 1, 1, 1), "length"));
  EXPECT_TRUE(refused(row({{0, 0, 100, 1, Ground::Level, 0}}), one_way(0, 1, 1, 1), "gate"));
  EXPECT_TRUE(refused(street, one_way(0, 2, std::nan(""), 1), "people"));
  Demand closed = one_way(0, 2, 10, 1);
  closed.controls.push_back({1, ControlKind::Closed, 0, kUnlimited});
  EXPECT_TRUE(refused(street, closed, "without a way out"));
  Demand lopsided = one_way(0, 2, 10, 1);
  lopsided.sources[0].shares = {0.9};
  EXPECT_TRUE(refused(street, lopsided, "not 1"));
}

/// A shock between 0.5 and 4 people/m² in one long street, after a gate downstream has closed: by conservation its end
/// travels at [q]/[ρ]. People there, against the exact solution.
double queue_error(double step_s, double cell_m) {
  SimulationOptions options;
  options.step_s = step_s;
  options.cell_m = cell_m;
  constexpr double kInflow = 2.0, kGate = 1.2, kWidth = 4;
  Simulation sim = simulation(row({{0, 0, 600, kWidth}, {0, 0, 30, kWidth, Ground::Level, kGate}}),
                              one_way(0, 2, kInflow * 1000, 1000), options);
  while (sim.now_s() < 900) sim.step();
  // Exact: from t0 on, when the first arrive, the queue's end travels upstream at (q1 - q2) / (ρ2 - ρ1).
  const Diagram diagram(kLabDiagram);
  const auto density_of = [&](double flow_per_mps, bool congested) {
    double low = congested ? diagram.critical_density_per_m2() : 0,
           high = congested ? 5.4 : diagram.critical_density_per_m2();
    for (int i = 0; i < 60; ++i) {
      const double middle = (low + high) / 2, flow = middle * speed_mps(kLabDiagram, middle);
      ((flow < flow_per_mps) != congested ? low : high) = middle;
    }
    return low;
  };
  const double free = density_of(kInflow / kWidth, false), queued = density_of(kGate / kWidth, true);
  const double first_s = 615 / speed_mps(kLabDiagram, free);  // the gate is in the middle of its 30 m
  const double end_m = 615 - (900 - first_s) * (kInflow - kGate) / kWidth / (queued - free);
  double error = 0;
  const Cells& cells = sim.layout().sections[0];
  for (std::uint32_t c = 0; c < cells.count; ++c) {
    const double from = c * cells.length_m, to = from + cells.length_m;
    const double free_part = std::clamp((end_m - from) / (to - from), 0.0, 1.0);
    const double exact = free_part * free + (1 - free_part) * queued;
    error += std::abs(sim.totals()[2 * (cells.first + c)] / cells.area_m2 - exact) * cells.length_m;
  }
  return error / 600;
}

TEST(FlowBehaviour, WhoComesIntoASquareIsInItOrLeftItByAnEntry) {
  NetworkData data{6, {{0, 3, 60, 4}, {1, 4, 60, 4}, {2, 5, 60, 4}}, {{600, {{3, 15, 4}, {4, 15, 4}, {5, 10, 4}}}}};
  const Demand demand{{{0, 60, Curve::even(0, 100), {0, 0.5, 0.5}}, {1, 40, Curve::even(0, 100), {0.5, 0, 0.5}}},
                      {{{{0}}}, {{{1}}}, {{{2}}}},
                      {}};
  Simulation sim = simulation(std::move(data), demand);
  while (sim.now_s() < 600) {
    sim.step();
    double there = 0;
    for (std::size_t e = 0; e < 3; ++e) there += sim.came_in(0, e) - sim.went_out(0, e);
    ASSERT_NEAR(there, sim.people_in_area(0), 1e-6);
  }
  EXPECT_NEAR(sim.came_in(0, 0), 60, 0.1);
  EXPECT_NEAR(sim.came_in(0, 1), 40, 0.1);
  EXPECT_NEAR(sim.went_out(0, 2), 50, 0.1);
}

TEST(FlowBehaviour, FinerCellsAndStepsComeNearerToTheExactWave) {
  const double coarse = queue_error(12, 24), middle = queue_error(4, 8), fine = queue_error(1, 2);
  EXPECT_LT(middle, 0.6 * coarse);
  EXPECT_LT(fine, 0.6 * middle);
  EXPECT_LT(fine, 0.05);
}

}  // namespace
}  // namespace vigie::flow
