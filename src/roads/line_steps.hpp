// SPDX-License-Identifier: Apache-2.0
// A line as short even steps, each with the direction in which the line runs there.
#pragma once

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "geo/position.hpp"

namespace vigie::roads {

struct LineStep {
  geo::Position place;  ///< its middle
  double
      heading_deg;  ///< clockwise from north; of the chord from 8 m before to 8 m after, so that a shaky hand does not matter
  double length_m;
};

/// Steps of at most `step_m`, all equally long; none where the line has no length. Threads: any.
std::vector<LineStep> line_steps(std::span<const geo::Position> line, double step_m);

inline double radians(double deg) { return deg * std::numbers::pi / 180; }

/// Between two headings, 0 to 180.
inline double turn_deg(double a_deg, double b_deg) { return std::abs(std::remainder(a_deg - b_deg, 360)); }

}  // namespace vigie::roads
