// SPDX-License-Identifier: Apache-2.0
// The columns, in order; every lag is at least the horizon.
#include "crowd/street_features.hpp"

#include <algorithm>
#include <numeric>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kFrequentKinds = 2;
constexpr std::size_t kRecentHours = 4;

/// Mean of the known residuals at lags step, 2 step … count × step.
float mean_at_lags(const HourGrid& residuals, std::size_t hour, std::size_t sensor, std::size_t step,
                   std::size_t count) {
  float sum = 0;
  float known = 0;
  for (std::size_t k = 1; k <= count; ++k) {
    const float value = residuals.before(hour, k * step, sensor);
    if (std::isnan(value)) continue;
    sum += value;
    known += 1;
  }
  return known > 0 ? sum / known : kUnknown;
}

}  // namespace

StreetFeatures::StreetFeatures(const StreetHistory& history, const HourGrid& medians, const StreetCalendar& calendar,
                               const StreetLinear& linear, std::span<const std::vector<float>> directions,
                               std::size_t horizon)
    : history_(history),
      medians_(medians),
      calendar_(calendar),
      linear_(linear),
      horizon_(horizon),
      columns_(0),
      scaled_(linear.scale(history.residuals)),
      together_(history.residuals.hours(), directions.size(), 0),
      sums_(history.residuals.values.size()),
      city_(history.residuals.hours(), kUnknown) {
  VIGIE_CHECK(horizon >= 1 && horizon <= kHoursADay);
  const HourGrid& residuals = history.residuals;
  for (std::size_t hour = 0; hour < residuals.hours(); ++hour) {
    float sum = 0;
    float known = 0;
    for (std::size_t sensor = 0; sensor < residuals.sensors; ++sensor) {
      const float value = residuals.at(hour, sensor);
      const std::size_t i = hour * residuals.sensors + sensor;
      sums_[i] = (hour > 0 ? sums_[i - residuals.sensors] : 0) + (std::isnan(value) ? 0 : static_cast<double>(value));
      if (std::isnan(value)) continue;
      sum += value;
      known += 1;
      for (std::size_t k = 0; k < directions.size(); ++k)
        together_.at(hour, k) += scaled_.at(hour, sensor) * directions[k][sensor];
    }
    if (known > 0) city_[hour] = sum / known;
  }
  std::vector<std::size_t> kinds(calendar.kinds());
  std::iota(kinds.begin(), kinds.end(), std::size_t{0});
  std::stable_sort(kinds.begin(), kinds.end(),
                   [&](std::size_t a, std::size_t b) { return calendar.events(a) > calendar.events(b); });
  frequent_.assign(kinds.begin(), kinds.begin() + static_cast<std::ptrdiff_t>(std::min(kFrequentKinds, kinds.size())));
  if (residuals.hours() > 0) {
    std::vector<float> row;
    append_calendar(0, row);
    append_sensor(0, 0, row);
    columns_ = row.size() + 1;  // and the linear forecast
  }
}

void StreetFeatures::append_calendar(std::size_t hour, std::vector<float>& row) const {
  const auto& days = calendar_.days();
  const std::size_t day = hour / kHoursADay;
  const StreetDay& kind = days[day];
  const auto city = [&](std::size_t lag) { return hour < lag ? kUnknown : city_[hour - lag]; };
  row.push_back(static_cast<float>(hour % kHoursADay));
  row.push_back(static_cast<float>(kind.weekday));
  row.push_back(kind.public_holiday ? 1.0F : 0.0F);
  row.push_back(day + 1 < days.size() && days[day + 1].public_holiday ? 1.0F : 0.0F);
  row.push_back(day > 0 && days[day - 1].public_holiday ? 1.0F : 0.0F);
  row.push_back(kind.school_holiday ? 1.0F : 0.0F);
  row.push_back(kind.festive ? 1.0F : 0.0F);
  row.push_back(city(horizon_));
  row.push_back(city(horizon_ + 1));
  row.push_back(city(kHoursADay));
  for (std::size_t k = 0; k < together_.sensors; ++k) row.push_back(together_.before(hour, horizon_, k));
  for (std::size_t k = 0; k < kFrequentKinds; ++k) {
    const std::int8_t relative = k < frequent_.size() ? calendar_.relative(frequent_[k], hour) : kNoEvent;
    row.push_back(relative == kNoEvent ? kUnknown : static_cast<float>(relative));
  }
  float other = kUnknown;
  for (std::size_t event = 0; event < calendar_.kinds(); ++event)
    if (std::find(frequent_.begin(), frequent_.end(), event) == frequent_.end() &&
        calendar_.relative(event, hour) != kNoEvent)
      other = static_cast<float>(event);
  row.push_back(other);
}

void StreetFeatures::append_sensor(std::size_t hour, std::size_t sensor, std::vector<float>& row) const {
  const HourGrid& residuals = history_.residuals;
  const float usual = history_.usual.at(hour, sensor);
  const auto sum_before = [&](std::size_t lag) {
    return hour < lag ? 0.0 : sums_[(hour - lag) * residuals.sensors + sensor];
  };
  row.push_back(static_cast<float>(sensor));
  row.push_back(usual);
  row.push_back(history_.uplift.at(hour, sensor));
  row.push_back(std::sqrt(medians_.at(hour, sensor)) - usual);
  row.push_back(history_.roots.before(hour, kHoursAWeek, sensor) - usual);
  row.push_back(history_.roots.before(hour, 2 * kHoursAWeek, sensor) - usual);
  for (std::size_t back = 0; back < kRecentHours; ++back)
    row.push_back(residuals.before(hour, horizon_ + back, sensor));
  // The same hour yesterday and its neighbours, where they are a horizon old; further back where not.
  row.push_back(residuals.before(hour, std::max(horizon_, kHoursADay - 1), sensor));
  row.push_back(residuals.before(hour, kHoursADay, sensor));
  row.push_back(residuals.before(hour, kHoursADay + 1, sensor));
  row.push_back(residuals.before(hour, 2 * kHoursADay, sensor));
  row.push_back(residuals.before(hour, kHoursAWeek - 1, sensor));
  row.push_back(residuals.before(hour, kHoursAWeek + 1, sensor));
  row.push_back(mean_at_lags(residuals, hour, sensor, kHoursAWeek, 4));
  row.push_back(mean_at_lags(residuals, hour, sensor, kHoursADay, 7));
  for (const std::size_t window : {kHoursADay, kHoursAWeek})
    row.push_back(
        static_cast<float>((sum_before(horizon_) - sum_before(horizon_ + window)) / static_cast<double>(window)));
}

void StreetFeatures::append(std::size_t hour, Rows& rows) const {
  rows.columns = columns_;
  std::vector<float> shared;
  append_calendar(hour, shared);
  std::vector<float> linear;
  linear_.forecast(scaled_, hour, linear);
  for (std::size_t sensor = 0; sensor < history_.roots.sensors; ++sensor) {
    rows.values.insert(rows.values.end(), shared.begin(), shared.end());
    append_sensor(hour, sensor, rows.values);
    rows.values.push_back(linear[sensor]);
  }
}

}  // namespace vigie::crowd
