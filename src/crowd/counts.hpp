// SPDX-License-Identifier: Apache-2.0
// Counts of many series over whole days of equal slots, and what kind of day each is.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "core/check.hpp"

namespace vigie::crowd {

/// A count that was not taken: a gap, a counter out of order.
inline constexpr double kNotCounted = std::numeric_limits<double>::quiet_NaN();

/// People per slot, for each series (a direction of a place), day and slot.
/// Shape: days() × slots() × series(); the series of one slot lie side by side. Range: ≥ 0, or kNotCounted.
class Counts {
 public:
  Counts(std::size_t series, std::size_t days, std::size_t slots)
      : series_(series), days_(days), slots_(slots), values_(series * days * slots, kNotCounted) {
    VIGIE_CHECK(series > 0 && slots > 0);
  }

  std::size_t series() const { return series_; }
  std::size_t days() const { return days_; }
  std::size_t slots() const { return slots_; }

  double at(std::size_t series, std::size_t day, std::size_t slot) const { return values_[index(series, day, slot)]; }
  void set(std::size_t series, std::size_t day, std::size_t slot, double count) {
    VIGIE_CHECK(count >= 0 || std::isnan(count));
    values_[index(series, day, slot)] = count;
  }
  std::span<const double> slot(std::size_t day, std::size_t slot) const {
    return {values_.data() + index(0, day, slot), series_};
  }

 private:
  std::size_t index(std::size_t series, std::size_t day, std::size_t slot) const {
    VIGIE_CHECK(series < series_ && day < days_ && slot < slots_);
    return (day * slots_ + slot) * series_ + series;
  }

  std::size_t series_, days_, slots_;
  std::vector<double> values_;
};

/// Days on which people go to work are expected to be alike, and so are the others (weekends, public holidays).
enum class DayKind { Workday, Rest };

struct Day {
  int weekday = 0;  ///< 0 Monday … 6 Sunday
  DayKind kind = DayKind::Workday;
};

}  // namespace vigie::crowd
