// SPDX-License-Identifier: Apache-2.0
// Strip: the ground of a street, a line on the map made as wide as the street is.
#pragma once

#include <vector>

#include "pedestrians/ring.hpp"

namespace vigie::movement {

struct Strip {
  pedestrians::Ring ring;
  pedestrians::Segment from, to;  ///< its two ends
};

/// Bends of less than a quarter of the width are straightened; corners are mitred. Where the line turns back on itself within its
/// width the ring crosses itself. Two different points at least.
Strip strip(const std::vector<pedestrians::Vec>& line, double width_m);

}  // namespace vigie::movement
