// SPDX-License-Identifier: Apache-2.0
// Square by square: directed pieces of contour, then joined end to end.
#include "roads/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace vigie::roads {
namespace {

double distance_to_line(const GridPoint& point, const GridPoint& a, const GridPoint& b) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  if (length == 0) return std::hypot(point.x - a.x, point.y - a.y);
  return std::abs((b.x - a.x) * (a.y - point.y) - (a.x - point.x) * (b.y - a.y)) / length;
}

/// A border of what is above every level lies around the grid: its rows and columns begin at -1.
class Squares {
 public:
  Squares(std::span<const double> values, std::int32_t rows, std::int32_t columns, double level)
      : values_(values), rows_(rows), columns_(columns), level_(level) {}

  std::vector<std::vector<GridPoint>> rings() {
    for (std::int32_t row = -1; row < rows_; ++row)
      for (std::int32_t column = -1; column < columns_; ++column) square(row, column);
    std::vector<Side> starts;
    for (const auto& [from, to] : next_) starts.push_back(from);
    std::sort(starts.begin(), starts.end());
    std::vector<std::vector<GridPoint>> all;
    for (const Side start : starts)
      if (next_.contains(start)) all.push_back(ring(start));
    return all;
  }

 private:
  using Side = std::int64_t;  ///< twice the number of its south-western point, and one more where it runs north

  double at(std::int32_t row, std::int32_t column) const {
    if (row < 0 || column < 0 || row >= rows_ || column >= columns_) return std::numeric_limits<double>::infinity();
    return values_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                   static_cast<std::size_t>(column)];
  }
  Side east_of(std::int32_t row, std::int32_t column) const {
    return 2 * ((std::int64_t{row} + 1) * (columns_ + 2) + column + 1);
  }
  Side north_of(std::int32_t row, std::int32_t column) const { return east_of(row, column) + 1; }

  GridPoint crossing(Side side) const {
    const std::int64_t point = side / 2;
    const auto row = static_cast<std::int32_t>(point / (columns_ + 2) - 1);
    const auto column = static_cast<std::int32_t>(point % (columns_ + 2) - 1);
    const bool north = side % 2 == 1;
    const double a = at(row, column);
    const double b = north ? at(row + 1, column) : at(row, column + 1);
    // Half way to what has no value; never on a point of the grid, where rings could touch.
    const double share = std::isfinite(a) && std::isfinite(b) ? std::clamp((level_ - a) / (b - a), 0.02, 0.98) : 0.5;
    return {column + (north ? 0 : share), row + (north ? share : 0)};
  }

  void square(std::int32_t row, std::int32_t column) {
    const std::array corners{at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)};
    unsigned below = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) below |= (corners[i] <= level_ ? 1U : 0U) << i;
    const Side south = east_of(row, column), north = east_of(row + 1, column);
    const Side west = north_of(row, column), east = north_of(row, column + 1);
    const double middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
    switch (below) {
      case 1: return join(south, west);
      case 2: return join(east, south);
      case 3: return join(east, west);
      case 4: return join(north, east);
      case 6: return join(north, south);
      case 7: return join(north, west);
      case 8: return join(west, north);
      case 9: return join(south, north);
      case 11: return join(east, north);
      case 12: return join(west, east);
      case 13: return join(south, east);
      case 14: return join(west, south);
      case 5: join(south, middle <= level_ ? east : west); return join(north, middle <= level_ ? west : east);
      case 10: join(west, middle <= level_ ? south : north); return join(east, middle <= level_ ? north : south);
      default: return;  // 0 and 15: no contour
    }
  }

  void join(Side from, Side to) { next_.emplace(from, to); }

  std::vector<GridPoint> ring(Side start) {
    std::vector<GridPoint> points;
    for (auto found = next_.find(start); found != next_.end();) {
      points.push_back(crossing(found->first));
      const Side to = found->second;
      next_.erase(found);
      found = next_.find(to);
    }
    return points;
  }

  std::span<const double> values_;
  const std::int32_t rows_;
  const std::int32_t columns_;
  const double level_;
  std::unordered_map<Side, Side> next_;
};

}  // namespace

std::vector<std::vector<GridPoint>> contours(std::span<const double> values, std::int32_t rows, std::int32_t columns,
                                             double level) {
  return Squares(values, rows, columns, level).rings();
}

std::vector<GridPoint> simplified(std::span<const GridPoint> ring, double tolerance) {
  if (ring.size() <= 4) return {ring.begin(), ring.end()};
  std::vector<bool> kept(ring.size() + 1, false);  // the first corner comes again at the end
  const auto corner = [&](std::size_t i) { return ring[i % ring.size()]; };
  // Four corners in any case, so that what is left is an area.
  std::vector<std::pair<std::size_t, std::size_t>> open;
  for (std::size_t quarter = 0; quarter < 4; ++quarter) {
    open.emplace_back(ring.size() * quarter / 4, ring.size() * (quarter + 1) / 4);
    kept[open.back().first] = true;
  }
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    std::size_t farthest = first;
    double most = tolerance;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double away = distance_to_line(corner(i), corner(first), corner(last));
      if (away > most) {
        most = away;
        farthest = i;
      }
    }
    if (farthest == first) continue;
    kept[farthest] = true;
    open.emplace_back(first, farthest);
    open.emplace_back(farthest, last);
  }
  std::vector<GridPoint> out;
  for (std::size_t i = 0; i < ring.size(); ++i)
    if (kept[i]) out.push_back(ring[i]);
  return out;
}

double doubled_area(std::span<const GridPoint> ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GridPoint& a = ring[i];
    const GridPoint& b = ring[(i + 1) % ring.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

bool inside(std::span<const GridPoint> ring, const GridPoint& point) {
  bool in = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GridPoint& a = ring[i];
    const GridPoint& b = ring[(i + 1) % ring.size()];
    if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

}  // namespace vigie::roads
