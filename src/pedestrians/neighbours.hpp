// SPDX-License-Identifier: Apache-2.0
// Neighbours: who is near whom, and which walls are near, listed once and good for several steps.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pedestrians/ground.hpp"
#include "pedestrians/people.hpp"

namespace vigie::pedestrians {

/// Verlet lists (Verlet, Phys. Rev. 159, 1967) over a uniform grid: everybody within `reach_m + skin_m`, hence still everybody
/// within `reach_m` until somebody has moved half the skin. People behind a wall are not listed.
/// Threads: one.
class Neighbours {
 public:
  struct Reach {
    double people_m;  ///< how far people are looked for
    double walls_m;   ///< how far walls are looked for
    double skin_m;    ///< how much further the lists reach
  };

  Neighbours(const Ground& ground, Reach reach);

  /// Lists anew where somebody joined, left or moved too far since the last time.
  void update(const People& people);
  /// The next update lists anew: somebody joined, left or changed place in the arrays.
  void forget() { stale_ = true; }

  std::span<const std::uint32_t> people_near(std::size_t i) const {
    return std::span(people_).subspan(people_begin_[i], people_begin_[i + 1] - people_begin_[i]);
  }
  /// Indices into the ground's walls.
  std::span<const std::uint32_t> walls_near(std::size_t i) const {
    return std::span(walls_).subspan(walls_begin_[i], walls_begin_[i + 1] - walls_begin_[i]);
  }

 private:
  bool still_good(const People& people) const;
  void sort_into_cells(const People& people);
  void list(const People& people);
  std::size_t column_of(double x) const;
  std::size_t row_of(double y) const;

  std::vector<Segment> wall_;
  Reach reach_;
  double cell_m_;
  Vec low_;
  std::size_t columns_, rows_;
  std::vector<std::uint32_t> cell_walls_begin_, cell_walls_;  // walls within reach of each cell
  std::vector<std::uint32_t> cell_begin_, in_cell_;           // people of each cell
  std::vector<std::uint32_t> cell_of_;
  std::vector<double> listed_x_, listed_y_;
  std::vector<std::uint32_t> people_begin_, people_, walls_begin_, walls_;
  bool stale_ = true;
};

}  // namespace vigie::pedestrians
