// SPDX-License-Identifier: Apache-2.0
// Lognormal: a duration that is rarely much shorter than its median, but now and then much longer.
#pragma once

namespace vigie {

/// exp(log(median) + log_sd z), z standard normal, in whatever unit the median has. A median of 0 is the certain 0.
struct Lognormal {
  double median;  ///< at least 0
  double log_sd;  ///< at least 0

  /// What nine in ten stay below.
  double p90() const;
  double mean() const;
  double variance() const;

  /// `p90` is not below `median`.
  static Lognormal with(double median, double p90);
  /// Coefficient of variation: standard deviation over mean.
  static Lognormal with_variation(double median, double variation);
};

/// Of two independent ones, as the lognormal that has the sum's mean and variance.
/// Source: Fenton, "The sum of log-normal probability distributions in scatter transmission systems", IRE Trans. 1960.
Lognormal sum(const Lognormal& a, const Lognormal& b);

}  // namespace vigie
