// SPDX-License-Identifier: Apache-2.0
// RiMEA T9, T10, T12, T15: crowds at doors, in cabins, through a bottleneck, around a corner.
#include <algorithm>
#include <cstdio>

#include "pedestrians/rimea.hpp"
#include "pedestrians/simulation.hpp"

namespace vigie::pedestrians {
namespace {

Ring box(double left, double south, double right, double north) {
  return {{left, south}, {right, south}, {right, north}, {left, north}};
}

void fill(Simulation& simulation, const RimeaOptions& options, const Ring& region, std::size_t count,
          std::uint32_t route, Random& random) {
  for (const Vec place : places(simulation.ground(), region, count, 0.42, random)) {
    Person person{place, options.temper.desired_mps.draw(random), options.temper.time_gap_s.draw(random)};
    person.route = route;
    simulation.add(person);
  }
}

/// Until all have left; the time of the last.
double run_s(Simulation& simulation, double at_most_s) {
  while (simulation.inside() > 0 && simulation.now_s() < at_most_s) simulation.step();
  return simulation.now_s();
}

/// T9's room, 30 m by 20 m, with doors of 1 m in its long sides: two of them, or four.
double room_empty_s(const RimeaOptions& options, std::size_t doors) {
  GroundPlan plan;
  plan.outer = box(0, 0, 30, 20);
  for (const double x : {7.5, 22.5}) plan.exits.push_back({{x - 0.5, 0}, {x + 0.5, 0}});
  if (doors == 4)
    for (const double x : {7.5, 22.5}) plan.exits.push_back({{x - 0.5, 20}, {x + 0.5, 20}});
  const Ground ground(plan);
  std::vector<Route> routes;
  for (std::uint32_t door = 0; door < doors; ++door) routes.push_back({{door}});
  Simulation simulation(ground, {}, routes, {options.step_s, options.motion});
  Random random(options.seed);
  for (const Vec place : places(ground, plan.outer, 1000, 0.45, random)) {
    Person person{place, options.temper.desired_mps.draw(random), options.temper.time_gap_s.draw(random)};
    for (std::uint32_t door = 1; door < doors; ++door)
      if (simulation.distance_m(place, door) < simulation.distance_m(place, person.route)) person.route = door;
    simulation.add(person);
  }
  return run_s(simulation, 900);
}

/// Middle 60 % of the crossings.
double flow_per_s(const std::vector<Crossing>& crossings) {
  const std::size_t first = crossings.size() / 5, last = crossings.size() - crossings.size() / 5;
  if (last < first + 2) return 0;
  return static_cast<double>(last - 1 - first) / (crossings[last - 1].at_s - crossings[first].at_s);
}

/// T15: 100 people through a corridor 3 m wide; seconds until the last has left, which is the slowest person's luck: mean of three.
double through_s(const RimeaOptions& options, const GroundPlan& plan) {
  constexpr std::uint64_t kTimes = 3;
  double sum_s = 0;
  for (std::uint64_t time = 0; time < kTimes; ++time) {
    Simulation simulation(Ground(plan), {}, {{{0}}}, {options.step_s, options.motion});
    Random random(options.seed + time);
    fill(simulation, options, box(0, 0, 12, 3), 100, 0, random);
    sum_s += run_s(simulation, 300);
  }
  return sum_s / static_cast<double>(kTimes);
}

}  // namespace

RimeaResult rimea_t9(const RimeaOptions& options) {
  const double four_s = room_empty_s(options, 4), two_s = room_empty_s(options, 2);
  char what[96];
  std::snprintf(what, sizeof what, "four doors %.0f s, two %.0f s, ratio %.2f", four_s, two_s, two_s / four_s);
  return {two_s / four_s >= 1.6 && two_s / four_s <= 2.4, what};
}

RimeaResult rimea_t10(const RimeaOptions& options) {
  constexpr int kSide = 6;  // twelve cabins, six to a side of the corridor
  constexpr double kCabin_m = 3, kDoor_m = 0.9, kLength_m = kSide * kCabin_m;
  GroundPlan plan;
  for (const double side : {-1.0, 1.0})  // the corridor: 0 <= y <= 2; cabins south of it, then north
    for (int k = 0; k < kSide; ++k) {
      const double west = (side < 0 ? k : kSide - 1 - k) * kCabin_m, middle = west + kCabin_m / 2;
      const double near = side < 0 ? 0 : 2, far = side < 0 ? -3 : 5;
      const double first = side < 0 ? middle - kDoor_m / 2 : middle + kDoor_m / 2, second = 2 * middle - first;
      const double left = side < 0 ? west + 0.1 : west + kCabin_m - 0.1, right = 2 * middle - left;
      const double thick = side < 0 ? near - 0.1 : near + 0.1;
      if (k == 0) plan.outer.push_back({side < 0 ? 0 : kLength_m, near});
      for (const Vec corner : {Vec{first, near}, Vec{first, thick}, Vec{left, thick}, Vec{left, far}, Vec{right, far},
                               Vec{right, thick}, Vec{second, thick}, Vec{second, near}})
        plan.outer.push_back(corner);
      if (k == kSide - 1) plan.outer.push_back({side < 0 ? kLength_m : 0, near});
    }
  plan.exits = {{{0, 0.5}, {0, 1.5}}, {{kLength_m, 0.5}, {kLength_m, 1.5}}};  // main, secondary
  Simulation simulation(Ground(plan), {}, {{{0}}, {{1}}}, {options.step_s, options.motion});
  Random random(options.seed);
  // Cabins 1 to 4 and 7 to 10 go to the main exit, the others to the secondary one; 23 people.
  std::vector<std::uint32_t> assigned;
  for (int cabin = 0; cabin < 2 * kSide; ++cabin) {
    const double west = cabin % kSide * kCabin_m, south = cabin < kSide ? -3 : 2.2;
    fill(simulation, options, box(west, south, west + kCabin_m, south + 2.8), cabin == 11 ? 1 : 2,
         cabin % kSide < 4 ? 0 : 1, random);
    while (assigned.size() < simulation.ever_added()) assigned.push_back(cabin % kSide < 4 ? 0 : 1);
  }
  run_s(simulation, 120);
  std::size_t right = 0;
  for (const std::uint32_t exit : {0u, 1u})
    for (const Crossing& crossing : simulation.left_by(exit)) right += assigned[crossing.person] == exit ? 1u : 0u;
  char what[64];
  std::snprintf(what, sizeof what, "%zu of %zu by the exit assigned", right, assigned.size());
  return {right == 23 && assigned.size() == 23, what};
}

RimeaResult rimea_t12(const RimeaOptions& options) {
  GroundPlan plan;  // two rooms of 10 m, 1 m of corridor 5 m long between them, a door of 1 m at the end
  plan.outer = {{0, 0},   {10, 0},  {10, 4.5}, {15, 4.5}, {15, 0},  {25, 0},
                {25, 10}, {15, 10}, {15, 5.5}, {10, 5.5}, {10, 10}, {0, 10}};
  plan.exits = {{{25, 4.5}, {25, 5.5}}};
  Simulation simulation(Ground(plan), {}, {{{0}}}, {options.step_s, options.motion});
  const std::size_t corridor = simulation.measure({{10, 5.5}, {10, 4.5}});
  Random random(options.seed);
  fill(simulation, options, box(0, 0, 10, 10), 150, 0, random);
  run_s(simulation, 400);
  const double bottleneck = flow_per_s(simulation.crossings(corridor)), last = flow_per_s(simulation.left_by(0));
  char what[96];
  std::snprintf(what, sizeof what, "bottleneck %.2f/s, last door %.2f/s, %zu of 150 left", bottleneck, last,
                simulation.left_by(0).size());
  return {simulation.left_by(0).size() == 150 && bottleneck >= last - 0.05, what};
}

RimeaResult rimea_t15(const RimeaOptions& options) {
  constexpr double kLeg_m = 18,
                   kWide_m = 3;  // the corner's inner edge is two legs long, its outer two legs and two widths
  const auto straight = [](double length_m) {
    GroundPlan plan;
    plan.outer = box(0, 0, length_m, kWide_m);
    plan.exits = {{{length_m, 0}, {length_m, kWide_m}}};
    return plan;
  };
  GroundPlan corner;
  corner.outer = {{0, 0},
                  {kLeg_m + kWide_m, 0},
                  {kLeg_m + kWide_m, kLeg_m + kWide_m},
                  {kLeg_m, kLeg_m + kWide_m},
                  {kLeg_m, kWide_m},
                  {0, kWide_m}};
  corner.exits = {{{kLeg_m, kLeg_m + kWide_m}, {kLeg_m + kWide_m, kLeg_m + kWide_m}}};
  const double short_s = through_s(options, straight(2 * kLeg_m)),
               long_s = through_s(options, straight(2 * (kLeg_m + kWide_m)));
  const double corner_s = through_s(options, corner);
  char what[96];
  std::snprintf(what, sizeof what, "inner length %.1f s, corner %.1f s, outer length %.1f s", short_s, corner_s,
                long_s);
  return {corner_s >= short_s && corner_s <= long_s, what};
}

const std::vector<RimeaCase>& rimea_cases() {
  static const std::vector<RimeaCase> cases{
      {"T1", "one person walks 40 m in 26 to 34 s", rimea_t1},
      {"T5", "ten people start at their reaction times", rimea_t5},
      {"T6", "nobody goes through a wall at a corner", rimea_t6},
      {"T7", "speeds lie within the ranges of ages", rimea_t7},
      {"T9", "with two doors of four a room takes 1.6 to 2.4 times as long", rimea_t9},
      {"T10", "people leave by the exit they were assigned", rimea_t10},
      {"T12", "a bottleneck, not the door behind it, sets the flow", rimea_t12},
      {"T15", "a corner takes between its inner and its outer length", rimea_t15}};
  return cases;
}

}  // namespace vigie::pedestrians
