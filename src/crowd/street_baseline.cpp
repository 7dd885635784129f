// SPDX-License-Identifier: Apache-2.0
// Four numbers in order an hour, and one small least-squares problem a sensor.
#include "crowd/street_baseline.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <set>

namespace vigie::crowd {
namespace {

float or_zero(float value) { return std::isnan(value) ? 0.0F : value; }

}  // namespace

float median_of_weeks(const HourGrid& people, std::size_t hour, std::size_t sensor) {
  std::array<float, 4> known{};
  std::size_t count = 0;
  for (std::size_t week = 1; week <= known.size(); ++week) {
    const float value = people.before(hour, week * kHoursAWeek, sensor);
    if (std::isnan(value)) continue;
    std::size_t place = count++;
    for (; place > 0 && known[place - 1] > value; --place) known[place] = known[place - 1];
    known[place] = value;
  }
  if (count == 0) return kUnknown;
  return (known[(count - 1) / 2] + known[count / 2]) / 2;
}

HourGrid medians_of_weeks(const HourGrid& people) {
  HourGrid medians(people.hours(), people.sensors, kUnknown);
  for (std::size_t hour = 0; hour < people.hours(); ++hour)
    for (std::size_t sensor = 0; sensor < people.sensors; ++sensor)
      medians.at(hour, sensor) = median_of_weeks(people, hour, sensor);
  return medians;
}

HourGrid median_and_autoregression(const HourGrid& people, const HourGrid& medians, std::size_t fit_end,
                                   std::size_t horizon) {
  HourGrid residuals = people;
  for (std::size_t i = 0; i < residuals.values.size(); ++i) residuals.values[i] -= medians.values[i];
  const std::set<std::size_t> lags = {horizon, horizon + 1, horizon + 2, std::max(kHoursADay, horizon), kHoursAWeek};
  const auto columns = static_cast<Eigen::Index>(lags.size());
  HourGrid forecasts(people.hours(), people.sensors, kUnknown);
  for (std::size_t sensor = 0; sensor < people.sensors; ++sensor) {
    const auto row = [&](std::size_t hour, bool& complete) {
      Eigen::VectorXd values(columns);
      Eigen::Index column = 0;
      for (const std::size_t lag : lags) {
        const float value = residuals.before(hour, lag, sensor);
        complete = complete && !std::isnan(value);
        values(column++) = or_zero(value);
      }
      return values;
    };
    Eigen::MatrixXd gram = Eigen::MatrixXd::Identity(columns, columns) * 1e-3;
    Eigen::VectorXd moment = Eigen::VectorXd::Zero(columns);
    for (std::size_t hour = 0; hour < fit_end; ++hour) {
      bool complete = !std::isnan(residuals.at(hour, sensor));
      const Eigen::VectorXd values = row(hour, complete);
      if (!complete) continue;
      gram.noalias() += values * values.transpose();
      moment += values * static_cast<double>(residuals.at(hour, sensor));
    }
    const Eigen::VectorXd weights = gram.ldlt().solve(moment);
    for (std::size_t hour = 0; hour < people.hours(); ++hour) {
      bool complete = true;
      const double forecast = static_cast<double>(medians.at(hour, sensor)) + row(hour, complete).dot(weights);
      forecasts.at(hour, sensor) = std::isnan(forecast) ? kUnknown : static_cast<float>(std::max(forecast, 0.0));
    }
  }
  return forecasts;
}

}  // namespace vigie::crowd
