// SPDX-License-Identifier: Apache-2.0
// Hourly numbers of several sensors on one unbroken line of local hours; what is not known is NaN.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace vigie::crowd {

constexpr std::size_t kHoursADay = 24;
constexpr std::size_t kHoursAWeek = 168;
constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

/// Hour 0 is the first hour of a day; a whole number of days. Hours that the clocks skip are there, and unknown.
struct HourGrid {
  std::size_t sensors = 0;
  std::vector<float> values;  ///< hour × sensors + sensor

  HourGrid() = default;
  HourGrid(std::size_t hours, std::size_t sensor_count, float value)
      : sensors(sensor_count), values(hours * sensor_count, value) {}

  std::size_t hours() const { return sensors == 0 ? 0 : values.size() / sensors; }
  float at(std::size_t hour, std::size_t sensor) const { return values[hour * sensors + sensor]; }
  float& at(std::size_t hour, std::size_t sensor) { return values[hour * sensors + sensor]; }
  /// The value `lag` hours before `hour`; unknown before the beginning.
  float before(std::size_t hour, std::size_t lag, std::size_t sensor) const {
    return hour < lag ? kUnknown : at(hour - lag, sensor);
  }
};

}  // namespace vigie::crowd
