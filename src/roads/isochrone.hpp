// SPDX-License-Identifier: Apache-2.0
// Isochrones: the ground that is reached within some minutes, as polygons for a map.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "roads/reach.hpp"

namespace vigie::roads {

/// Outer ring first, then its holes; rings are not repeated at their first corner, outer ones counter-clockwise.
using AreaWithHoles = std::vector<std::vector<geo::Position>>;

/// Streets that were reached in one way of moving: drivers, walkers.
struct ReachedStreets {
  const Metric* metric;
  std::vector<ReachedPiece> pieces;
};

struct Band {
  std::int64_t limit_ms;
  std::vector<AreaWithHoles> areas;
  double area_km2;
};

struct IsochroneOptions {
  double grid_m = 25;            ///< distance of the grid's points
  double beside_m = 60;          ///< ground farther than this from every street is not reached
  double simplify_steps = 0.25;  ///< a corner nearer than this many grid steps to its neighbours' line is left out
  double walking_mps = 1.4;      ///< from the street to the ground beside it
};

/// The earliest arrival on a regular grid: from the streets, then on foot. What isochrones are drawn from; for tests.
struct ArrivalGrid {
  geo::Position south_west;
  double step_m;
  std::int32_t rows;
  std::int32_t columns;
  std::vector<std::int64_t> ms;  ///< by row from the south; kNotReached
  static constexpr std::int64_t kNotReached = std::int64_t{1} << 60;
};
ArrivalGrid arrivals(const RoadGraph& graph, std::span<const ReachedStreets> streets, std::int64_t limit_ms,
                     const IsochroneOptions& options = {});

/// What any of the streets reaches counts. One band for each limit, in their order; the limits rise. Threads: any.
std::vector<Band> isochrones(const RoadGraph& graph, std::span<const ReachedStreets> streets,
                             std::span<const std::int64_t> limits_ms, const IsochroneOptions& options = {});

}  // namespace vigie::roads
