// SPDX-License-Identifier: Apache-2.0
// What it costs to believe that a device is somewhere although its signs say otherwise: minus the logarithm of a likelihood.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "roads/line_steps.hpp"

namespace vigie::roads {

/// Below it the course over ground is noise.
inline constexpr double kMoving_mps = 3;

/// One sign in four hundred lies (a stale heading, a last street that was wrong): none alone can cost more than 6.
inline double bounded_cost(double cost) {
  constexpr double kLies = 1.0 / 400;
  return -std::log((1 - kLies) * std::exp(-cost) + kLies);
}

inline double gaussian_cost(double sigmas) { return sigmas * sigmas / 2; }

/// Course over ground comes from velocity, which a receiver knows to about 0.5 m/s; a street's drawn direction and a lane
/// change add their own. For a unit that moves.
inline double heading_cost(double course_deg, double speed_mps, double street_deg) {
  constexpr double kVelocity_mps = 0.5;
  constexpr double kStreet_deg = 15;
  const double noise_deg = std::atan(kVelocity_mps / speed_mps) * 180 / std::numbers::pi;
  return bounded_cost(gaussian_cost(turn_deg(course_deg, street_deg) / std::hypot(kStreet_deg, noise_deg)));
}

/// Faster than free streets allow: half as fast again is a sigma. Slower costs nothing, a street may be full.
inline double speed_cost(double speed_over_free) {
  constexpr double kTooFast = 0.5;
  return bounded_cost(gaussian_cost(std::max(0.0, speed_over_free - 1) / kTooFast));
}

}  // namespace vigie::roads
