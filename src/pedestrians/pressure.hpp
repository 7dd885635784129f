// SPDX-License-Identifier: Apache-2.0
// Pressure: where a crowd's density and the turbulence of its motion come together, and how unusual that is for the place.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pedestrians/ground.hpp"
#include "pedestrians/people.hpp"

namespace vigie::pedestrians {

/// 1/s²: before the crush of Mina in 2006 turbulence set in at about this, measured by video with the kernel below (Helbing, Johansson,
/// Al-Abideen, Physical Review E 75, 046109, 2007). One place, one crowd, one camera: elsewhere compare with PlaceNormal.
inline constexpr double kTurbulent_per_s2 = 0.02;

/// Density times the variance of velocity, point by point: P = ρ Var(V), ρ = Σ f, V = Σ f v / Σ f, f = exp(-d²/R²) / (π R²) of the
/// distance d to each person, R = 1 m; the variance is that of V over time (Helbing and others 2007, equations 1 to 4). Time is
/// forgotten exponentially. Threads: one.
class PressureMap {
 public:
  struct Options {
    double cell_m = 1;
    double memory_s = 20;  ///< time constant of the means
  };

  PressureMap(const Ground& ground, const Options& options);

  /// Call it at even times, twice a second or so.
  void observe(const People& people, double step_s);

  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  Vec middle(std::size_t cell) const;
  /// 1/s², by cell, rows from the south; 0 until a second moment was seen, or where hardly anybody is (below 0.1 people/m²).
  std::vector<double> pressures_per_s2() const;
  double highest_per_s2() const;

 private:
  struct Point {
    double density = 0, x = 0, y = 0, squares = 0;  // means over time
    double weight = 0;                              // of what was seen, 0 to 1
  };

  Vec low_;
  std::size_t columns_, rows_;
  Options options_;
  std::vector<Point> points_;
};

/// What is usual at a place: mean and spread of a positive figure's logarithm, forgotten over days. Threads: one.
class PlaceNormal {
 public:
  struct Unusual {
    double times;       ///< of what is usual
    double deviations;  ///< standard deviations above it, of logarithms
  };

  /// `memory` and `least` in readings: time constant, and how many are needed before anything is usual.
  explicit PlaceNormal(double memory = 7 * 24 * 60, double least = 60) : memory_(memory), least_(least) {}

  /// How unusual it is, before it is learnt; nothing while too little was seen. What is more than three deviations off teaches as if it
  /// were three: a danger must not become the normal.
  std::optional<Unusual> hear(double value);

 private:
  double memory_, least_, seen_ = 0, mean_ = 0, variance_ = 0;
};

}  // namespace vigie::pedestrians
