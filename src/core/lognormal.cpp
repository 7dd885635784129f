// SPDX-License-Identifier: Apache-2.0
// Moments and quantiles of the lognormal distribution.
#include "core/lognormal.hpp"

#include <cmath>

#include "core/check.hpp"

namespace vigie {
namespace {

constexpr double kNormalP90 = 1.2815515655446004;

}  // namespace

double Lognormal::p90() const { return median * std::exp(kNormalP90 * log_sd); }
double Lognormal::mean() const { return median * std::exp(log_sd * log_sd / 2); }
double Lognormal::variance() const { return mean() * mean() * std::expm1(log_sd * log_sd); }

Lognormal Lognormal::with(double median, double p90) {
  VIGIE_CHECK(median >= 0 && p90 >= median);
  return {median, median > 0 ? std::log(p90 / median) / kNormalP90 : 0};
}

Lognormal Lognormal::with_variation(double median, double variation) {
  VIGIE_CHECK(median >= 0 && variation >= 0);
  return {median, std::sqrt(std::log1p(variation * variation))};
}

Lognormal sum(const Lognormal& a, const Lognormal& b) {
  const double mean = a.mean() + b.mean(), variance = a.variance() + b.variance();
  if (!(mean > 0)) return {0, 0};
  const double log_variance = std::log1p(variance / (mean * mean));
  return {mean / std::exp(log_variance / 2), std::sqrt(log_variance)};
}

}  // namespace vigie
