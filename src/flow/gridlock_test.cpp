// SPDX-License-Identifier: Apache-2.0
// Crowds that cross each other: whatever they meet, they all arrive.
#include <gtest/gtest.h>

#include <memory>

#include "core/random.hpp"
#include "flow/simulation.hpp"

namespace vigie::flow {
namespace {

/// Streets of 60 m in a square grid, so narrow that crowds from the four sides to the opposite sides jam.
Simulation crossing_crowds(std::uint64_t seed, double step_s) {
  Random random(seed);
  constexpr std::uint32_t kSide = 4;
  NetworkData data;
  data.node_count = kSide * kSide;
  const auto street = [&](NodeId a, NodeId b) { data.sections.push_back({a, b, 60, random.between(1.5, 4)}); };
  for (NodeId row = 0; row < kSide; ++row)
    for (NodeId column = 0; column < kSide; ++column) {
      if (column + 1 < kSide) street(row * kSide + column, row * kSide + column + 1);
      if (row + 1 < kSide) street(row * kSide + column, (row + 1) * kSide + column);
    }
  Demand demand;
  const NodeId corners[4] = {0, kSide - 1, kSide * kSide - 1, kSide * (kSide - 1)};
  for (const NodeId corner : corners) demand.destinations.push_back({{{corner}}});
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<double> shares(4, 0.2);
    shares[i] = 0;
    shares[(i + 2) % 4] = 0.6;
    demand.sources.push_back({corners[i], random.between(1000, 3000), Curve::even(0, 300), shares});
  }
  SimulationOptions options;
  options.step_s = step_s;
  return Simulation::create(std::make_shared<const Network>(Network::checked(std::move(data)).value()),
                            std::move(demand), options)
      .value();
}

double arrived(const Simulation& sim) {
  double sum = 0;
  for (std::size_t d = 0; d < sim.destinations(); ++d) sum += sim.reached(d);
  return sum;
}

double people(const Simulation& sim) {
  double sum = 0;
  for (const Source& source : sim.demand().sources) sum += source.people;
  return sum;
}

TEST(FlowGridlock, CrowdsThatCrossEachOtherAllArrive) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Simulation sim = crossing_crowds(seed, 4);
    while (sim.now_s() < 3 * 3600 && arrived(sim) < 0.99 * people(sim)) sim.step();
    EXPECT_GE(arrived(sim), 0.99 * people(sim)) << "seed " << seed << " after three hours";
  }
}

TEST(FlowGridlock, TwoJammedStreamsPassEachOtherAsFastWhateverTheStep) {
  const auto clear_s = [](double step_s) {
    NetworkData data{2, {{0, 1, 120, 3}}, {}};
    Demand both{{{0, 1000, Curve::even(0, 60), {0, 1}}, {1, 1000, Curve::even(0, 60), {1, 0}}}, {{{{0}}}, {{{1}}}}, {}};
    SimulationOptions options;
    options.step_s = step_s;
    options.cell_m = 12;
    Simulation sim = Simulation::create(std::make_shared<const Network>(Network::checked(std::move(data)).value()),
                                        std::move(both), options)
                         .value();
    while (sim.now_s() < 20'000 && arrived(sim) < 1980) sim.step();
    return sim.now_s();
  };
  const double four = clear_s(4), one = clear_s(1);
  EXPECT_LT(four, 2400) << "both together at least 0.27 people/(m·s), a fifth of what one stream reaches";
  EXPECT_NEAR(four, one, 0.15 * one);
}

}  // namespace
}  // namespace vigie::flow
