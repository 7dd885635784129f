// SPDX-License-Identifier: Apache-2.0
// A plan's faults; walls with the exits cut out.
#include "pedestrians/ground.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace vigie::pedestrians {
namespace {

constexpr double kOnWall_m = 0.02;  // an exit this near a wall, along its whole length, lies on it

bool finite(const Segment& s) {
  return std::isfinite(s.a.x) && std::isfinite(s.a.y) && std::isfinite(s.b.x) && std::isfinite(s.b.y);
}

std::string metres(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f m", value);
  return text;
}

bool meet(const Ring& one, const Ring& other) {
  for (const Segment& s : sides(one))
    for (const Segment& t : sides(other))
      if (touch(s, t)) return true;
  return false;
}

/// The parts of a wall that an exit leaves standing.
std::vector<Segment> without(const Segment& wall, const Segment& exit) {
  const Vec along = wall.b - wall.a;
  const double whole = length(along);
  const Vec direction = unit(along);
  const auto off = [&](Vec p) { return std::fabs(cross(direction, p - wall.a)); };
  if (off(exit.a) > kOnWall_m || off(exit.b) > kOnWall_m) return {wall};
  const double one = dot(exit.a - wall.a, direction), other = dot(exit.b - wall.a, direction);
  const double from = std::max(0.0, std::min(one, other)), to = std::min(whole, std::max(one, other));
  if (to - from <= kOnWall_m) return {wall};
  std::vector<Segment> out;
  if (from > 1e-9) out.push_back({wall.a, wall.a + direction * from});
  if (to < whole - 1e-9) out.push_back({wall.a + direction * to, wall.b});
  return out;
}

std::optional<PlanFault> obstacle_fault(const GroundPlan& plan) {
  using Part = PlanFault::Part;
  for (std::size_t i = 0; i < plan.obstacles.size(); ++i) {
    const Ring& ring = plan.obstacles[i];
    if (const auto fault = fault_of(ring))
      return PlanFault{Part::Obstacle, i, "corner " + std::to_string(fault->corner) + ": " + fault->what};
    for (const Vec corner : ring)
      if (!contains(plan.outer, corner))
        return PlanFault{Part::Obstacle, i, "a corner outside the ground, expected it inside"};
    if (meet(plan.outer, ring)) return PlanFault{Part::Obstacle, i, "it crosses the ground's edge, expected it inside"};
    for (std::size_t j = 0; j < i; ++j)
      if (meet(plan.obstacles[j], ring) || contains(plan.obstacles[j], ring[0]) || contains(ring, plan.obstacles[j][0]))
        return PlanFault{Part::Obstacle, i, "it lies over obstacle " + std::to_string(j) + ", expected them apart"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<PlanFault> Ground::fault_of(const GroundPlan& plan) {
  using Part = PlanFault::Part;
  if (const auto fault = pedestrians::fault_of(plan.outer))
    return PlanFault{Part::Outer, 0, "corner " + std::to_string(fault->corner) + ": " + fault->what};
  if (const auto fault = obstacle_fault(plan)) return fault;
  const auto near_ground = [&](Vec p) {
    if (pedestrians::contains(plan.outer, p)) return true;
    return std::ranges::any_of(sides(plan.outer), [&](const Segment& s) { return distance(s, p) <= kOnWall_m; });
  };
  const auto segment_fault = [&](const Segment& s) -> std::string {
    if (!finite(s)) return "a coordinate that is not a finite number";
    if (!near_ground(s.a) || !near_ground(s.b)) return "an end outside the ground, expected it inside or on the edge";
    return {};
  };
  for (std::size_t i = 0; i < plan.barriers.size(); ++i) {
    if (std::string what = segment_fault(plan.barriers[i]); !what.empty()) return PlanFault{Part::Barrier, i, what};
    if (plan.barriers[i].a == plan.barriers[i].b) return PlanFault{Part::Barrier, i, "no length"};
  }
  for (std::size_t i = 0; i < plan.exits.size(); ++i) {
    if (std::string what = segment_fault(plan.exits[i]); !what.empty()) return PlanFault{Part::Exit, i, what};
    const double width_m = length(plan.exits[i].b - plan.exits[i].a);
    if (!(width_m >= kNarrowestExit_m))
      return PlanFault{Part::Exit, i, "width " + metres(width_m) + ", expected at least " + metres(kNarrowestExit_m)};
  }
  return std::nullopt;
}

Ground::Ground(GroundPlan plan) : plan_(std::move(plan)) {
  VIGIE_CHECK(!fault_of(plan_));
  for (const Segment& side : sides(plan_.outer)) walls_.push_back(side);
  for (const Ring& ring : plan_.obstacles)
    for (const Segment& side : sides(ring)) walls_.push_back(side);
  walls_.insert(walls_.end(), plan_.barriers.begin(), plan_.barriers.end());
  for (const Segment& exit : plan_.exits) {
    std::vector<Segment> left;
    for (const Segment& wall : walls_)
      for (const Segment& piece : without(wall, exit)) left.push_back(piece);
    walls_ = std::move(left);
  }
  low_ = high_ = plan_.outer[0];
  for (const Vec corner : plan_.outer) {
    low_ = {std::min(low_.x, corner.x), std::min(low_.y, corner.y)};
    high_ = {std::max(high_.x, corner.x), std::max(high_.y, corner.y)};
  }
}

bool Ground::contains(Vec p) const {
  if (!pedestrians::contains(plan_.outer, p)) return false;
  return std::ranges::none_of(plan_.obstacles, [&](const Ring& ring) { return pedestrians::contains(ring, p); });
}

double Ground::area_m2() const {
  double area = pedestrians::area_m2(plan_.outer);
  for (const Ring& ring : plan_.obstacles) area -= pedestrians::area_m2(ring);
  return area;
}

double Ground::clearance_m(Vec p) const {
  double nearest = std::numeric_limits<double>::infinity();
  for (const Segment& wall : walls_) nearest = std::min(nearest, distance(wall, p));
  return nearest;
}

}  // namespace vigie::pedestrians
