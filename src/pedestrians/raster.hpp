// SPDX-License-Identifier: Apache-2.0
// Raster: a ground as square cells: which are inside, and how far each is from the nearest wall.
#pragma once

#include <cstddef>
#include <vector>

#include "pedestrians/ground.hpp"

namespace vigie::pedestrians {

/// Beyond this a wall's distance is not looked for, metres.
inline constexpr double kFarFromWalls_m = 1.0;

/// Threads: const, any number of callers.
class Raster {
 public:
  static constexpr double kFinest_m = 0.1, kCoarsest_m = 0.25;
  static constexpr double kMostCells = 4e6;

  /// Cells of 0.1 m; larger on large grounds, so that there are at most `most_cells`, but never above `coarsest_m`.
  explicit Raster(const Ground& ground, double most_cells = kMostCells, double coarsest_m = kCoarsest_m);

  /// How many cells of that size a ground would have.
  static double cells_needed(const Ground& ground, double cell_m = kCoarsest_m);

  double cell_m() const { return cell_m_; }
  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::size_t size() const { return columns_ * rows_; }
  Vec centre(std::size_t cell) const {
    return {low_.x + (static_cast<double>(cell % columns_) + 0.5) * cell_m_,
            low_.y + (static_cast<double>(cell / columns_) + 0.5) * cell_m_};
  }
  Vec low() const { return low_; }
  /// Inside the ground and not cut by a wall.
  bool open(std::size_t cell) const { return open_[cell] != 0; }
  /// At most kFarFromWalls_m.
  float clearance_m(std::size_t cell) const { return clearance_m_[cell]; }

 private:
  void fill_inside(const Ground& ground);
  void measure_clearance(const Ground& ground);

  double cell_m_;
  Vec low_;
  std::size_t columns_, rows_;
  std::vector<unsigned char> open_;
  std::vector<float> clearance_m_;
};

}  // namespace vigie::pedestrians
