// SPDX-License-Identifier: Apache-2.0
// Ground: where people can walk: an outer ring, obstacles, thin barriers, and the exits cut into its edge.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "pedestrians/ring.hpp"

namespace vigie::pedestrians {

/// What the ground is made of, unchecked.
struct GroundPlan {
  Ring outer;
  std::vector<Ring> obstacles;
  std::vector<Segment> barriers;  ///< walls without thickness
  std::vector<Segment> exits;     ///< who crosses one is gone; one that lies on a wall opens it
};

/// Which part of a plan is wrong.
struct PlanFault {
  enum class Part { Outer, Obstacle, Barrier, Exit } part;
  std::size_t index;  ///< among the parts of its kind
  std::string what;   ///< what was seen and what was expected
};

/// Narrower than this nobody fits through, metres: a body's depth and a little (Fruin 1971: shoulders 0.58, depth 0.33).
inline constexpr double kNarrowestExit_m = 0.4;

/// Threads: const, any number of callers.
class Ground {
 public:
  /// None where the plan can be built: rings sound and apart, obstacles and barriers inside, exits wide enough and on the ground.
  static std::optional<PlanFault> fault_of(const GroundPlan& plan);

  /// From a sound plan. An unsound one is our fault.
  explicit Ground(GroundPlan plan);

  const GroundPlan& plan() const { return plan_; }
  /// Every wall, with the exits cut out.
  const std::vector<Segment>& walls() const { return walls_; }
  /// Inside the outer ring and in no obstacle.
  bool contains(Vec p) const;
  Vec low() const { return low_; }
  Vec high() const { return high_; }
  double area_m2() const;
  /// Metres to the nearest wall, looked for among all of them: slow.
  double clearance_m(Vec p) const;

 private:
  GroundPlan plan_;
  std::vector<Segment> walls_;
  Vec low_, high_;
};

}  // namespace vigie::pedestrians
