// SPDX-License-Identifier: Apache-2.0
// The spread of a drive, and its fit by greatest likelihood with the model before as imagined drives.
#include "roads/travel_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace vigie::roads {
namespace {

constexpr double kOdd = 5;  // times the prediction

/// The imagined drives: their medians, from short to long.
constexpr std::array<double, 5> kImagined_s{60, 120, 240, 480, 960};

double log_variance(double median_s, double fixed_sd_s, double proportional) {
  const double fixed = fixed_sd_s / median_s;
  return std::log1p(fixed * fixed + proportional * proportional);
}

/// A drive, or a share of an imagined one: its median, and the square of its logarithmic residual.
struct Seen {
  double median_s;
  double residual2;
  double weight;
};

double unlikelihood(const std::vector<Seen>& seen, double fixed_sd_s, double proportional) {
  double total = 0;
  for (const Seen& drive : seen) {
    const double variance = log_variance(drive.median_s, fixed_sd_s, proportional);
    total += drive.weight * (std::log(variance) + drive.residual2 / variance);
  }
  return total;
}

/// Where a function of one valley is least.
template <typename Function>
double least(double low, double high, Function function) {
  constexpr double kGolden = 0.6180339887498949;
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
  double at_a = function(a), at_b = function(b);
  for (int step = 0; step < 40; ++step) {
    if (at_a < at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - kGolden * (high - low);
      at_a = function(a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + kGolden * (high - low);
      at_b = function(b);
    }
  }
  return (low + high) / 2;
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Lognormal spread(double predicted_s, const TravelModel& model) {
  const double median_s = model.pace * predicted_s;
  if (!(median_s > 0)) return {0, 0};
  return {median_s, std::sqrt(log_variance(median_s, model.fixed_sd_s, model.proportional))};
}

TravelTime travel_time(const Travel& travel, const TravelModel& model) {
  const Lognormal drive = spread(static_cast<double>(travel.duration_ms) / 1000, model);
  return {static_cast<std::int32_t>(std::lround(drive.median)), static_cast<std::int32_t>(std::lround(drive.p90()))};
}

FittedTravel fit(std::span<const DrivenTime> drives, const TravelModel& before, const FitOptions& options) {
  std::vector<DrivenTime> good;
  std::vector<double> log_ratios;
  for (const DrivenTime& drive : drives) {
    const double ratio = drive.actual_s / drive.predicted_s;
    if (!(drive.predicted_s > 0 && ratio > 1 / kOdd && ratio < kOdd)) continue;
    good.push_back(drive);
    log_ratios.push_back(std::log(ratio));
  }
  if (good.empty()) return {before, 0};
  TravelModel out = before;
  const auto count = static_cast<double>(good.size());
  const double share = count / (count + options.prior_drives);
  out.pace = std::exp(share * median_of(log_ratios) + (1 - share) * std::log(before.pace));

  std::vector<Seen> seen;
  for (const DrivenTime& drive : good) {
    const double median_s = out.pace * drive.predicted_s, residual = std::log(drive.actual_s / median_s);
    seen.push_back({median_s, residual * residual, 1});
  }
  for (const double median_s : kImagined_s)
    seen.push_back({median_s, log_variance(median_s, before.fixed_sd_s, before.proportional),
                    options.prior_drives / kImagined_s.size()});
  // One after the other, until neither moves any more; each has one valley while the other stands still.
  for (int round = 0; round < 30; ++round) {
    out.fixed_sd_s = least(kLeastFixed_s, 300, [&](double f) { return unlikelihood(seen, f, out.proportional); });
    const double last = out.proportional;
    out.proportional = least(kLeastProportional, 1.5, [&](double p) { return unlikelihood(seen, out.fixed_sd_s, p); });
    if (std::abs(out.proportional - last) < 1e-4) break;
  }
  return {out, good.size()};
}

}  // namespace vigie::roads
