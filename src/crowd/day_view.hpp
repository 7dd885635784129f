// SPDX-License-Identifier: Apache-2.0
// One day as forecasts see it: what was expected of it, and how far what was counted so far differs.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "crowd/counts.hpp"
#include "crowd/profile.hpp"

namespace vigie::crowd {

/// A day up to, not including, slot `known`. Counts of later slots are never read.
/// Shape of the arrays: slots × series, the series of one slot side by side.
struct DayView {
  std::size_t day;
  std::size_t known;  ///< slots 0 … known−1 were counted
  std::size_t slots;
  std::size_t series;
  DayProfile profile;
  std::vector<double> scale;     ///< √(expected + 5): the size of chance differences
  std::vector<double> surplus;   ///< count − expected; 0 where not counted or not known yet
  std::vector<double> residual;  ///< surplus / scale

  std::size_t cell(std::size_t slot, std::size_t series_index) const { return slot * series + series_index; }
  std::span<const double> residuals(std::size_t slot) const { return {residual.data() + slot * series, series}; }
};

/// What is expected of it comes from the days before `end` except itself (day_profile). Range: known ≤ counts.slots().
/// Threads: any.
DayView day_view(const Counts& counts, std::span<const Day> days, std::size_t day, std::size_t end, std::size_t known,
                 const ProfileOptions& options);

}  // namespace vigie::crowd
