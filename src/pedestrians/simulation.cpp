// SPDX-License-Identifier: Apache-2.0
// A step: who is near, where each would like to go, how each walks, who crossed what.
#include "pedestrians/simulation.hpp"

#include <algorithm>
#include <limits>

#include "pedestrians/voronoi.hpp"

namespace vigie::pedestrians {
namespace {

constexpr double kAtWaypoint_m = 0.3;  // so near a waypoint it counts as reached
constexpr double kWallsLooked_m = 0.7;
constexpr double kBeyond_s = 6;  // and no longer, should something stand in the way out there
constexpr double kSkin_m = 0.2;
constexpr double kHardWall_m = 0.02;  // no step ends nearer to a wall, unless it started there

bool is_same(const Segment& one, const Segment& other) { return one.a == other.a && one.b == other.b; }

/// To who wants to the target every other exit is a wall.
Ground with_exit(const Ground& ground, const Segment& target) {
  GroundPlan plan = ground.plan();
  std::erase_if(plan.exits, [&](const Segment& exit) { return !is_same(exit, target); });
  return Ground(std::move(plan));
}

}  // namespace

Simulation::Simulation(const Ground& ground, std::vector<Segment> waypoints, std::vector<Route> routes,
                       const Options& options)
    : ground_(ground),
      options_(options),
      targets_(ground.plan().exits),
      routes_(std::move(routes)),
      neighbours_(ground_, {options.motion.reach_m, kWallsLooked_m, kSkin_m}),
      motion_(options.motion),
      left_by_(ground.plan().exits.size()),
      barred_(ground.plan().exits.size(), false) {
  VIGIE_CHECK(options.step_s > 0);
  targets_.insert(targets_.end(), waypoints.begin(), waypoints.end());
  field_of_.assign(targets_.size(), 0);
  std::vector<bool> used(targets_.size());
  const Raster raster(ground_, options.most_cells, options.coarsest_m);
  for (const Route& route : routes_) {
    VIGIE_CHECK(!route.targets.empty());
    for (const std::uint32_t target : route.targets) {
      VIGIE_CHECK(target < targets_.size());
      if (used[target]) continue;
      used[target] = true;
      field_of_[target] = fields_.size();
      if (options.own_exit_only) {
        const Ground own = with_exit(ground_, targets_[target]);
        std::vector<Segment> others = ground_.plan().exits;
        std::erase_if(others, [&](const Segment& exit) { return is_same(exit, targets_[target]); });
        fields_.emplace_back(own, Raster(own, options.most_cells, options.coarsest_m), targets_[target], others);
      } else {
        fields_.emplace_back(ground_, raster, targets_[target]);
      }
    }
  }
}

std::uint32_t Simulation::add(const Person& person) {
  VIGIE_CHECK(person.route < routes_.size() && ground_.contains(person.place));
  people_.add(person, next_id_);
  neighbours_.forget();
  exit_of_.push_back(0);
  left_at_s_.push_back(0);
  return next_id_++;
}

std::size_t Simulation::measure(const Segment& line) {
  lines_.push_back({line, {}});
  return lines_.size() - 1;
}

float Simulation::distance_m(Vec p, std::uint32_t route) const {
  float whole_m = 0;
  for (const std::uint32_t target : routes_[route].targets) {
    const float leg_m = field(target).distance_m(p);
    if (leg_m >= FloorField::kNoWay) return FloorField::kNoWay;
    whole_m += leg_m;
    p = (targets_[target].a + targets_[target].b) * 0.5;
  }
  return whole_m;
}

void Simulation::step() {
  neighbours_.update(people_);
  wish_all();
  motion_.decide(people_, wish_, neighbours_, ground_.walls(), options_.step_s);
  person_steps_ += people_.size();
  ++steps_;
  move_all();
}

void Simulation::wish_all() {
  wish_.x.resize(people_.size());
  wish_.y.resize(people_.size());
  wish_.left_m.resize(people_.size());
  const double now = now_s();
  for (std::size_t i = 0; i < people_.size(); ++i) {
    if (people_.is_out(i)) {
      wish_.x[i] = people_.out_x[i];
      wish_.y[i] = people_.out_y[i];
      wish_.left_m[i] = -static_cast<float>(distance(targets_[exit_of_[people_.id[i]]], people_.place(i)));
      continue;
    }
    const FloorField& ground_field = field(routes_[people_.route[i]].targets[people_.leg[i]]);
    const Vec way = people_.start_s[i] <= now ? ground_field.direction(people_.place(i)) : Vec{};
    wish_.left_m[i] = ground_field.distance_m(people_.place(i));
    wish_.x[i] = static_cast<float>(way.x);
    wish_.y[i] = static_cast<float>(way.y);
  }
}

/// The model slows down before walls; this makes sure: a step that would cross one, or end on it, is not taken.
Vec Simulation::moved(std::size_t i) const {
  const Vec from = people_.place(i);
  const Vec to = from + people_.velocity(i) * options_.step_s;
  for (const std::uint32_t w : neighbours_.walls_near(i)) {
    const Segment& wall = ground_.walls()[w];
    if (crossing(wall, from, to) != 0) return from;
    const double off = distance(wall, to);
    if (off < kHardWall_m && off < distance(wall, from)) return from;
  }
  for (std::uint32_t exit = 0; exit < barred_.size(); ++exit)
    if (!may_leave(i, exit) && !people_.is_out(i) && crossing(targets_[exit], from, to) != 0) return from;
  return to;
}

bool Simulation::may_leave(std::size_t i, std::uint32_t exit) const {
  return !barred_[exit] && (!options_.own_exit_only || routes_[people_.route[i]].targets.back() == exit);
}

void Simulation::move_all() {
  for (std::size_t i = 0; i < people_.size(); ++i) {
    const Vec from = people_.place(i), to = moved(i);
    if (to == from) {
      people_.vx[i] = people_.vy[i] = 0;
      continue;
    }
    people_.x[i] = to.x;
    people_.y[i] = to.y;
    if (people_.is_out(i)) continue;
    note_lines(i, from, to);
    leave(i, from, to);
    if (!people_.is_out(i)) pass_waypoint(i, from, to);
  }
  const std::size_t before = people_.size();
  for (std::size_t i = before; i-- > 0;)
    if (is_gone(i)) people_.remove(i);
  if (people_.size() != before) neighbours_.forget();
}

void Simulation::note_lines(std::size_t i, Vec from, Vec to) {
  for (Line& line : lines_)
    if (const int side = crossing(line.where, from, to); side != 0)
      line.crossings.push_back({now_s(), people_.id[i], side});
}

void Simulation::leave(std::size_t i, Vec from, Vec to) {
  for (std::uint32_t exit = 0; exit < left_by_.size(); ++exit)
    if (const int side = crossing(targets_[exit], from, to); side != 0) {
      const std::uint32_t id = people_.id[i];
      left_by_[exit].push_back({now_s(), id, side});
      const Vec out = left_of(unit(targets_[exit].b - targets_[exit].a)) * side;
      people_.out_x[i] = static_cast<float>(out.x);
      people_.out_y[i] = static_cast<float>(out.y);
      exit_of_[id] = exit;
      left_at_s_[id] = now_s();
      ++left_;
      return;
    }
}

bool Simulation::is_gone(std::size_t i) const {
  if (!people_.is_out(i)) return false;
  const std::uint32_t id = people_.id[i];
  return distance(targets_[exit_of_[id]], people_.place(i)) > kBeyond_m || now_s() - left_at_s_[id] > kBeyond_s;
}

void Simulation::pass_waypoint(std::size_t i, Vec from, Vec to) {
  const std::vector<std::uint32_t>& legs = routes_[people_.route[i]].targets;
  if (people_.leg[i] + 1 >= legs.size()) return;
  const Segment& line = targets_[legs[people_.leg[i]]];
  if (crossing(line, from, to) != 0 || distance(line, to) < kAtWaypoint_m) ++people_.leg[i];
}

std::vector<float> Simulation::personal_densities_per_m2() {
  neighbours_.update(people_);
  return pedestrians::personal_densities_per_m2(people_, neighbours_, ground_.walls());
}

double Simulation::closest_m() const {
  double closest2 = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < people_.size(); ++i)
    for (std::size_t j = i + 1; j < people_.size(); ++j) {
      const Vec off = people_.place(i) - people_.place(j);
      if (std::fabs(off.x) < 1) closest2 = std::min(closest2, dot(off, off));
    }
  return std::sqrt(closest2);
}

}  // namespace vigie::pedestrians
