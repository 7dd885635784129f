// SPDX-License-Identifier: Apache-2.0
// Room, passage, and the clock at its entrance.
#include "pedestrians/bottleneck.hpp"

#include <algorithm>

#include "pedestrians/simulation.hpp"

namespace vigie::pedestrians {
namespace {

constexpr double kRoomWidth_m = 8;
constexpr double kStartDensity_per_m2 = 3.3;
constexpr double kBefore_m = 1.0;  // between the first row and the passage
constexpr double kBehind_m = 3;

}  // namespace

BottleneckRun run_bottleneck(const BottleneckOptions& options) {
  const double half = options.width_m / 2, side = kRoomWidth_m / 2, end = options.length_m;
  const double depth = static_cast<double>(options.people) / kStartDensity_per_m2 / kRoomWidth_m + kBefore_m + 0.5;
  // The passage begins at y = 0 and leads north, into a hall where people leave.
  GroundPlan plan;
  plan.outer = {{-side, -depth},         {side, -depth},           {side, 0},    {half, 0},    {half, end}, {side, end},
                {side, end + kBehind_m}, {-side, end + kBehind_m}, {-side, end}, {-half, end}, {-half, 0},  {-side, 0}};
  plan.exits = {{{-side, end + kBehind_m}, {side, end + kBehind_m}}};
  const Ground ground(plan);
  Simulation simulation(ground, {}, {{{0}}}, {options.step_s, options.motion});
  const std::size_t entrance = simulation.measure({{half, 0.0}, {-half, 0.0}});

  Random random(options.seed);
  const Ring waiting{{-side, -depth}, {side, -depth}, {side, -kBefore_m}, {-side, -kBefore_m}};
  for (const Vec place : places(ground, waiting, options.people, options.motion.body_m + 0.02, random))
    simulation.add({place, options.temper.desired_mps.draw(random), options.temper.time_gap_s.draw(random)});
  const std::size_t people = simulation.ever_added();
  while (simulation.crossings(entrance).size() < people && simulation.now_s() < options.at_most_s) simulation.step();

  BottleneckRun run;
  const std::vector<Crossing>& passed = simulation.crossings(entrance);
  run.passed = passed.size();
  run.person_steps = simulation.person_steps();
  const std::size_t first = people / 5, last = std::min(passed.size(), people - people / 5);
  if (last > first + 1) {
    run.flow_per_s = static_cast<double>(last - 1 - first) / (passed[last - 1].at_s - passed[first].at_s);
    for (std::size_t i = first; i + 1 < last; ++i)
      run.longest_gap_s = std::max(run.longest_gap_s, passed[i + 1].at_s - passed[i].at_s);
  }
  return run;
}

const std::vector<LabFlow>& lab_flows() {
  static const std::vector<LabFlow> flows{{0.8, 1.29, 1.42}, {0.9, 1.59, 1.67}, {1.0, 1.83, 1.90}, {1.1, 1.99, 2.12},
                                          {1.2, 2.14, 2.36}, {1.6, 2.84, 2.84}, {2.0, 3.55, 3.55}};
  return flows;
}

}  // namespace vigie::pedestrians
