// SPDX-License-Identifier: Apache-2.0
// The baseline to beat: the median of the last four same hours, and what recent departures from it say.
#pragma once

#include "crowd/hour_grid.hpp"

namespace vigie::crowd {

/// Median of the counts 1, 2, 3 and 4 weeks before; of those known, NaN where none is.
float median_of_weeks(const HourGrid& people, std::size_t hour, std::size_t sensor);
HourGrid medians_of_weeks(const HourGrid& people);

/// A surge: more than 2.5 × the median of the last four same hours and at least 1,000 above it.
constexpr float kSurgeRatio = 2.5F;
constexpr float kSurgePeople = 1000;
inline bool is_surge(float people, float median) {
  return people > kSurgeRatio * median && people - median >= kSurgePeople;
}
/// The count from which an hour is a surge.
inline float surge_threshold(float median) {
  return kSurgeRatio * median > median + kSurgePeople ? kSurgeRatio * median : median + kSurgePeople;
}

/// Median + autoregression of its residual at lags h, h+1, h+2, 24 and 168 h, least squares for each sensor on hours
/// before `fit_end`; unknown residuals count as 0. Forecasts of every hour, each from counts at least `horizon` old.
HourGrid median_and_autoregression(const HourGrid& people, const HourGrid& medians, std::size_t fit_end,
                                   std::size_t horizon);

}  // namespace vigie::crowd
