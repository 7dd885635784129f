// SPDX-License-Identifier: Apache-2.0
// Sums of sines: long waves for the bay, shorter ones on the hills and in the old town.
#include "city/demo_ground.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "city/demo_random.hpp"

namespace vigie::city::demo {
namespace {

// In the open sea off Provence.
constexpr double kLat = 43.14;
constexpr double kLon = 4.70;

double wave(double metres, double wavelength, double phase) {
  return std::sin(2 * std::numbers::pi * metres / wavelength + phase);
}

/// 0 below `from`, 1 above `to`, smooth between.
double rise(double value, double from, double to) {
  const double t = std::clamp((value - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

}  // namespace

Ground::Ground(std::uint64_t seed) {
  Dice dice(seed ^ 0x6F1D);
  for (double& phase : phase_) phase = dice.between(-0.6, 0.6);
}

Point Ground::bent(Point p) const {
  Point q = p;
  q.x += 430 * wave(p.y, 7600, 0.6 + phase_[0]) + 130 * wave(p.x + 0.7 * p.y, 4300, phase_[1]);
  q.y += 620 * wave(p.x, 10400, 1.1 + phase_[2]) + 170 * wave(p.x - 0.6 * p.y, 4700, 2.0 + phase_[3]);
  const double hills = rise(p.y, 2900, 4300) + 0.8 * rise(p.x, 4900, 6000) * rise(p.y, 150, 900);
  const double h = 62 * std::min(hills, 1.0);
  q.x += h * wave(p.y + 0.35 * p.x, 830, phase_[4]) + 0.35 * h * wave(p.y - 0.5 * p.x, 410, phase_[6]);
  q.y += h * wave(p.x - 0.4 * p.y, 910, phase_[5]) + 0.35 * h * wave(p.x + 0.6 * p.y, 450, phase_[7]);
  const double old = 9 * (1 - rise(distance(p, {-820, 800}), 700, 1300)) * rise(p.y, 0, 120);
  q.x += old * wave(p.y + 0.3 * p.x, 210, phase_[5]);
  q.y += old * wave(p.x - 0.2 * p.y, 190, phase_[4]);
  return q;
}

geo::Position Ground::position(Point plan) const {
  const Point q = bent(plan);
  static const geo::Position origin = geo::Position::checked({kLat}, {kLon}).value();
  return geo::offset(origin, q.x, q.y);
}

}  // namespace vigie::city::demo
