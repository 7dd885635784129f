// SPDX-License-Identifier: Apache-2.0
// RiMEA T1, T5, T6, T7: persons by themselves, or few.
#include <algorithm>
#include <cstdio>

#include "pedestrians/rimea.hpp"
#include "pedestrians/simulation.hpp"

namespace vigie::pedestrians {
namespace {

Ring box(double left, double south, double right, double north) {
  return {{left, south}, {right, south}, {right, north}, {left, north}};
}

/// Seconds one person needs for 40 m of a corridor 2 m wide, from a standing start.
double forty_metres_s(const RimeaOptions& options, double desired_mps) {
  GroundPlan plan;
  plan.outer = box(0, 0, 42, 2);
  plan.exits = {{{41, 0}, {41, 2}}};
  Simulation simulation(Ground(plan), {}, {{{0}}}, {options.step_s, options.motion});
  simulation.add({{1, 1}, desired_mps, options.temper.time_gap_s.mean});
  while (simulation.left_by(0).empty() && simulation.now_s() < 120) simulation.step();
  return simulation.now_s();
}

}  // namespace

Spread walking_speed(Age age) {
  const auto between = [](double low, double high) { return Spread{(low + high) / 2, (high - low) / 6, low, high}; };
  switch (age) {
    case Age::Under30: return between(0.93, 1.85);
    case Age::From30To50: return between(0.71, 1.62);
    case Age::Over50: return between(0.56, 1.40);
  }
  VIGIE_CHECK(false);
}

RimeaResult rimea_t1(const RimeaOptions& options) {
  const double needed_s = forty_metres_s(options, 1.33);
  char what[64];
  std::snprintf(what, sizeof what, "40 m in %.1f s", needed_s);
  return {needed_s >= 26 && needed_s <= 34, what};
}

RimeaResult rimea_t5(const RimeaOptions& options) {
  GroundPlan plan;
  plan.outer = box(0, 0, 8, 5);
  plan.exits = {{{8, 2}, {8, 3}}};
  const Ground ground(plan);
  Simulation simulation(ground, {}, {{{0}}}, {options.step_s, options.motion});
  Random random(options.seed);
  std::vector<double> start_s;
  std::vector<Vec> start;
  for (const Vec place : places(ground, box(0, 0, 8, 5), 10, 1.0, random)) {
    Person person{place, options.temper.desired_mps.draw(random), options.temper.time_gap_s.draw(random)};
    person.start_s = random.between(10, 100);
    start_s.push_back(person.start_s);
    start.push_back(place);
    simulation.add(person);
  }
  double worst_s = 0;
  bool early = false;
  std::vector<bool> moved(start.size());
  while (simulation.left_by(0).size() < start.size() && simulation.now_s() < 200) {
    simulation.step();
    const People& people = simulation.people();
    for (std::size_t i = 0; i < people.size(); ++i) {
      const std::uint32_t id = people.id[i];
      if (moved[id] || people.place(i) == start[id]) continue;
      moved[id] = true;
      early = early || simulation.now_s() < start_s[id] - 1e-9;
      worst_s = std::max(worst_s, simulation.now_s() - start_s[id]);
    }
  }
  const bool all = simulation.left_by(0).size() == 10 && std::ranges::count(moved, true) == 10;
  char what[96];
  std::snprintf(what, sizeof what, "%zu of 10 left, latest start %.2f s after its time", simulation.left_by(0).size(),
                worst_s);
  return {all && !early && worst_s <= 0.5, what};
}

RimeaResult rimea_t6(const RimeaOptions& options) {
  GroundPlan plan;  // two legs of 12 m, 2 m wide, around a corner to the left
  plan.outer = {{0, 0}, {12, 0}, {12, 12}, {10, 12}, {10, 2}, {0, 2}};
  plan.exits = {{{10, 12}, {12, 12}}};
  const Ground ground(plan);
  Simulation simulation(ground, {}, {{{0}}}, {options.step_s, options.motion});
  Random random(options.seed);
  for (const Vec place : places(ground, box(0, 0, 6, 2), 20, 0.45, random))
    simulation.add({place, options.temper.desired_mps.draw(random), options.temper.time_gap_s.draw(random)});
  std::size_t outside = 0;
  while (simulation.left_by(0).size() < simulation.ever_added() && simulation.now_s() < 120) {
    simulation.step();
    for (std::size_t i = 0; i < simulation.people().size(); ++i)
      outside += simulation.people().is_out(i) || ground.contains(simulation.people().place(i)) ? 0u : 1u;
  }
  char what[96];
  std::snprintf(what, sizeof what, "%zu of 20 around the corner, %zu times outside", simulation.left_by(0).size(),
                outside);
  return {simulation.left_by(0).size() == 20 && outside == 0, what};
}

RimeaResult rimea_t7(const RimeaOptions& options) {
  std::size_t within = 0, all = 0;
  double slowest_mps = 10, fastest_mps = 0;
  Random random(options.seed);
  for (const Age age : {Age::Under30, Age::From30To50, Age::Over50}) {
    const Spread spread = walking_speed(age);
    for (int person = 0; person < 50; ++person, ++all) {
      const double mps = 40 / forty_metres_s(options, spread.draw(random));
      within += mps >= spread.low - 0.02 && mps <= spread.high + 0.02 ? 1u : 0u;
      slowest_mps = std::min(slowest_mps, mps);
      fastest_mps = std::max(fastest_mps, mps);
    }
  }
  char what[96];
  std::snprintf(what, sizeof what, "%zu of %zu within their age's range; %.2f to %.2f m/s", within, all, slowest_mps,
                fastest_mps);
  return {within == all, what};
}

}  // namespace vigie::pedestrians
