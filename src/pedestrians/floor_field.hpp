// SPDX-License-Identifier: Apache-2.0
// FloorField: from every point of a ground, how far a target is on foot and which way to walk.
#pragma once

#include <span>
#include <vector>

#include "pedestrians/raster.hpp"

namespace vigie::pedestrians {

/// Of all floor fields of a simulation together, at most: 12 bytes each.
inline constexpr double kMostFieldCells = 48e6;

/// Computed once for a target, which is a line to cross. Ways keep a little off the walls where there is room, and out of the forecourts of
/// `others`, ways out that are somebody else's: people may stand there.
/// Source: the eikonal equation by fast marching (Sethian, PNAS 1996), on the raster's cells.
/// Threads: const, any number of callers.
class FloorField {
 public:
  static constexpr float kNoWay = 1e30F;

  FloorField(const Ground& ground, const Raster& raster, const Segment& target, std::span<const Segment> others = {});

  /// Metres to walk, more where the way is narrow or leads across somebody else's forecourt; kNoWay where none leads there or `p` is off the ground.
  float distance_m(Vec p) const;

  /// The way to walk, length 1; {0, 0} where there is none.
  Vec direction(Vec p) const;

 private:
  struct Step {
    float x, y;
  };
  void march(const Ground& ground, const Segment& target, const std::vector<float>& longer);
  std::vector<float> forecourts(std::span<const Segment> others) const;
  void head_down();
  void head_straight(const Ground& ground, const Segment& target);
  void reach_into_walls();
  std::size_t cell_of(Vec p) const;

  std::size_t columns_, rows_;
  double cell_m_;
  Vec low_;
  const Raster* raster_;  // only while it is computed
  std::vector<float> distance_m_;
  std::vector<Step> step_;
};

}  // namespace vigie::pedestrians
