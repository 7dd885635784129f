// SPDX-License-Identifier: Apache-2.0
// Claims about walking: walls hold, bodies keep apart, people are conserved, equal seeds give equal walks, wider lets more through.
#include "pedestrians/simulation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "pedestrians/bottleneck.hpp"
#include "pedestrians/rimea.hpp"
#include "pedestrians/walkers.hpp"

namespace vigie::pedestrians {
namespace {

/// However people are pressed, two centres never come nearer than this, metres: half a body's depth, when both turn sideways.
constexpr double kNearest_m = 0.12;

/// A hall with two pillars and a wall with a gap; half of the people go each way.
GroundPlan hall() {
  return {{{0, 0}, {20, 0}, {20, 10}, {0, 10}},
          {{{5, 4}, {6, 4}, {6, 6}, {5, 6}}, {{14, 3}, {15, 4}, {14, 5}, {13, 4}}},
          {{{10, 0}, {10, 3.5}}, {{10, 6.5}, {10, 10}}},
          {{{20, 4}, {20, 6}}, {{0, 4}, {0, 6}}}};
}

Simulation crossing_crowds(std::uint64_t seed, std::size_t people_each_way) {
  const Ground ground(hall());
  Simulation simulation(ground, {}, {{{0}}, {{1}}}, {});
  Random random(seed);
  const Temper temper;
  for (const std::uint32_t route : {0u, 1u}) {
    const double west = route == 0 ? 0.5 : 11;
    for (const Vec place :
         places(ground, {{west, 0}, {west + 8.5, 0}, {west + 8.5, 10}, {west, 10}}, people_each_way, 0.45, random)) {
      Person person{place, temper.desired_mps.draw(random), temper.time_gap_s.draw(random)};
      person.route = route;
      simulation.add(person);
    }
  }
  return simulation;
}

TEST(Walking, LeadsNobodyThroughAWallNorTwoIntoOnePlace) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Simulation simulation = crossing_crowds(seed, 60);
    std::vector<Vec> before(simulation.ever_added());
    for (int step = 0; step < 800 && simulation.inside() > 0; ++step) {
      const People& people = simulation.people();
      for (std::size_t i = 0; i < people.size(); ++i) before[people.id[i]] = people.place(i);
      simulation.step();
      for (std::size_t i = 0; i < people.size(); ++i) {
        const Vec now = people.place(i);
        for (const Segment& wall : simulation.ground().walls())
          ASSERT_EQ(crossing(wall, before[people.id[i]], now), 0) << "seed " << seed << " step " << step;
        ASSERT_TRUE(people.is_out(i) || simulation.ground().contains(now)) << "seed " << seed << " step " << step;
      }
      if (step % 5 != 0) continue;
      ASSERT_GE(simulation.closest_m(), kNearest_m) << "seed " << seed << " step " << step;
    }
    EXPECT_LE(simulation.inside(), 0u) << "seed " << seed;
  }
}

TEST(Walking, LosesNobodyAndMakesNobody) {
  Simulation simulation = crossing_crowds(7, 50);
  while (simulation.inside() > 0 && simulation.now_s() < 90) {
    simulation.step();
    const People& people = simulation.people();
    std::size_t inside = 0;
    for (std::size_t i = 0; i < people.size(); ++i) inside += people.is_out(i) ? 0u : 1u;
    ASSERT_EQ(inside, simulation.inside());
    ASSERT_EQ(inside + simulation.left_by(0).size() + simulation.left_by(1).size(), simulation.ever_added());
  }
  std::vector<std::uint32_t> left;
  for (const std::size_t exit : {0u, 1u})
    for (const Crossing& crossing : simulation.left_by(exit)) left.push_back(crossing.person);
  std::ranges::sort(left);
  EXPECT_TRUE(std::ranges::adjacent_find(left) == left.end()) << "somebody left twice";
}

TEST(Walking, IsTheSameByteForByteFromTheSameSeed) {
  Simulation one = crossing_crowds(9, 50), other = crossing_crowds(9, 50), third = crossing_crowds(10, 50);
  for (int step = 0; step < 200; ++step) one.step(), other.step(), third.step();
  const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
  };
  EXPECT_TRUE(same(one.people().x, other.people().x) && same(one.people().y, other.people().y));
  EXPECT_FALSE(same(one.people().x, third.people().x));
}

TEST(Walking, DoesNotDependOnWhereTheOriginLies) {
  // The same corridor, here and 300 km away: floats hold differences of places, not places.
  const auto needed_s = [](double east_m) {
    GroundPlan plan{
        {{east_m, 0}, {east_m + 12, 0}, {east_m + 12, 2}, {east_m, 2}}, {}, {}, {{{east_m + 12, 0}, {east_m + 12, 2}}}};
    Simulation simulation(Ground(plan), {}, {{{0}}}, {});
    for (int i = 0; i < 8; ++i) simulation.add({{east_m + 1 + 0.5 * i, 0.6 + 0.8 * (i % 2)}, 1.3, 0.7});
    while (simulation.inside() > 0 && simulation.now_s() < 60) simulation.step();
    return simulation.now_s();
  };
  EXPECT_NEAR(needed_s(0), needed_s(300'000), 0.5);
}

TEST(Walking, StopsAtEachWaypointInOrder) {
  GroundPlan plan{{{0, 0}, {20, 0}, {20, 10}, {0, 10}}, {}, {}, {{{20, 0}, {20, 2}}}};
  Simulation simulation(Ground(plan), {{{5, 8}, {5, 10}}, {{15, 8}, {15, 10}}}, {{{1, 2, 0}}}, {});
  simulation.add({{1, 1}});
  const std::size_t first = simulation.measure({{5, 7.5}, {5, 10}}), second = simulation.measure({{15, 7.5}, {15, 10}});
  while (simulation.inside() > 0 && simulation.now_s() < 60) simulation.step();
  EXPECT_GE(simulation.crossings(first).size(), 1u);
  EXPECT_GE(simulation.crossings(second).size(), 1u);
  EXPECT_EQ(simulation.left_by(0).size(), 1u);
}

TEST(Walking, JamsBeforeNoNarrowDoorWhereverPeopleGoNext) {
  // A door of 0.75 m, behind it two exits: neighbours at the door have different ways.
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Ground ground({{{0, 0}, {8, 0}, {8, 10}, {0, 10}},
                         {},
                         {{{0, 6}, {3.6, 6}}, {{4.35, 6}, {8, 6}}},
                         {{{0, 7}, {0, 9}}, {{8, 7}, {8, 9}}}});
    Simulation simulation(ground, {}, {{{0}}, {{1}}}, {});
    Random random(seed);
    std::uint32_t next = 0;
    for (const Vec place : places(ground, {{0, 0}, {8, 0}, {8, 6}, {0, 6}}, 60, 0.45, random)) {
      Person person{place, Temper{}.desired_mps.draw(random), Temper{}.time_gap_s.draw(random)};
      person.route = next++ % 2;
      simulation.add(person);
    }
    while (simulation.inside() > 0 && simulation.now_s() < 120) simulation.step();
    EXPECT_EQ(simulation.inside(), 0u) << "seed " << seed;
  }
}

/// Two gates of 9 m cut across the corners of a hall, one in use at a time for whoever comes along the wall; where `passing`, as many come the other
/// way on their way to the far one.
TEST(Walking, WhoPassesAQueueBeforeAnotherGateGoesRoundIt) {
  GroundPlan plan;
  plan.outer = {{0, 0}, {120, 0}, {120, 60}, {0, 60}};
  plan.obstacles = {{{30, 10}, {90, 10}, {90, 16}, {64, 29.5}, {56, 29.5}, {30, 16}}};
  plan.exits = {{{56, 29.5}, {64, 29.5}}, {{30, 10}, {30, 16}}};
  Simulation::Options options;
  options.most_cells = 4e4;
  options.coarsest_m = 0.46;
  options.own_exit_only = true;
  Simulation simulation(Ground(plan), {}, {{{0}}, {{1}}}, options);
  Random random(7);
  const Temper temper;
  const auto come = [&](const Ring& from, std::uint32_t route) {
    for (const Vec place : places(simulation.ground(), from, 400, 0.5, random)) {
      Person person{place, temper.desired_mps.draw(random), temper.time_gap_s.draw(random)};
      person.route = route;
      simulation.add(person);
    }
  };
  come({{5, 25}, {25, 25}, {25, 55}, {5, 55}}, 0);
  come({{95, 25}, {115, 25}, {115, 55}, {95, 55}}, 1);
  simulation.bar(0, true);  // turnstiles that are shut for a minute: a queue
  for (int step = 0; step < 1200; ++step) simulation.step();
  simulation.bar(0, false);
  for (int step = 0; step < 4800; ++step) simulation.step();
  EXPECT_EQ(simulation.inside(), 0U);
}

TEST(Bottleneck, LetsMoreThroughTheWiderItIsAndJamsNowhere) {
  double before_per_s = 0;
  for (const double width_m : {0.8, 1.0, 1.2, 1.6, 2.0}) {
    BottleneckOptions options;
    options.width_m = width_m;
    options.people = 100;
    const BottleneckRun run = run_bottleneck(options);
    EXPECT_EQ(run.passed, 100u) << width_m;
    EXPECT_GT(run.flow_per_s, before_per_s) << width_m;
    before_per_s = run.flow_per_s;
  }
}

TEST(Bottleneck, HasTheFlowOfTheLaboratoriesWithinTenPercentOnAverage) {
  double error = 0;
  int widths = 0;
  for (const LabFlow& lab : lab_flows()) {
    if (lab.width_m < 0.85) continue;
    BottleneckOptions options;
    options.width_m = lab.width_m;
    error += std::fabs(run_bottleneck(options).flow_per_s / ((lab.low_per_s + lab.high_per_s) / 2) - 1);
    ++widths;
  }
  EXPECT_LT(error / widths, 0.10);
}

class Rimea : public testing::TestWithParam<RimeaCase> {};

TEST_P(Rimea, Passes) {
  const RimeaResult result = GetParam().run({});
  EXPECT_TRUE(result.passed) << GetParam().claim << ": " << result.what;
}

INSTANTIATE_TEST_SUITE_P(Cases, Rimea, testing::ValuesIn(rimea_cases()),
                         [](const auto& scene) { return std::string(scene.param.name); });

}  // namespace
}  // namespace vigie::pedestrians
