// SPDX-License-Identifier: Apache-2.0
// A simple polygon on the map: is a place inside, what box holds it.
#pragma once

#include <vector>

#include "geo/position.hpp"

namespace vigie::geo {

/// A rectangle of latitude and longitude; does not cross the antimeridian.
struct Box {
  double south;
  double west;
  double north;
  double east;

  bool contains(const Position& p) const {
    return p.lat() >= south && p.lat() <= north && p.lon() >= west && p.lon() <= east;
  }
};

/// A ring of at least three corners, in order, not repeated at the end.
struct Polygon {
  std::vector<Position> ring;
};

/// True inside; a place on the edge may be either. Even-odd rule, on the plane of degrees. Threads: any.
bool contains(const Polygon& polygon, const Position& place);

/// The smallest box around it.
Box bounds(const Polygon& polygon);

}  // namespace vigie::geo
