// SPDX-License-Identifier: Apache-2.0
// Kernel sums on a grid, and means that forget.
#include "pedestrians/pressure.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::pedestrians {
namespace {

constexpr double kKernel_m = 1;
constexpr double kReach_m = 3 * kKernel_m;  // beyond it the kernel is below 0.0002
constexpr double kEmpty_per_m2 = 0.1;
constexpr double kFaint = 1e-6;  // what is less counts as this: zeros have no logarithm

}  // namespace

PressureMap::PressureMap(const Ground& ground, const Options& options) : low_(ground.low()), options_(options) {
  VIGIE_CHECK(options.cell_m > 0 && options.memory_s > 0);
  const Vec size = ground.high() - ground.low();
  columns_ = static_cast<std::size_t>(std::ceil(size.x / options.cell_m));
  rows_ = static_cast<std::size_t>(std::ceil(size.y / options.cell_m));
  points_.resize(columns_ * rows_);
}

Vec PressureMap::middle(std::size_t cell) const {
  return low_ + Vec{(static_cast<double>(cell % columns_) + 0.5) * options_.cell_m,
                    (static_cast<double>(cell / columns_) + 0.5) * options_.cell_m};
}

void PressureMap::observe(const People& people, double step_s) {
  struct Sum {
    double density = 0, x = 0, y = 0;
  };
  std::vector<Sum> now(points_.size());
  const auto from = [&](double at, double low) {
    return static_cast<std::size_t>(std::max(0.0, std::floor((at - kReach_m - low) / options_.cell_m)));
  };
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people.is_out(i)) continue;
    const Vec p = people.place(i);
    for (std::size_t row = from(p.y, low_.y); row < rows_; ++row) {
      if (low_.y + static_cast<double>(row) * options_.cell_m > p.y + kReach_m) break;
      for (std::size_t column = from(p.x, low_.x); column < columns_; ++column) {
        if (low_.x + static_cast<double>(column) * options_.cell_m > p.x + kReach_m) break;
        const std::size_t cell = row * columns_ + column;
        const Vec off = middle(cell) - p;
        const double weight =
            std::exp(-dot(off, off) / (kKernel_m * kKernel_m)) / (std::numbers::pi * kKernel_m * kKernel_m);
        now[cell].density += weight;
        now[cell].x += weight * people.velocity(i).x;
        now[cell].y += weight * people.velocity(i).y;
      }
    }
  }
  const double fresh = 1 - std::exp(-step_s / options_.memory_s);
  for (std::size_t cell = 0; cell < points_.size(); ++cell) {
    Point& point = points_[cell];
    point.density += fresh * (now[cell].density - point.density);
    if (now[cell].density < kEmpty_per_m2) continue;  // nobody's velocity
    const double x = now[cell].x / now[cell].density, y = now[cell].y / now[cell].density;
    // Weighted so that the first moments count as much as later ones.
    point.weight += fresh * (1 - point.weight);
    const double part = fresh / point.weight;
    point.x += part * (x - point.x);
    point.y += part * (y - point.y);
    point.squares += part * (x * x + y * y - point.squares);
  }
}

std::vector<double> PressureMap::pressures_per_s2() const {
  std::vector<double> out;
  for (const Point& point : points_) {
    const double variance = point.squares - point.x * point.x - point.y * point.y;
    out.push_back(point.density < kEmpty_per_m2 ? 0 : point.density * std::max(0.0, variance));
  }
  return out;
}

double PressureMap::highest_per_s2() const {
  const std::vector<double> all = pressures_per_s2();
  return all.empty() ? 0 : *std::max_element(all.begin(), all.end());
}

std::optional<PlaceNormal::Unusual> PlaceNormal::hear(double value) {
  const double logarithm = std::log(std::max(value, kFaint));
  std::optional<Unusual> out;
  const double deviation = std::sqrt(std::max(variance_, 1e-4));
  if (seen_ >= least_) out = Unusual{std::exp(logarithm - mean_), (logarithm - mean_) / deviation};
  seen_ += 1;
  const double part = 1 / std::min(seen_, memory_);
  double off = logarithm - mean_;
  if (out) off = std::clamp(off, -3 * deviation, 3 * deviation);
  mean_ += part * off;
  variance_ += part * (off * off * (1 - part) - variance_);
  return out;
}

}  // namespace vigie::pedestrians
