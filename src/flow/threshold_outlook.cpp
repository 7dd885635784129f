// SPDX-License-Identifier: Apache-2.0
// Counting members, and a line through the last minutes.
#include "flow/threshold_outlook.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::flow {
namespace {

/// Standard normal, from above.
double beyond(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

}  // namespace

void ThresholdOutlook::note(std::size_t member, std::size_t place, double density_per_m2, double at_s) {
  for (std::size_t t = 0; t < kDensityThresholds.size() && density_per_m2 > kDensityThresholds[t]; ++t)
    first_s_[slot(member, place, t)] = std::min(first_s_[slot(member, place, t)], at_s);
}

double ThresholdOutlook::probability(std::size_t place, std::size_t threshold, double by_s) const {
  const auto first = first_s_.begin() + static_cast<std::ptrdiff_t>(slot(0, place, threshold));
  const auto passed =
      std::count_if(first, first + static_cast<std::ptrdiff_t>(members_), [&](double at_s) { return at_s <= by_s; });
  return static_cast<double>(passed) / static_cast<double>(members_);
}

double ThresholdOutlook::when_s(std::size_t place, std::size_t threshold, double share) const {
  const auto first = first_s_.begin() + static_cast<std::ptrdiff_t>(slot(0, place, threshold));
  std::vector<double> times(first, first + static_cast<std::ptrdiff_t>(members_));
  std::sort(times.begin(), times.end());
  const double rank = std::ceil(share * static_cast<double>(members_));
  return times[static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(members_))) - 1];
}

TrendOutlook trend_outlook(std::span<const double> density, double every_s, double threshold, double horizon_s) {
  VIGIE_CHECK(!density.empty() && every_s > 0 && horizon_s >= 0);
  TrendOutlook out;
  out.now_per_m2 = density.back();
  if (density.back() > threshold) {
    out.probability = 1;
    out.likely_s = out.earliest_s = 0;
  }
  if (density.size() < 4 || out.probability == 1) return out;
  const double n = static_cast<double>(density.size());
  const double mean = std::accumulate(density.begin(), density.end(), 0.0) / n, middle_s = -every_s * (n - 1) / 2;
  const auto when_s = [&](std::size_t i) { return (static_cast<double>(i) - (n - 1)) * every_s; };
  double both = 0, own = 0, scatter = 0;
  for (std::size_t i = 0; i < density.size(); ++i) {
    both += (when_s(i) - middle_s) * (density[i] - mean);
    own += (when_s(i) - middle_s) * (when_s(i) - middle_s);
  }
  out.slope_per_m2_s = both / own;
  const auto line = [&](double at_s) { return mean + out.slope_per_m2_s * (at_s - middle_s); };
  for (std::size_t i = 0; i < density.size(); ++i) scatter += std::pow(density[i] - line(when_s(i)), 2);
  const double variance = std::max(scatter / (n - 2), 1e-8);
  out.now_per_m2 = line(0);
  for (double ahead_s = 0; ahead_s <= horizon_s + 1e-9; ahead_s += every_s) {
    const double off_s = ahead_s - middle_s, error = std::sqrt(variance * (1 + 1 / n + off_s * off_s / own));
    const double above = beyond((threshold - line(ahead_s)) / error);
    out.probability = std::max(out.probability, above);
    if (above >= 0.1) out.earliest_s = std::min(out.earliest_s, ahead_s);
    if (above >= 0.5) out.likely_s = std::min(out.likely_s, ahead_s);
  }
  return out;
}

}  // namespace vigie::flow
