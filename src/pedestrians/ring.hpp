// SPDX-License-Identifier: Apache-2.0
// Rings of corners in metres: what is wrong with one, is a point inside, how large is it, what is left of it beyond a line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "pedestrians/vec.hpp"

namespace vigie::pedestrians {

/// At least three corners in order, not repeated at the end.
using Ring = std::vector<Vec>;

/// What is wrong with a ring, and at which corner.
struct RingFault {
  std::size_t corner;
  std::string what;
};

/// None where the ring has 3 corners or more, finite, no two neighbours equal, an area, and no two sides that meet.
std::optional<RingFault> fault_of(const Ring& ring);

/// Even-odd rule; a point on the edge may be either.
bool contains(const Ring& ring, Vec p);

double area_m2(const Ring& ring);

/// What remains of a convex ring where dot(normal, p) <= limit. May be empty.
Ring cut(const Ring& convex, Vec normal, double limit);

/// The sides, from each corner to the next, the last to the first.
std::vector<Segment> sides(const Ring& ring);

}  // namespace vigie::pedestrians
