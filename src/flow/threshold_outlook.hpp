// SPDX-License-Identifier: Apache-2.0
// ThresholdOutlook: how likely a place becomes too dense, and when: from an ensemble run ahead, or from the last minutes alone.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "flow/risk.hpp"

namespace vigie::flow {

/// When each member of an ensemble first passed each threshold at each place. Threads: one.
class ThresholdOutlook {
 public:
  ThresholdOutlook(std::size_t members, std::size_t places)
      : members_(members), first_s_(members * places * kDensityThresholds.size(), kUnlimited) {}

  /// Tell it every member's densities as they run ahead, in the order of time.
  void note(std::size_t member, std::size_t place, double density_per_m2, double at_s);

  /// Share of the members that passed the threshold (an index of kDensityThresholds) by then.
  double probability(std::size_t place, std::size_t threshold, double by_s) const;
  /// The moment by which so large a share of the members has passed it; kUnlimited where fewer ever did.
  double when_s(std::size_t place, std::size_t threshold, double share) const;

 private:
  std::size_t slot(std::size_t member, std::size_t place, std::size_t threshold) const {
    return (place * kDensityThresholds.size() + threshold) * members_ + member;
  }

  std::size_t members_;
  std::vector<double> first_s_;
};

/// What the last minutes alone say, without a model.
struct TrendOutlook {
  double now_per_m2 = 0, slope_per_m2_s = 0;
  double probability = 0;        ///< to be above the threshold at some moment up to the horizon
  double likely_s = kUnlimited;  ///< seconds from now until it is as likely as not; kUnlimited: not before the horizon
  double earliest_s = kUnlimited;  ///< until it is one in ten
};

/// A straight line through the series (least squares, its own scatter, the variance of a prediction taken as normal) carried on. Good for some
/// minutes; it knows nothing of what is about to arrive. `density` evenly in time, the last is now; fewer than four say nothing but
/// whether it is above already.
TrendOutlook trend_outlook(std::span<const double> density_per_m2, double every_s, double threshold_per_m2,
                           double horizon_s);

}  // namespace vigie::flow
