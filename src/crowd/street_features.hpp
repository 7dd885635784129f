// SPDX-License-Identifier: Apache-2.0
// What a forecast of one sensor's hour may look at: calendar, what is usual, and residuals at least a horizon old.
#pragma once

#include <span>
#include <vector>

#include "crowd/ridge.hpp"
#include "crowd/street_history.hpp"
#include "crowd/street_linear.hpp"

namespace vigie::crowd {

class StreetFeatures {
 public:
  /// References are kept: history, medians, calendar and linear must outlive this.
  StreetFeatures(const StreetHistory& history, const HourGrid& medians, const StreetCalendar& calendar,
                 const StreetLinear& linear, std::span<const std::vector<float>> directions, std::size_t horizon);

  std::size_t columns() const { return columns_; }
  /// One row a sensor for the target hour, appended.
  void append(std::size_t hour, Rows& rows) const;

 private:
  void append_calendar(std::size_t hour, std::vector<float>& row) const;
  void append_sensor(std::size_t hour, std::size_t sensor, std::vector<float>& row) const;

  const StreetHistory& history_;
  const HourGrid& medians_;
  const StreetCalendar& calendar_;
  const StreetLinear& linear_;
  std::size_t horizon_;
  std::size_t columns_;
  HourGrid scaled_;
  HourGrid together_;                  ///< scaled residuals along each direction
  std::vector<double> sums_;           ///< of residuals up to and including an hour, hour × sensors
  std::vector<float> city_;            ///< mean residual of the known sensors
  std::vector<std::size_t> frequent_;  ///< the two most frequent kinds of event
};

}  // namespace vigie::crowd
