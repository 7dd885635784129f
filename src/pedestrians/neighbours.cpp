// SPDX-License-Identifier: Apache-2.0
// Counting sort into square cells; nine cells searched for each person.
#include "pedestrians/neighbours.hpp"

#include <algorithm>

namespace vigie::pedestrians {

Neighbours::Neighbours(const Ground& ground, Reach reach)
    : wall_(ground.walls()), reach_(reach), cell_m_(reach.people_m + reach.skin_m), low_(ground.low()) {
  const Vec size = ground.high() - ground.low();
  columns_ = static_cast<std::size_t>(size.x / cell_m_) + 1;
  rows_ = static_cast<std::size_t>(size.y / cell_m_) + 1;
  // A cell knows the walls that its people may see: half its diagonal and the people's reach away from its middle.
  const double far_m = cell_m_ * 0.7072 + cell_m_;
  cell_walls_begin_.push_back(0);
  for (std::size_t row = 0; row < rows_; ++row)
    for (std::size_t column = 0; column < columns_; ++column) {
      const Vec middle =
          low_ + Vec{(static_cast<double>(column) + 0.5) * cell_m_, (static_cast<double>(row) + 0.5) * cell_m_};
      for (std::size_t w = 0; w < wall_.size(); ++w)
        if (distance(wall_[w], middle) <= far_m) cell_walls_.push_back(static_cast<std::uint32_t>(w));
      cell_walls_begin_.push_back(static_cast<std::uint32_t>(cell_walls_.size()));
    }
}

std::size_t Neighbours::column_of(double x) const {
  const double cell = (x - low_.x) / cell_m_;
  return cell > 0 ? std::min(columns_ - 1, static_cast<std::size_t>(cell)) : 0;
}

std::size_t Neighbours::row_of(double y) const {
  const double cell = (y - low_.y) / cell_m_;
  return cell > 0 ? std::min(rows_ - 1, static_cast<std::size_t>(cell)) : 0;
}

void Neighbours::update(const People& people) {
  if (!stale_ && still_good(people)) return;
  sort_into_cells(people);
  list(people);
  stale_ = false;
}

bool Neighbours::still_good(const People& people) const {
  if (people.size() != listed_x_.size()) return false;
  const double far2 = reach_.skin_m * reach_.skin_m / 4;
  double worst = 0;
  for (std::size_t i = 0; i < listed_x_.size(); ++i) {
    const double dx = people.x[i] - listed_x_[i], dy = people.y[i] - listed_y_[i];
    worst = std::max(worst, dx * dx + dy * dy);
  }
  return worst < far2;
}

void Neighbours::sort_into_cells(const People& people) {
  listed_x_ = people.x;
  listed_y_ = people.y;
  cell_of_.resize(people.size());
  cell_begin_.assign(columns_ * rows_ + 1, 0);
  for (std::size_t i = 0; i < people.size(); ++i) {
    cell_of_[i] = static_cast<std::uint32_t>(row_of(people.y[i]) * columns_ + column_of(people.x[i]));
    ++cell_begin_[cell_of_[i] + 1];
  }
  for (std::size_t cell = 1; cell < cell_begin_.size(); ++cell) cell_begin_[cell] += cell_begin_[cell - 1];
  in_cell_.resize(people.size());
  std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
  for (std::size_t i = 0; i < people.size(); ++i) in_cell_[next[cell_of_[i]]++] = static_cast<std::uint32_t>(i);
}

void Neighbours::list(const People& people) {
  people_begin_.assign(1, 0);
  walls_begin_.assign(1, 0);
  people_.clear();
  walls_.clear();
  const double far2 = cell_m_ * cell_m_;
  std::vector<std::uint32_t> hiding;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Vec here = people.place(i);
    hiding.clear();
    for (std::uint32_t w = cell_walls_begin_[cell_of_[i]]; w < cell_walls_begin_[cell_of_[i] + 1]; ++w) {
      const double off = distance(wall_[cell_walls_[w]], here);
      if (off <= cell_m_) hiding.push_back(cell_walls_[w]);
      if (off <= reach_.walls_m + reach_.skin_m) walls_.push_back(cell_walls_[w]);
    }
    walls_begin_.push_back(static_cast<std::uint32_t>(walls_.size()));

    const std::size_t column = cell_of_[i] % columns_, row = cell_of_[i] / columns_;
    for (std::size_t r = row > 0 ? row - 1 : 0; r <= std::min(rows_ - 1, row + 1); ++r) {
      const std::size_t first = r * columns_ + (column > 0 ? column - 1 : 0),
                        last = r * columns_ + std::min(columns_ - 1, column + 1);
      for (std::uint32_t k = cell_begin_[first]; k < cell_begin_[last + 1]; ++k) {
        const std::uint32_t j = in_cell_[k];
        const double dx = people.x[j] - here.x, dy = people.y[j] - here.y;
        if (j == i || dx * dx + dy * dy > far2) continue;
        const bool hidden = std::ranges::any_of(
            hiding, [&](std::uint32_t w) { return crossing(wall_[w], here, people.place(j)) != 0; });
        if (!hidden) people_.push_back(j);
      }
    }
    people_begin_.push_back(static_cast<std::uint32_t>(people_.size()));
  }
}

}  // namespace vigie::pedestrians
