// SPDX-License-Identifier: Apache-2.0
// SpeedCurve: mean speed at a density, from samples; and how far two sets of samples are apart at equal density.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "pedestrians/recording.hpp"

namespace vigie::pedestrians {

/// Weidmann, "Transporttechnik der Fussgänger", 1993: v = 1.34 (1 - exp(-1.913 (1/rho - 1/5.4))), m/s; 0 from 5.4 people/m².
double weidmann_mps(double density_per_m2);

/// The samples of one class of densities.
struct DensityClass {
  double density_per_m2 = 0;  ///< mean
  double speed_mps = 0;       ///< mean
  std::size_t samples = 0;
};

/// Classes 0.25 people/m² wide, those with at least three samples.
std::vector<DensityClass> density_classes(std::span<const SpeedAtDensity> samples);

/// Threads: const, any number of callers.
class SpeedCurve {
 public:
  explicit SpeedCurve(std::span<const SpeedAtDensity> samples) : classes_(density_classes(samples)) {}

  bool empty() const { return classes_.empty(); }
  /// Straight between the means of the classes, level beyond the first and the last. Not for an empty curve.
  double at(double density_per_m2) const;

 private:
  std::vector<DensityClass> classes_;
};

/// What stands between a model's speeds and those seen, at equal density, m/s.
struct SpeedError {
  double classes_mps = 0;  ///< root mean square over the classes of density, each counting once
  double moments_mps = 0;  ///< over the single moments: contains the scatter of a few people about their mean
  double scatter_mps = 0;  ///< that scatter: of the moments about the mean of their class
};

template <class Model>  // double(double density_per_m2)
SpeedError speed_error(std::span<const SpeedAtDensity> seen, const Model& model) {
  const std::vector<DensityClass> classes = density_classes(seen);
  SpeedError error;
  if (classes.empty()) return error;
  const auto square = [](double x) { return x * x; };
  for (const DensityClass& c : classes) error.classes_mps += square(c.speed_mps - model(c.density_per_m2));
  const SpeedCurve own(seen);
  for (const SpeedAtDensity& s : seen) {
    error.moments_mps += square(s.speed_mps - model(s.density_per_m2));
    error.scatter_mps += square(s.speed_mps - own.at(s.density_per_m2));
  }
  error.classes_mps = std::sqrt(error.classes_mps / static_cast<double>(classes.size()));
  error.moments_mps = std::sqrt(error.moments_mps / static_cast<double>(seen.size()));
  error.scatter_mps = std::sqrt(error.scatter_mps / static_cast<double>(seen.size()));
  return error;
}

}  // namespace vigie::pedestrians
