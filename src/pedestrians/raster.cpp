// SPDX-License-Identifier: Apache-2.0
// Scan lines for what is inside, a stamp along each wall for the clearance.
#include "pedestrians/raster.hpp"

#include <algorithm>

namespace vigie::pedestrians {
namespace {

constexpr double kMargin_m = 0.5;  // around the ground, so that every point of it has four cells around it

double extent_m2(const Ground& ground) {
  const Vec size = ground.high() - ground.low();
  return (size.x + 2 * kMargin_m) * (size.y + 2 * kMargin_m);
}

}  // namespace

double Raster::cells_needed(const Ground& ground, double cell_m) { return extent_m2(ground) / (cell_m * cell_m); }

Raster::Raster(const Ground& ground, double most_cells, double coarsest_m)
    : cell_m_(std::clamp(std::sqrt(extent_m2(ground) / most_cells), kFinest_m, coarsest_m)),
      low_(ground.low() - Vec{kMargin_m, kMargin_m}) {
  const Vec size = ground.high() - low_;
  columns_ = static_cast<std::size_t>((size.x + kMargin_m) / cell_m_) + 1;
  rows_ = static_cast<std::size_t>((size.y + kMargin_m) / cell_m_) + 1;
  open_.assign(columns_ * rows_, 0);
  clearance_m_.assign(columns_ * rows_, static_cast<float>(kFarFromWalls_m));
  fill_inside(ground);
  measure_clearance(ground);
}

void Raster::fill_inside(const Ground& ground) {
  std::vector<Segment> edges = sides(ground.plan().outer);
  for (const Ring& ring : ground.plan().obstacles)
    for (const Segment& side : sides(ring)) edges.push_back(side);
  std::vector<double> cuts;
  for (std::size_t row = 0; row < rows_; ++row) {
    const double y = centre(row * columns_).y;
    cuts.clear();
    for (const Segment& s : edges)
      if ((s.a.y > y) != (s.b.y > y)) cuts.push_back(s.a.x + (y - s.a.y) / (s.b.y - s.a.y) * (s.b.x - s.a.x));
    std::ranges::sort(cuts);
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2)
      for (std::size_t column = 0; column < columns_; ++column) {
        const double x = centre(column).x;
        if (x > cuts[i] && x < cuts[i + 1]) open_[row * columns_ + column] = 1;
      }
  }
}

void Raster::measure_clearance(const Ground& ground) {
  const auto index = [this](double offset_m, std::size_t count) {
    const double cell = offset_m / cell_m_;
    return cell <= 0 ? std::size_t{0} : std::min(count, static_cast<std::size_t>(cell));
  };
  for (const Segment& wall : ground.walls()) {
    const double left = std::min(wall.a.x, wall.b.x) - kFarFromWalls_m,
                 right = std::max(wall.a.x, wall.b.x) + kFarFromWalls_m;
    const double south = std::min(wall.a.y, wall.b.y) - kFarFromWalls_m,
                 north = std::max(wall.a.y, wall.b.y) + kFarFromWalls_m;
    for (std::size_t row = index(south - low_.y, rows_); row < index(north - low_.y + cell_m_, rows_); ++row)
      for (std::size_t column = index(left - low_.x, columns_); column < index(right - low_.x + cell_m_, columns_);
           ++column) {
        float& nearest = clearance_m_[row * columns_ + column];
        nearest = std::min(nearest, static_cast<float>(distance(wall, centre(row * columns_ + column))));
      }
  }
  // A cell whose half diagonal reaches a wall is closed: a chain of them is tight, thin walls included.
  for (std::size_t cell = 0; cell < size(); ++cell)
    if (clearance_m_[cell] < 0.708 * cell_m_) open_[cell] = 0;
}

}  // namespace vigie::pedestrians
