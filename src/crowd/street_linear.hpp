// SPDX-License-Identifier: Apache-2.0
// Each sensor's residual from the residuals of all sensors a horizon ago: one ridge regression a sensor.
#pragma once

#include <vector>

#include "crowd/hour_grid.hpp"

namespace vigie::crowd {

struct StreetLinearOptions {
  std::size_t horizon = 1;
  std::size_t first_hour = 192;  ///< of the fit: before it too little is known of what is usual
  std::size_t fit_end = 0;
  double penalty = 300;
  std::size_t folds = 6;  ///< of 15-day blocks, for what the fit's own hours are told
};

/// Inputs: residuals of all sensors at the origin and the hour before, scaled by their spread and cut at ±6; the
/// sensor's own of a day and a week before the target; the city's mean of both. Hours of the fit get the forecast of
/// a regression that did not see their block; later hours that of the regression on all. Unknown counts as 0.
class StreetLinear {
 public:
  static StreetLinear fit(const HourGrid& residuals, const StreetLinearOptions& options);
  /// `scaled`: scale() of the same residuals.
  void forecast(const HourGrid& scaled, std::size_t hour, std::vector<float>& out) const;
  HourGrid scale(const HourGrid& residuals) const;
  /// The strongest directions in which the sensors' scaled residuals move together, one a row.
  std::vector<std::vector<float>> directions(const HourGrid& scaled, std::size_t count) const;

 private:
  StreetLinearOptions options_;
  std::vector<float> spread_;                             ///< of each sensor's residuals
  std::vector<std::vector<std::vector<float>>> weights_;  ///< [fold or all][sensor][input]
};

}  // namespace vigie::crowd
