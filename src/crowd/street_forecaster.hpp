// SPDX-License-Identifier: Apache-2.0
// Hourly counts of a city's streets, some hours ahead: what is usual, a ridge on residuals, boosted trees on both.
#pragma once

#include <span>
#include <vector>

#include "core/result.hpp"
#include "crowd/boosted_trees.hpp"
#include "crowd/street_features.hpp"

namespace vigie::crowd {

struct StreetForecasterOptions {
  std::size_t horizon_hours = 1;  ///< 1 … 24
  StreetProfileOptions profile;
  BoostedTreesOptions trees = {.rounds = 200,
                               .depth = 7,
                               .learning_rate = 0.06,
                               .smallest_leaf = 30,
                               .row_share = 0.7,
                               .column_share = 0.6,
                               .seed = 1};
  std::size_t directions = 6;  ///< in which the sensors move together
};

/// What is known of the streets, computed once for all horizons.
struct StreetPast {
  StreetHistory history;
  HourGrid medians;  ///< of the last four same hours
};
StreetPast street_past(const HourGrid& people, const StreetCalendar& calendar, const StreetProfileOptions& options);

/// One horizon. Model and choices: docs/models/street-hourly.md. Threads: one caller at a time.
class StreetForecaster {
 public:
  /// Learns from hours before `fit_end`. Errors: Unavailable, as the trees say.
  static Result<StreetForecaster> fit(const StreetPast& past, const StreetCalendar& calendar, std::size_t fit_end,
                                      const StreetForecasterOptions& options);

  /// √people of the targets [from, to), from counts a horizon old and older; NaN where nothing is usual yet.
  Result<HourGrid> forecast(const StreetPast& past, const StreetCalendar& calendar, std::size_t from,
                            std::size_t to) const;

  /// √people for the hours of the fit by trees that did not see their 15 days: what intervals and alarms learn from.
  const HourGrid& unseen() const { return unseen_; }

 private:
  StreetForecaster(StreetForecasterOptions options, StreetLinear linear, BoostedTrees trees);

  StreetForecasterOptions options_;
  StreetLinear linear_;
  std::vector<std::vector<float>> directions_;
  BoostedTrees trees_;
  HourGrid unseen_;
};

}  // namespace vigie::crowd
