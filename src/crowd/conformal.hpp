// SPDX-License-Identifier: Apache-2.0
// How sure a forecast of regular counts is: intervals from what training missed, which follow what is missed since.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "crowd/horizon_model.hpp"

namespace vigie::crowd {

/// Shares of counts that lie inside.
inline constexpr std::array<double, 2> kIntervalLevels = {0.80, 0.95};

struct Interval {
  double low, high;  ///< people; 0 ≤ low ≤ high
  bool holds(double count) const { return low <= count && count <= high; }
};

/// One a level of kIntervalLevels; the wider holds the narrower.
using Intervals = std::array<Interval, kIntervalLevels.size()>;

struct ConformalOptions {
  double rate = 0.3;        ///< how fast widths follow the misses; 0: not at all
  double prior_cells = 30;  ///< a place's or slot's own spread counts as far as it has more cells than this
};

/// Forecast ± width · √(forecast + 5) · how spread the place and the time of day are. The widths start as quantiles of the
/// held-out errors of training; after each slot ln width += rate · (share missed − share that may be missed).
/// Source: Papadopoulos et al., "Inductive confidence machines for regression", ECML 2002; Gibbs, Candès, "Adaptive
/// conformal inference under distribution shift", NeurIPS 2021. Threads: one writer.
class ConformalIntervals {
 public:
  /// Range: at least one held-out cell; its targets < `targets`, its slots < `slots`.
  ConformalIntervals(std::span<const HeldOut> held_out, std::size_t targets, std::size_t slots,
                     const ConformalOptions& options = {});

  Intervals around(double forecast, std::size_t slot, std::size_t target) const;
  /// Told once a slot is over: what was forecast for it and what was counted, one a target; kNotCounted teaches nothing.
  void learn(std::span<const double> forecasts, std::span<const double> counts, std::size_t slot);

 private:
  double spread(double forecast, std::size_t slot, std::size_t target) const;

  ConformalOptions options_;
  std::vector<double> of_target_, of_slot_;
  std::array<double, kIntervalLevels.size()> widths_;  // ascending
};

}  // namespace vigie::crowd
