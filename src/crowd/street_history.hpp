// SPDX-License-Identifier: Apache-2.0
// What a street usually does at an hour, event effects included, and how far the counts were from it.
#pragma once

#include "crowd/hour_grid.hpp"
#include "crowd/street_calendar.hpp"

namespace vigie::crowd {

struct StreetProfileOptions {
  double half_life_weeks = 60;   ///< of the mean of same hours; the fast part is the regression's
  double event_shrinkage = 0.5;  ///< events of that kind to be seen before half… one seen event counts 1/(1 + this)
};

/// All on the scale of the square root of people, on which the noise of counts is even.
struct StreetHistory {
  HourGrid roots;   ///< √people, NaN unknown
  HourGrid usual;   ///< mean of same hours of the week + learnt effect of the events near; Sundays stand for holidays
  HourGrid uplift;  ///< the events' part of `usual`
  HourGrid residuals;  ///< roots - usual
};

/// `usual` of a day knows counts to the end of the day before yesterday, so that a forecast 24 h ahead may use it.
/// Holidays do not enter the mean; event hours enter it without their learnt effect.
StreetHistory street_history(const HourGrid& people, const StreetCalendar& calendar,
                             const StreetProfileOptions& options);

}  // namespace vigie::crowd
