// SPDX-License-Identifier: Apache-2.0
// What a day is expected to count, from other days: the mean of its kind, and what its weekday adds.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "crowd/counts.hpp"

namespace vigie::crowd {

struct ProfileOptions {
  /// A day this much further away weighs 1/e of another. Range: > 0.
  double memory_days = std::numeric_limits<double>::infinity();
  /// How far the mean of a kind, and what a weekday adds, are drawn towards what series have in common: in units of the
  /// largest singular value of chance alone, squared. 0: not at all.
  double kind_price = 0.3;
  double weekday_price = 0.8;
};

/// Shape of both: slots × series, the series of one slot side by side; people per slot.
struct DayProfile {
  std::vector<double> expected;  ///< ≥ 0
  std::vector<double> weekday;   ///< what this weekday adds to the mean of its kind; 0 where no such day was counted
};

/// The profile of `day`, from days before `end` except itself. Days of its kind where there are any, else all; a series and
/// slot never counted expects 0. With end = day it knows the past only; training looks at each of its days from all others, so
/// that it learns from profiles as good as the ones it will be asked with.
/// Range: day < days.size(), end ≤ counts.days(), at least one day to look at. Threads: any.
DayProfile day_profile(const Counts& counts, std::span<const Day> days, std::size_t day, std::size_t end,
                       const ProfileOptions& options);

}  // namespace vigie::crowd
