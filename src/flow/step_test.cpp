// SPDX-License-Identifier: Apache-2.0
// What must hold in every step, on random networks; and the fast step against its slow twin.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "core/random.hpp"
#include "flow/twin_test.hpp"

namespace vigie::flow {
namespace {

struct World {
  std::shared_ptr<const Network> network;
  Demand demand;
};

/// Twelve junctions in a ring with chords, a square, some stairs and gates, three destinations, two sources in each
/// other's way, a street that closes for a while and one that is held.
World random_world(std::uint64_t seed) {
  Random random(seed);
  NetworkData data;
  data.node_count = 12;
  const auto add = [&](NodeId a, NodeId b) {
    const bool stairs = random.share() < 0.15;
    const double gate = random.share() < 0.15 ? random.between(0.5, 3) : kUnlimited;
    data.sections.push_back(
        {a, b, random.between(3, 120), random.between(1, 8), stairs ? Ground::Stairs : Ground::Level, gate});
  };
  for (NodeId n = 0; n < 12; ++n) add(n, (n + 1) % 12);
  for (int chord = 0; chord < 8; ++chord) {
    const auto a = static_cast<NodeId>(random.below(12)), b = static_cast<NodeId>(random.below(12));
    if (a != b) add(a, b);
  }
  data.areas.push_back({random.between(200, 3000), {{1, 20, 4}, {4, 25, 6}, {8, 15, 3}}});
  Demand demand;
  demand.destinations = {{{{3, kUnlimited, kUnlimited, random.between(1, 10)}}},
                         {{{7, random.between(1, 5)}, {5}}},
                         {{{11, kUnlimited, random.between(50, 400), 0, Timetable{60, 120, random.between(50, 300)}}}}};
  demand.sources.push_back({0,
                            random.between(500, 6000),
                            Curve::even(0, random.between(60, 900)),
                            {0.2, 0.5, 0.3},
                            random.share() < 0.5 ? random.between(1, 8) : kUnlimited});
  demand.sources.push_back({6, random.between(500, 6000), Curve::spread(0, 200, 500), {0.6, 0.1, 0.3}});
  demand.controls.push_back(
      {static_cast<SectionId>(random.below(data.sections.size())), ControlKind::Closed, 200, 500});
  demand.controls.push_back({static_cast<SectionId>(random.below(data.sections.size())), ControlKind::Held, 300, 600});
  return {std::make_shared<const Network>(Network::checked(std::move(data)).value()), std::move(demand)};
}

Simulation start(const World& world, double step_s = 4) {
  SimulationOptions options;
  options.step_s = step_s;
  return Simulation::create(world.network, world.demand, options).value();
}

double everybody(const Simulation& sim) {
  double sum = sim.on_streets();
  for (std::size_t s = 0; s < sim.demand().sources.size(); ++s) sum += sim.waiting_at_source(s);
  for (std::size_t d = 0; d < sim.destinations(); ++d) sum += sim.reached(d);
  return sum;
}

TEST(FlowStep, NobodyIsLostAndNobodyIsMade) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Simulation sim = start(random_world(seed));
    for (int i = 0; i < 400; ++i) {
      sim.step();
      ASSERT_NEAR(everybody(sim) / sim.set_out(), 1, 1e-12) << "seed " << seed << ", step " << i;
    }
  }
}

TEST(FlowStep, NoCellHoldsLessThanNobodyOrMoreThanItsJam) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Simulation sim = start(random_world(seed));
    for (int i = 0; i < 400; ++i) {
      sim.step();
      for (const double people : sim.people()) ASSERT_GE(people, 0) << "seed " << seed << ", step " << i;
      for (std::uint32_t c = 0; c < sim.layout().cell_count; ++c)
        ASSERT_LE(sim.totals()[2 * c] + sim.totals()[2 * c + 1], 5.4 * sim.cell_area_m2(c) * (1 + 1e-12))
            << "seed " << seed;
    }
  }
}

TEST(FlowStep, NoLineLetsMoreThroughThanItsCapacity) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Simulation sim = start(random_world(seed));
    for (int i = 0; i < 400; ++i) {
      std::vector<double> before, capacity;
      for (SectionId s = 0; s < sim.network().sections().size(); ++s) {
        before.push_back(sim.entered(s));
        capacity.push_back(sim.line_capacity(s));
      }
      sim.step();
      // Both ends of a section are lines; what enters by either is within both capacities.
      for (SectionId s = 0; s < before.size(); ++s)
        ASSERT_LE(sim.entered(s) - before[s], 2 * capacity[s] * (1 + 1e-9)) << "seed " << seed << ", section " << s;
    }
  }
}

TEST(FlowStep, NobodyEntersWhatIsClosed) {
  int looked = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Simulation sim = start(random_world(seed));
    for (int i = 0; i < 200; ++i) {
      std::vector<double> before;
      for (SectionId s = 0; s < sim.network().sections().size(); ++s) before.push_back(sim.entered(s));
      sim.step();
      for (SectionId s = 0; s < before.size(); ++s)
        if (sim.closed(s)) {
          ASSERT_EQ(sim.entered(s), before[s]) << "seed " << seed << ", section " << s;
          ++looked;
        }
    }
  }
  EXPECT_GT(looked, 500);
}

TEST(FlowStep, TheFastStepIsTheSlowTwins) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::vector<double> into_stop(1000, 0);
    Simulation sim = start(random_world(seed));
    for (int i = 0; i < 150; ++i) {
      sim.prepare();
      const TwinStep expected = twin_step(sim);
      sim.advance();
      for (std::size_t k = 0; k < expected.people.size(); ++k)
        ASSERT_NEAR(sim.people()[k], expected.people[k], 1e-7) << "seed " << seed << ", step " << i << ", number " << k;
      for (std::size_t stop = 0; stop < expected.into_stop.size(); ++stop) into_stop[stop] += expected.into_stop[stop];
      ASSERT_NEAR(sim.reached(0), into_stop[0], 1e-6) << "seed " << seed;
      ASSERT_NEAR(sim.reached(1), into_stop[1] + into_stop[2], 1e-6) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace vigie::flow
