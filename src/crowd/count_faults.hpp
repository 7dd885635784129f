// SPDX-License-Identifier: Apache-2.0
// Hours in which a counter did not count: gaps, stuck values, zeros where people always walk, hours the clock skipped.
#pragma once

#include <cstdint>
#include <vector>

#include "crowd/hour_grid.hpp"

namespace vigie::crowd {

enum class CountFault : std::uint8_t {
  None,
  Gap,     ///< no value: not delivered, or an hour that daylight saving skips
  Stuck,   ///< the same count for the third hour or longer
  Silent,  ///< zero for the second hour or longer, where the four weeks before had many people at that hour
  Reset,   ///< negative, or beyond what a street can hold: a counter that began anew
};

struct CountFaults {
  std::vector<CountFault> marks;  ///< like HourGrid::values
  std::size_t count(CountFault kind) const;
};

/// Marks each hour by what was known up to and including it, so that a mark never depends on the future: the first
/// hours of a stuck run pass unmarked. Values of 20 or fewer may repeat; a silent hour needs a median of 50 or more.
CountFaults find_faults(const HourGrid& people);

/// The counts without the marked ones: what the fit and the features may look at.
HourGrid without_faults(const HourGrid& people, const CountFaults& faults);

}  // namespace vigie::crowd
