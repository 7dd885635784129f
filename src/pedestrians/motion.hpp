// SPDX-License-Identifier: Apache-2.0
// How a person walks: which way past the others and the walls, and how fast behind whoever is in the way.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pedestrians/neighbours.hpp"
#include "pedestrians/people.hpp"

namespace vigie::pedestrians {

/// The anticipation velocity model (Xu, Chraibi, Seyfried, Transp. Res. C 133, 2021), an heir of the collision-free speed model
/// (Tordeux, Chraibi, Seyfried, Traffic and Granular Flow '15, 2016). Fitted values: docs/concepts/crowd-movement-place.md.
struct MotionParameters {
  double body_m = 0.44;          ///< l: centres so far apart touch, one behind the other
  double shoulder_m = 0.39;      ///< b: centres so far apart touch, side by side
  double reach_m = 2.0;          ///< who is farther is not looked at
  double avoid_strength = 3.76;  ///< how much a person ahead turns the way
  double avoid_range_m = 0.35;   ///< over what distance
  double anticipation_s = 0.25;  ///< how far ahead others' walks are thought on
  double turning_s = 0.12;       ///< relaxation of the direction faced
  double held_up = 0.1;          ///< below this share of the speed desired one looks for a way past
  double foresight_s = 0.76;     ///< there, others' walks are thought on for so long
  double oncoming = 0.5;         ///< people who pass each other turn their shoulders: so much smaller
  double look_s = 0.2;           ///< how often
  double yielding = 0.67;        ///< who has farther to go is so much smaller to who goes first: no arch stands
  double wall_m = 0.147;         ///< centres keep this far from walls
  double beside_wall = 0.92;     ///< there, shoulder_m is so much of itself
  double wall_slowing_s = 0.2;   ///< time in which the gap to a wall may be used up
};

/// What people want.
struct Wish {
  std::vector<float> x, y;    ///< where each would walk if alone: length 1, or {0, 0} for who stands
  std::vector<float> left_m;  ///< how far each has to go
};

/// Sets everybody's facing and velocity from what all see now (simultaneously: nobody sees another's new velocity).
/// Threads: one.
class Motion {
 public:
  struct Float2 {
    float x, y;
  };

  explicit Motion(const MotionParameters& parameters) : parameters_(parameters) {}

  void decide(People& people, const Wish& wish, const Neighbours& neighbours, const std::vector<Segment>& walls,
              double step_s);

 private:
  struct Glimpse {
    float x, y, vx, vy, wish_x, wish_y, left_m;
    std::uint32_t way;  // route and leg
  };
  struct Seen;  // one person's neighbours, gathered
  struct Kept;  // the walls that keep one person, gathered
  struct Person {
    double desired_mps, time_gap_s;
    float body_m, shoulder_m;
  };

  float shoulder_m(double nearest_wall_m) const;
  void take_glimpses(const People& people, const Wish& wish);
  Vec walk(const Person& person, Float2 heading, float ahead_s, const Kept& kept, const Seen& seen) const;
  std::optional<Float2> way_past(const Person& person, Float2 wish, double progress_mps, const Kept& kept,
                                 const Seen& seen) const;

  MotionParameters parameters_;
  std::vector<Glimpse> glimpses_;
  std::vector<float> next_vx_, next_vy_;
};

}  // namespace vigie::pedestrians
