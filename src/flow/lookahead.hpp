// SPDX-License-Identifier: Apache-2.0
// look_ahead: what a corrected ensemble expects of every street and square some minutes from now.
#pragma once

#include <span>
#include <vector>

#include "flow/assimilation.hpp"
#include "flow/threshold_outlook.hpp"

namespace vigie::flow {

/// Places are sections, then squares.
struct Outlook {
  std::vector<double> at_s;                    ///< the horizons, seconds of simulation time
  std::vector<std::vector<Estimate>> density;  ///< people/m² of the whole place, by horizon and place
  ThresholdOutlook thresholds;                 ///< of the same density, step by step up to the last horizon
  /// By member: when 99 % of all who ever set out, or still will, had left streets and squares; kUnlimited: not up to the last horizon.
  std::vector<double> cleared_s;
};

/// Runs a copy of every member on. `horizons_s`: seconds from now, rising, at least one.
/// Same filter and horizons: same result. Threads: const, any number of callers.
Outlook look_ahead(const Assimilation& filter, std::span<const double> horizons_s);

}  // namespace vigie::flow
