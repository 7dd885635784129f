// SPDX-License-Identifier: Apache-2.0
// Scales and first quantiles by sorting the departures of the fit; afterwards one addition a quantile and hour.
#include "crowd/street_interval.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

/// Departures pulled towards, in number, by a cell of few hours.
constexpr float kPrior = 20;

float quantile(const std::vector<float>& sorted, double level) {
  if (sorted.empty()) return 0;
  const auto place = static_cast<std::size_t>(level * static_cast<double>(sorted.size() - 1) + 0.5);
  return sorted[place];
}

}  // namespace

StreetIntervals::StreetIntervals(const HourGrid& unseen, const HourGrid& roots, const StreetCalendar& calendar,
                                 double rate)
    : calendar_(calendar), sensors_(unseen.sensors), rate_(rate) {
  VIGIE_CHECK(unseen.hours() <= roots.hours() && unseen.sensors == roots.sensors);
  const std::size_t cells = kHoursADay * sensors_;
  std::vector<float> sums(2 * cells), counts(2 * cells), sensor_sums(sensors_), sensor_counts(sensors_);
  const auto each = [&](auto&& use) {
    for (std::size_t hour = 0; hour < unseen.hours(); ++hour) {
      const std::size_t near = calendar.any_event(hour) ? 1 : 0;
      for (std::size_t sensor = 0; sensor < sensors_; ++sensor) {
        const float departure = roots.at(hour, sensor) - unseen.at(hour, sensor);
        if (!std::isnan(departure)) use(hour, sensor, near, departure);
      }
    }
  };
  each([&](std::size_t hour, std::size_t sensor, std::size_t near, float departure) {
    const std::size_t cell = near * cells + hour % kHoursADay * sensors_ + sensor;
    sums[cell] += std::fabs(departure);
    counts[cell] += 1;
    sensor_sums[sensor] += std::fabs(departure);
    sensor_counts[sensor] += 1;
  });
  scales_.assign(2 * cells, 1);
  for (std::size_t cell = 0; cell < scales_.size(); ++cell) {
    const std::size_t sensor = cell % sensors_;
    const float mean = sensor_counts[sensor] > 0 ? sensor_sums[sensor] / sensor_counts[sensor] : 1;
    // An hour with few events is told by the same hour without.
    const std::size_t plain = cell % cells;
    const float prior = cell < cells ? mean : (sums[plain] + kPrior * mean) / (counts[plain] + kPrior);
    scales_[cell] = std::max((sums[cell] + kPrior * prior) / (counts[cell] + kPrior), 0.1F);
  }
  std::vector<std::vector<float>> own(sensors_);
  each([&](std::size_t hour, std::size_t sensor, std::size_t near, float departure) {
    own[sensor].push_back(departure / scale(hour, sensor));
    departures_[near].push_back(own[sensor].back());
  });
  for (std::vector<float>& sorted : departures_) std::sort(sorted.begin(), sorted.end());
  quantiles_.resize(sensors_);
  for (std::size_t sensor = 0; sensor < sensors_; ++sensor) {
    std::sort(own[sensor].begin(), own[sensor].end());
    for (std::size_t k = 0; k < kIntervalQuantiles.size(); ++k)
      quantiles_[sensor][k] = static_cast<double>(quantile(own[sensor], kIntervalQuantiles[k]));
  }
}

float StreetIntervals::scale(std::size_t hour, std::size_t sensor) const {
  const std::size_t near = calendar_.any_event(hour) ? 1 : 0;
  return scales_[(near * kHoursADay + hour % kHoursADay) * sensors_ + sensor];
}

std::array<float, 4> StreetIntervals::at(float forecast_root, std::size_t hour, std::size_t sensor) const {
  std::array<float, 4> ends{};
  for (std::size_t k = 0; k < ends.size(); ++k)
    ends[k] = std::max(forecast_root + static_cast<float>(quantiles_[sensor][k]) * scale(hour, sensor), 0.0F);
  return ends;
}

double StreetIntervals::chance_above(float threshold_root, float forecast_root, std::size_t hour,
                                     std::size_t sensor) const {
  const std::vector<float>& sorted = departures_[calendar_.any_event(hour) ? 1 : 0];
  const float needed = (threshold_root - forecast_root) / scale(hour, sensor);
  const auto above = sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), needed);
  // Laplace's rule: nothing unseen is impossible, nothing certain. The half keeps far thresholds in order of distance.
  return (static_cast<double>(above) + 0.5 / (1 + std::fabs(static_cast<double>(needed)))) /
         (static_cast<double>(sorted.size()) + 1);
}

void StreetIntervals::learn(float forecast_root, float root, std::size_t hour, std::size_t sensor) {
  const auto departure = static_cast<double>((root - forecast_root) / scale(hour, sensor));
  if (std::isnan(departure)) return;
  for (std::size_t k = 0; k < kIntervalQuantiles.size(); ++k)
    quantiles_[sensor][k] += rate_ * (kIntervalQuantiles[k] - (departure < quantiles_[sensor][k] ? 1 : 0));
}

double flag_from(std::span<const float> chances, std::span<const char> surges, double false_flags, double least) {
  VIGIE_CHECK(chances.size() == surges.size());
  std::vector<float> wrong;
  for (std::size_t i = 0; i < chances.size(); ++i)
    if (surges[i] == 0) wrong.push_back(chances[i]);
  const auto allowed = static_cast<std::size_t>(std::max(false_flags, 0.0));
  if (wrong.size() <= allowed) return least;
  std::nth_element(wrong.begin(), wrong.begin() + static_cast<std::ptrdiff_t>(allowed), wrong.end(),
                   [](float a, float b) { return a > b; });
  // Flags are raised strictly above the chance that the first one too many had.
  return std::max(least, static_cast<double>(std::nextafter(wrong[allowed], 2.0F)));
}

}  // namespace vigie::crowd
