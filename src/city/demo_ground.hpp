// SPDX-License-Identifier: Apache-2.0
// From the demo city's straight plan to the bent ground it stands on: bays, hills, an old town that grew.
#pragma once

#include <cstdint>

#include "city/demo_shape.hpp"
#include "geo/position.hpp"

namespace vigie::city::demo {

/// A smooth one-to-one map: its steepest bends stay below one, so that no street crosses itself.
/// Threads: const, any.
class Ground {
 public:
  explicit Ground(std::uint64_t seed);

  /// Where a point of the plan lies, metres east and north of the origin.
  Point bent(Point plan) const;

  geo::Position position(Point plan) const;

 private:
  double phase_[8];
};

}  // namespace vigie::city::demo
