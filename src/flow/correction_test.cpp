// SPDX-License-Identifier: Apache-2.0
// What live counts may do to a running simulation: nobody below 0, no cell too full, every person added or removed is told.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <numeric>

#include "core/random.hpp"
#include "flow/simulation.hpp"

namespace vigie::flow {
namespace {

/// A street of 200 m from a door to a station and, on the way, one that branches off to another.
Simulation branching() {
  NetworkData data{4, {{0, 1, 200, 4}, {1, 2, 100, 4}, {1, 3, 100, 4}}, {}};
  Demand demand{{{0, 1000, Curve::even(0, 1000), {0.5, 0.5}, 2.0}}, {{{{2}}}, {{{3}}}}, {}};
  return Simulation::create(std::make_shared<const Network>(Network::checked(std::move(data)).value()),
                            std::move(demand), {})
      .value();
}

double everybody(const Simulation& sim) {
  return sim.on_streets() + sim.waiting_at_source(0) + sim.reached(0) + sim.reached(1);
}

RC_GTEST_PROP(FlowCorrection, KeepsTheStateFeasibleAndTellsWhatItChanged, (std::uint64_t seed)) {
  Simulation sim = branching();
  while (sim.now_s() < 300) sim.step();
  Random random(seed);
  std::vector<double> people(sim.people().begin(), sim.people().end()), queues(2);
  for (double& p : people) p = random.between(-5, 60);
  for (double& q : queues) q = random.between(-50, 50);
  const double before = everybody(sim);
  const Correction told = sim.correct(people, queues);
  RC_ASSERT(told.added >= 0 && told.removed >= 0);
  RC_ASSERT(std::abs(everybody(sim) - before - told.net()) < 1e-6);
  for (std::uint32_t cell = 0; cell < sim.layout().cell_count; ++cell) {
    const double in = sim.totals()[2 * cell] + sim.totals()[2 * cell + 1];
    RC_ASSERT(in <= sim.options().shape.jam_density_per_m2 * sim.cell_area_m2(cell) + 1e-9);
  }
  for (const double p : sim.people()) RC_ASSERT(p >= 0);
  const double after = everybody(sim), set_out = sim.set_out();
  for (int i = 0; i < 50; ++i) sim.step();
  RC_ASSERT(std::abs(everybody(sim) - after - (sim.set_out() - set_out)) < 1e-6);
}

TEST(FlowCorrection, NothingCorrectedChangesNothing) {
  Simulation sim = branching(), other = branching();
  for (int i = 0; i < 100; ++i) {
    const std::vector<double> people(sim.people().begin(), sim.people().end());
    const std::vector<double> queues(sim.source_queue(0).begin(), sim.source_queue(0).end());
    const Correction told = sim.correct(people, queues);
    EXPECT_EQ(told.added + told.removed, 0);
    sim.step();
    other.step();
  }
  EXPECT_EQ(sim.on_streets(), other.on_streets());
}

TEST(FlowCorrection, MorePeopleThanPlannedSetOutFromNowOn) {
  Simulation sim = branching();
  while (sim.now_s() < 500) sim.step();
  Inputs inputs;
  inputs.sources = {{2.0, 0, 1, 1}};
  sim.adjust(inputs);
  EXPECT_NEAR(sim.set_out(), 500, 1e-9);
  while (sim.now_s() < 1000) sim.step();
  EXPECT_NEAR(sim.set_out(), 1500, 1e-9);
}

TEST(FlowCorrection, ALaterCurveSendsThemLaterAndNobodyTwice) {
  Simulation sim = branching();
  Inputs inputs;
  inputs.sources = {{1.0, 200, 1.5, 1}};
  sim.adjust(inputs);
  while (sim.now_s() < 200) sim.step();
  EXPECT_NEAR(sim.set_out(), 0, 1e-9);
  while (sim.now_s() < 1704) sim.step();
  EXPECT_NEAR(sim.set_out(), 1000, 1e-9);
}

TEST(FlowCorrection, LeansSendThemElsewhereAndSpeedMakesThemArriveEarlier) {
  Simulation leaning = branching(), plain = branching(), slow = branching();
  Inputs inputs;
  inputs.leans = {3, 1};
  leaning.adjust(inputs);
  inputs = {};
  inputs.speed_factor = 0.5;
  slow.adjust(inputs);
  for (Simulation* sim : {&leaning, &plain, &slow})
    while (sim->now_s() < 600) sim->step();
  EXPECT_NEAR(leaning.reached(0) / (leaning.reached(0) + leaning.reached(1)), 0.75, 0.01);
  EXPECT_LT(slow.reached(0), 0.8 * plain.reached(0));
}

TEST(FlowCorrection, AShunnedStreetIsWalkedByFewer) {
  NetworkData data{4, {{0, 1, 100, 4}, {1, 3, 100, 4}, {0, 2, 100, 4}, {2, 3, 100, 4}}, {}};
  const auto network = std::make_shared<const Network>(Network::checked(std::move(data)).value());
  Simulation sim = Simulation::create(network, {{{0, 600, Curve::even(0, 600), {1.0}}}, {{{{3}}}}, {}}, {}).value();
  Inputs inputs;
  inputs.shunned_s = {20, 0, 0, 0};
  sim.adjust(inputs);
  while (sim.now_s() < 600) sim.step();
  EXPECT_NEAR(sim.passed(0, 0) / (sim.passed(0, 0) + sim.passed(2, 0)), 1 / (1 + std::exp(1.0)), 0.03);
  EXPECT_EQ(sim.passed(0, 1), 0);
}

}  // namespace
}  // namespace vigie::flow
