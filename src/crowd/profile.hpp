// SPDX-License-Identifier: Apache-2.0
// What a day is expected to count, from the days before it: the mean of its kind, and what its weekday adds.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "crowd/counts.hpp"

namespace vigie::crowd {

struct ProfileOptions {
  /// A weekday's own difference counts as far as there are days of it: k days of k + this many.
  double weekday_prior_days = 5;
  /// A day this much older weighs 1/e of another. Range: > 0.
  double memory_days = std::numeric_limits<double>::infinity();
};

/// Shape of both: slots × series, the series of one slot side by side; people per slot.
struct DayProfile {
  std::vector<double> expected;  ///< ≥ 0
  std::vector<double> weekday;   ///< mean of this weekday minus mean of its kind; 0 where no such day was counted
};

/// The profile of `day`, from days before it only. Days of its kind where there are any, else all; a series and slot never
/// counted expects 0.
/// Range: day in 1 … days.size() − 1, day ≤ counts.days(): the day itself need not be counted, only known by its Day.
/// Threads: any.
DayProfile day_profile(const Counts& counts, std::span<const Day> days, std::size_t day, const ProfileOptions& options);

}  // namespace vigie::crowd
