// SPDX-License-Identifier: Apache-2.0
// Fast marching from the target, then the steepest way down.
#include "pedestrians/floor_field.hpp"

#include <algorithm>
#include <queue>
#include <utility>

namespace vigie::pedestrians {
namespace {

constexpr float kShoulder_m = 1.0F;    // nearer to a wall than this a way counts as longer
constexpr float kSlowest = 0.75F;      // how much, at the wall itself: 1 / 0.3 times as long
constexpr double kStraight_m = 1.5;    // so near the target people look at it, not at the field
constexpr double kSideOfDoor_m = 0.2;  // and aim at least this far off its ends
constexpr double kJustBeyond_m = 0.02;
constexpr double kBeyond_m = 0.4;   // and at a point beyond it
constexpr float kForecourt_m = 10;  // before a way out there may be a queue,
constexpr float kAcross = 2;        // and at its line the way across counts as longer by so much of itself
constexpr int kIntoWalls = 4;       // cells: how far directions are carried into closed cells

}  // namespace

FloorField::FloorField(const Ground& ground, const Raster& raster, const Segment& target,
                       std::span<const Segment> others)
    : columns_(raster.columns()), rows_(raster.rows()), cell_m_(raster.cell_m()), low_(raster.low()), raster_(&raster) {
  distance_m_.assign(raster.size(), kNoWay);
  step_.assign(raster.size(), {0, 0});
  march(ground, target, forecourts(others));
  head_down();
  head_straight(ground, target);
  reach_into_walls();
  raster_ = nullptr;
}

/// By cell, by how much of itself a step counts as longer; empty where there are none.
std::vector<float> FloorField::forecourts(std::span<const Segment> others) const {
  std::vector<float> longer(others.empty() ? 0 : distance_m_.size(), 0);
  const auto index = [&](double offset_m, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(offset_m / cell_m_, 0.0, static_cast<double>(count)));
  };
  for (const Segment& line : others) {
    const Vec low{std::min(line.a.x, line.b.x), std::min(line.a.y, line.b.y)};
    const Vec high{std::max(line.a.x, line.b.x), std::max(line.a.y, line.b.y)};
    for (std::size_t row = index(low.y - kForecourt_m - low_.y, rows_);
         row < index(high.y + kForecourt_m - low_.y, rows_); ++row)
      for (std::size_t column = index(low.x - kForecourt_m - low_.x, columns_);
           column < index(high.x + kForecourt_m - low_.x, columns_); ++column) {
        const std::size_t cell = row * columns_ + column;
        const auto off_m = static_cast<float>(distance(line, raster_->centre(cell)));
        longer[cell] = std::max(longer[cell], kAcross * (1 - off_m / kForecourt_m));
      }
  }
  return longer;
}

void FloorField::march(const Ground& ground, const Segment& target, const std::vector<float>& longer) {
  using Reached = std::pair<float, std::size_t>;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> front;
  const auto sees = [&](Vec p) {
    const Segment sight{p, nearest_on(target, p)};
    return std::ranges::none_of(ground.walls(),
                                [&](const Segment& wall) { return crossing(wall, sight.a, sight.b) != 0; });
  };
  const double seed_m = 1.5 * cell_m_;
  const Vec low{std::min(target.a.x, target.b.x) - seed_m - low_.x, std::min(target.a.y, target.b.y) - seed_m - low_.y};
  const Vec high{std::max(target.a.x, target.b.x) + seed_m - low_.x,
                 std::max(target.a.y, target.b.y) + seed_m - low_.y};
  const auto index = [&](double offset_m, std::size_t count) {
    return offset_m <= 0 ? std::size_t{0} : std::min(count - 1, static_cast<std::size_t>(offset_m / cell_m_));
  };
  for (std::size_t row = index(low.y, rows_); row <= index(high.y, rows_); ++row)
    for (std::size_t column = index(low.x, columns_); column <= index(high.x, columns_); ++column) {
      const std::size_t cell = row * columns_ + column;
      const double off = distance(target, raster_->centre(cell));
      if (!raster_->open(cell) || off > seed_m || !sees(raster_->centre(cell))) continue;
      distance_m_[cell] = static_cast<float>(off);
      front.emplace(distance_m_[cell], cell);
    }

  const auto step_m = [&](std::size_t cell) {
    const float share = std::min(1.0F, raster_->clearance_m(cell) / kShoulder_m);
    const float step = static_cast<float>(cell_m_) / (kSlowest + (1 - kSlowest) * share);
    return longer.empty() ? step : step * (1 + longer[cell]);
  };
  // The upwind solution of |grad T| = step at one cell from its smaller neighbours along x and y.
  const auto solve = [&](std::size_t cell) {
    const float a = std::min(distance_m_[cell - 1], distance_m_[cell + 1]);
    const float b = std::min(distance_m_[cell - columns_], distance_m_[cell + columns_]);
    const float h = step_m(cell), gap = std::fabs(a - b);
    if (gap >= h) return std::min(a, b) + h;
    return 0.5F * (a + b + std::sqrt(2 * h * h - gap * gap));
  };
  while (!front.empty()) {
    const auto [reached_m, cell] = front.top();
    front.pop();
    if (reached_m > distance_m_[cell]) continue;
    for (const std::size_t next : {cell - 1, cell + 1, cell - columns_, cell + columns_}) {
      if (!raster_->open(next)) continue;
      const float there = solve(next);
      if (there < distance_m_[next]) {
        distance_m_[next] = there;
        front.emplace(there, next);
      }
    }
  }
}

void FloorField::head_down() {
  for (std::size_t cell = columns_; cell + columns_ < distance_m_.size(); ++cell) {
    if (distance_m_[cell] == kNoWay) continue;
    const auto fall = [&](std::size_t before, std::size_t after) {
      const float one = distance_m_[before], other = distance_m_[after], here = distance_m_[cell];
      if (one < kNoWay && other < kNoWay) return (one - other) / 2;
      if (one < kNoWay) return one < here ? one - here : 0.0F;
      if (other < kNoWay) return other < here ? here - other : 0.0F;
      return 0.0F;
    };
    const float down_x = fall(cell - 1, cell + 1), down_y = fall(cell - columns_, cell + columns_);
    const float norm = std::sqrt(down_x * down_x + down_y * down_y);
    if (norm > 0) step_[cell] = {down_x / norm, down_y / norm};
  }
}

void FloorField::head_straight(const Ground& ground, const Segment& target) {
  const Vec along = unit(target.b - target.a);
  const double margin = std::min(kSideOfDoor_m, 0.45 * length(target.b - target.a));
  const Segment aim{target.a + along * margin, target.b - along * margin};
  for (std::size_t cell = 0; cell < distance_m_.size(); ++cell) {
    if (distance_m_[cell] > kStraight_m) continue;
    const Vec p = raster_->centre(cell);
    const Vec at = nearest_on(aim, p);
    const bool hidden = std::ranges::any_of(ground.walls(), [&](const Segment& wall) {
      return crossing(wall, p, at) != 0 || distance(wall, p + (at - p) * 0.5) < 0.1;
    });
    if (hidden) continue;
    const Vec across = cross(along, p - target.a) > 0 ? left_of(along) * -1 : left_of(along);
    // From beside the door at its near end; from before it straight through.
    const double aside = std::fabs(dot(along, p - at));
    const Vec way = unit(at + across * (aside < 1e-6 ? kBeyond_m : kJustBeyond_m) - p);
    step_[cell] = {static_cast<float>(way.x), static_cast<float>(way.y)};
  }
}

void FloorField::reach_into_walls() {
  std::vector<unsigned char> known(distance_m_.size());
  for (std::size_t cell = 0; cell < known.size(); ++cell) known[cell] = step_[cell].x != 0 || step_[cell].y != 0;
  for (int layer = 0; layer < kIntoWalls; ++layer) {
    std::vector<std::pair<std::size_t, Step>> found;
    for (std::size_t cell = columns_ + 1; cell + columns_ + 1 < known.size(); ++cell) {
      if (known[cell] != 0) continue;
      float x = 0, y = 0, best_m = kNoWay;
      for (const std::size_t next : {cell - 1, cell + 1, cell - columns_, cell + columns_})
        if (known[next] != 0 && distance_m_[next] < best_m) {
          x = step_[next].x, y = step_[next].y;
          best_m = distance_m_[next] + static_cast<float>(cell_m_);
        }
      if (best_m < kNoWay) {
        found.push_back({cell, {x, y}});
        if (distance_m_[cell] == kNoWay) distance_m_[cell] = best_m;
      }
    }
    for (const auto& [cell, step] : found) {
      step_[cell] = step;
      known[cell] = 1;
    }
  }
}

std::size_t FloorField::cell_of(Vec p) const {
  const double column = (p.x - low_.x) / cell_m_, row = (p.y - low_.y) / cell_m_;
  if (!(column >= 0 && row >= 0 && column < static_cast<double>(columns_) && row < static_cast<double>(rows_)))
    return distance_m_.size();
  return static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column);
}

float FloorField::distance_m(Vec p) const {
  const std::size_t nearest = cell_of(p);
  if (nearest >= distance_m_.size()) return kNoWay;
  const double u = (p.x - low_.x) / cell_m_ - 0.5, v = (p.y - low_.y) / cell_m_ - 0.5;
  if (!(u >= 0 && v >= 0 && u + 1 < static_cast<double>(columns_) && v + 1 < static_cast<double>(rows_)))
    return distance_m_[nearest];
  const std::size_t base = static_cast<std::size_t>(v) * columns_ + static_cast<std::size_t>(u);
  const float s = static_cast<float>(u - std::floor(u)), t = static_cast<float>(v - std::floor(v));
  const float sw = distance_m_[base], se = distance_m_[base + 1];
  const float nw = distance_m_[base + columns_], ne = distance_m_[base + columns_ + 1];
  if (std::max({sw, se, nw, ne}) >= kNoWay) return distance_m_[nearest];
  return (1 - t) * ((1 - s) * sw + s * se) + t * ((1 - s) * nw + s * ne);
}

Vec FloorField::direction(Vec p) const {
  const std::size_t nearest = cell_of(p);
  if (nearest >= step_.size()) return {};
  const double u = (p.x - low_.x) / cell_m_ - 0.5, v = (p.y - low_.y) / cell_m_ - 0.5;
  const double column = std::floor(u), row = std::floor(v);
  const Step own = step_[nearest];
  if (column < 0 || row < 0 || column + 1 >= static_cast<double>(columns_) || row + 1 >= static_cast<double>(rows_))
    return {own.x, own.y};
  const double s = u - column, t = v - row;
  const std::size_t base = static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column);
  const Step& sw = step_[base];
  const Step& se = step_[base + 1];
  const Step& nw = step_[base + columns_];
  const Step& ne = step_[base + columns_ + 1];
  const Vec way{(1 - t) * ((1 - s) * sw.x + s * se.x) + t * ((1 - s) * nw.x + s * ne.x),
                (1 - t) * ((1 - s) * sw.y + s * se.y) + t * ((1 - s) * nw.y + s * ne.y)};
  const double norm = length(way);
  if (norm > 0.2) return way * (1 / norm);
  return {own.x, own.y};  // where ways part the mean says nothing
}

}  // namespace vigie::pedestrians
