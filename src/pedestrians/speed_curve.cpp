// SPDX-License-Identifier: Apache-2.0
// Means by class of density, and straight lines between them.
#include "pedestrians/speed_curve.hpp"

#include <cmath>
#include <map>

#include "core/check.hpp"

namespace vigie::pedestrians {
namespace {

constexpr double kClass_per_m2 = 0.25;
constexpr std::size_t kFewest = 3;

}  // namespace

double weidmann_mps(double density_per_m2) {
  if (!(density_per_m2 > 0)) return 1.34;
  if (density_per_m2 >= 5.4) return 0;
  return 1.34 * (1 - std::exp(-1.913 * (1 / density_per_m2 - 1 / 5.4)));
}

std::vector<DensityClass> density_classes(std::span<const SpeedAtDensity> samples) {
  std::map<int, DensityClass> sums;
  for (const SpeedAtDensity& s : samples) {
    DensityClass& sum = sums[static_cast<int>(s.density_per_m2 / kClass_per_m2)];
    sum.density_per_m2 += s.density_per_m2;
    sum.speed_mps += s.speed_mps;
    ++sum.samples;
  }
  std::vector<DensityClass> out;
  for (const auto& [number, sum] : sums) {
    if (sum.samples < kFewest) continue;
    const double count = static_cast<double>(sum.samples);
    out.push_back({sum.density_per_m2 / count, sum.speed_mps / count, sum.samples});
  }
  return out;
}

double SpeedCurve::at(double density_per_m2) const {
  VIGIE_CHECK(!classes_.empty());
  if (density_per_m2 <= classes_.front().density_per_m2) return classes_.front().speed_mps;
  for (std::size_t i = 1; i < classes_.size(); ++i) {
    const DensityClass &low = classes_[i - 1], &high = classes_[i];
    if (density_per_m2 > high.density_per_m2) continue;
    const double share = (density_per_m2 - low.density_per_m2) / (high.density_per_m2 - low.density_per_m2);
    return low.speed_mps + share * (high.speed_mps - low.speed_mps);
  }
  return classes_.back().speed_mps;
}

}  // namespace vigie::pedestrians
