// SPDX-License-Identifier: Apache-2.0
// Rows of every sensor and hour of the fit; two halves of 15-day blocks tell each other's unseen forecasts.
#include "crowd/street_forecaster.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/check.hpp"
#include "crowd/street_baseline.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kFirstHour = 8 * kHoursADay;  // a week of profile, and the lags of a week
constexpr std::size_t kBlockHours = 15 * kHoursADay;
constexpr std::size_t kHalves = 2;

struct Examples {
  Rows rows;
  std::vector<float> targets;
  std::vector<std::size_t> cells;  ///< hour × sensors + sensor
};

/// The known cells of [from, to); of one half of the blocks where `half` < kHalves.
Examples examples(const StreetFeatures& features, const HourGrid& residuals, std::size_t from, std::size_t to,
                  std::size_t half) {
  Examples found;
  found.rows.columns = features.columns();
  Rows hour_rows;
  for (std::size_t hour = from; hour < to; ++hour) {
    if (half < kHalves && hour / kBlockHours % kHalves != half) continue;
    hour_rows.values.clear();
    features.append(hour, hour_rows);
    for (std::size_t sensor = 0; sensor < residuals.sensors; ++sensor) {
      const float target = residuals.at(hour, sensor);
      if (std::isnan(target)) continue;
      const auto row = std::as_const(hour_rows).row(sensor);
      found.rows.values.insert(found.rows.values.end(), row.begin(), row.end());
      found.targets.push_back(target);
      found.cells.push_back(hour * residuals.sensors + sensor);
    }
  }
  return found;
}

}  // namespace

StreetPast street_past(const HourGrid& people, const StreetCalendar& calendar, const StreetProfileOptions& options) {
  return {street_history(people, calendar, options), medians_of_weeks(people)};
}

StreetForecaster::StreetForecaster(StreetForecasterOptions options, StreetLinear linear, BoostedTrees trees)
    : options_(options), linear_(std::move(linear)), trees_(std::move(trees)) {}

Result<StreetForecaster> StreetForecaster::fit(const StreetPast& past, const StreetCalendar& calendar,
                                               std::size_t fit_end, const StreetForecasterOptions& options) {
  const HourGrid& residuals = past.history.residuals;
  VIGIE_CHECK(fit_end <= residuals.hours());
  StreetLinear linear =
      StreetLinear::fit(residuals, {.horizon = options.horizon_hours, .first_hour = kFirstHour, .fit_end = fit_end});
  const auto directions = linear.directions(linear.scale(residuals), options.directions);
  const StreetFeatures features(past.history, past.medians, calendar, linear, directions, options.horizon_hours);

  HourGrid unseen(fit_end, residuals.sensors, kUnknown);
  std::array<Examples, kHalves> halves;
  for (std::size_t half = 0; half < kHalves; ++half) {
    halves[half] = examples(features, residuals, kFirstHour, fit_end, half);
    if (halves[half].targets.empty())
      return Error{ErrorKind::Malformed, "no known counts in half of the fit's blocks of 15 days"};
  }
  BoostedTreesOptions quick = options.trees;
  quick.rounds = std::max(1, quick.rounds * 3 / 4);
  for (std::size_t half = 0; half < kHalves; ++half) {
    const auto trees = BoostedTrees::fit(halves[1 - half].rows, halves[1 - half].targets, quick);
    if (!trees) return trees.error();
    const auto told = trees->predict(halves[half].rows);
    if (!told) return told.error();
    for (std::size_t i = 0; i < told->size(); ++i) {
      const std::size_t cell = halves[half].cells[i];
      unseen.values[cell] = std::max(past.history.usual.values[cell] + (*told)[i], 0.0F);
    }
  }
  Examples all = std::move(halves[0]);
  all.rows.values.insert(all.rows.values.end(), halves[1].rows.values.begin(), halves[1].rows.values.end());
  all.targets.insert(all.targets.end(), halves[1].targets.begin(), halves[1].targets.end());
  halves[1] = {};
  auto trees = BoostedTrees::fit(all.rows, all.targets, options.trees);
  if (!trees) return trees.error();
  StreetForecaster forecaster(options, std::move(linear), std::move(*trees));
  forecaster.directions_ = directions;
  forecaster.unseen_ = std::move(unseen);
  return forecaster;
}

Result<HourGrid> StreetForecaster::forecast(const StreetPast& past, const StreetCalendar& calendar, std::size_t from,
                                            std::size_t to) const {
  const StreetFeatures features(past.history, past.medians, calendar, linear_, directions_, options_.horizon_hours);
  Rows rows;
  for (std::size_t hour = from; hour < to; ++hour) features.append(hour, rows);
  const auto told = trees_.predict(rows);
  if (!told) return told.error();
  HourGrid roots(to - from, past.history.usual.sensors, kUnknown);
  for (std::size_t i = 0; i < told->size(); ++i) {
    const float usual = past.history.usual.values[from * roots.sensors + i];
    if (!std::isnan(usual)) roots.values[i] = std::max(usual + (*told)[i], 0.0F);
  }
  return roots;
}

}  // namespace vigie::crowd
