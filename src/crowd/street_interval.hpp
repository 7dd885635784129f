// SPDX-License-Identifier: Apache-2.0
// How sure a street forecast is: intervals that adapt to their own misses, and the chance to pass a threshold.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "crowd/hour_grid.hpp"
#include "crowd/street_calendar.hpp"

namespace vigie::crowd {

/// Ends of the 95 % and the 80 % interval, as quantiles.
constexpr std::array<double, 4> kIntervalQuantiles = {0.025, 0.10, 0.90, 0.975};

/// Departures on the scale of √people, divided by what is usual for sensor, hour of day and whether an event is near.
/// The quantiles of each sensor start from those of the fit's unseen forecasts and then follow the misses:
/// q += rate · (level − [departure < q]). Source: Gibbs, Candès, "Adaptive conformal inference", NeurIPS 2021; in the
/// quantile-tracking form of Angelopoulos, Candès, Tibshirani, "Conformal PID control", NeurIPS 2023.
class StreetIntervals {
 public:
  /// `unseen` and `roots` over the hours of the fit; unknown cells are passed over.
  StreetIntervals(const HourGrid& unseen, const HourGrid& roots, const StreetCalendar& calendar, double rate = 0.04);

  /// √people at each of kIntervalQuantiles.
  std::array<float, 4> at(float forecast_root, std::size_t hour, std::size_t sensor) const;
  /// The chance that √people passes `threshold_root`, by the departures of the fit's unseen forecasts of all sensors.
  double chance_above(float threshold_root, float forecast_root, std::size_t hour, std::size_t sensor) const;
  /// Told once the hour is over. Unknown truths teach nothing.
  void learn(float forecast_root, float root, std::size_t hour, std::size_t sensor);

 private:
  float scale(std::size_t hour, std::size_t sensor) const;

  const StreetCalendar& calendar_;
  std::size_t sensors_;
  double rate_;
  std::vector<float> scales_;                     ///< [near an event][hour of day][sensor]
  std::vector<std::array<double, 4>> quantiles_;  ///< of each sensor
  std::array<std::vector<float>, 2> departures_;  ///< sorted, [near an event]
};

/// The least chance at which a flag is raised so that at most `false_flags` of these hours would have been flagged
/// wrongly. Range: in (0, 1]; never below `least`.
double flag_from(std::span<const float> chances, std::span<const char> surges, double false_flags, double least = 0.05);

}  // namespace vigie::crowd
