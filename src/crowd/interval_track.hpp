// SPDX-License-Identifier: Apache-2.0
// IntervalTrack: the ends of 80 % and 95 % intervals as quantiles of departures, which follow what they miss.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace vigie::crowd {

/// Ends of the 95 % and the 80 % interval.
inline constexpr std::array<double, 4> kTrackLevels = {0.025, 0.10, 0.90, 0.975};

/// Departures (counted − forecast) in units of what is usual for them. After each: q += rate · width · (level − [departure < q]).
/// Source: Gibbs, Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021; in the quantile-tracking form
/// of Angelopoulos, Candès, Tibshirani, "Conformal PID control for time series prediction", NeurIPS 2023.
struct IntervalTrack {
  std::array<double, 4> ends = {-1.96, -1.28, 1.28, 1.96};
  double width = 2.56;  ///< of the 80 % interval at the start: the size of a step

  /// Quantiles of departures, as a conformal interval takes them: the ⌈(n + 1) · level⌉-th. Sorts. Fewer than 40: those of a
  /// normal with the same mean square.
  static IntervalTrack of(std::vector<double>& departures);

  void learn(double departure, double rate) {
    for (std::size_t i = 0; i < ends.size(); ++i)
      ends[i] += rate * width * (kTrackLevels[i] - (departure < ends[i] ? 1.0 : 0.0));
    std::sort(ends.begin(), ends.end());
  }
  IntervalTrack scaled(double by) const;
};

}  // namespace vigie::crowd
