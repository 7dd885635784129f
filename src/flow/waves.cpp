// SPDX-License-Identifier: Apache-2.0
// Series shifted by what a wave would take from place to place, and added up.
#include "flow/waves.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/check.hpp"

namespace vigie::flow {
namespace {

using Series = std::vector<std::vector<double>>;

/// Each place without its mean and without its steady rise or fall.
Series detrended(const Series& series) {
  Series out = series;
  for (std::vector<double>& one : out) {
    const double n = static_cast<double>(one.size()), middle = (n - 1) / 2;
    const double mean = std::accumulate(one.begin(), one.end(), 0.0) / n;
    double both = 0, own = 0;
    for (std::size_t t = 0; t < one.size(); ++t) {
      const double off = static_cast<double>(t) - middle;
      both += off * (one[t] - mean);
      own += off * off;
    }
    for (std::size_t t = 0; t < one.size(); ++t) one[t] -= mean + both / own * (static_cast<double>(t) - middle);
  }
  return out;
}

double at(const std::vector<double>& series, double step) {
  const auto below = static_cast<std::size_t>(step);
  if (below + 1 >= series.size()) return series.back();
  return series[below] + (step - static_cast<double>(below)) * (series[below + 1] - series[below]);
}

/// Energy of the sum over that of the parts, 0 to 1, over the moments that all places share after the shift; nothing where those
/// are fewer than half.
std::optional<double> semblance(const Series& series, const std::vector<double>& lag_steps) {
  const auto [least, most] = std::minmax_element(lag_steps.begin(), lag_steps.end());
  const double last = static_cast<double>(series.front().size() - 1) - (*most - *least);
  if (last < static_cast<double>(series.front().size()) / 2) return std::nullopt;
  double together = 0, apart = 0;
  for (double t = 0; t <= last; t += 1) {
    double sum = 0;
    for (std::size_t k = 0; k < series.size(); ++k) {
      const double value = at(series[k], t + lag_steps[k] - *least);
      sum += value;
      apart += value * value;
    }
    together += sum * sum;
  }
  if (!(apart > 0)) return std::nullopt;
  return together / (static_cast<double>(series.size()) * apart);
}

}  // namespace

std::optional<Wave> find_wave(const DensityRow& row, const WaveLimits& limits) {
  VIGIE_CHECK(row.at_m.size() == row.series.size() && row.every_s > 0);
  VIGIE_CHECK(std::adjacent_find(row.at_m.begin(), row.at_m.end(), std::greater_equal<>()) == row.at_m.end());
  if (row.series.size() < 3 || row.series.front().size() < 8) return std::nullopt;
  const Series series = detrended(row.series);
  double squares = 0, count = 0;
  for (const std::vector<double>& one : series) {
    VIGIE_CHECK(one.size() == series.front().size());
    for (const double value : one) squares += value * value;
    count += static_cast<double>(one.size());
  }
  const double swing = std::sqrt(2 * squares / count);
  if (!(swing >= limits.least_swing_per_m2)) return std::nullopt;

  // Slowness is searched evenly: it is what shifts a series. Small ones first, so that the faster of two equals wins.
  const double places = static_cast<double>(series.size());
  const auto coherence = [&](double slowness) {
    std::vector<double> lags;
    for (const double at_m : row.at_m) lags.push_back((at_m - row.at_m.front()) * slowness / row.every_s);
    const std::optional<double> seen = semblance(series, lags);
    return seen ? (*seen - 1 / places) / (1 - 1 / places) : -1.0;
  };
  constexpr int kSlownesses = 120;
  const double slowest = 1 / limits.slowest_mps, fastest = 1 / limits.fastest_mps;
  double best = -1, best_slowness = 0;
  for (int i = 0; i <= kSlownesses; ++i)
    for (const double sign : {1.0, -1.0}) {
      const double slowness = sign * (fastest + (slowest - fastest) * i / kSlownesses);
      const double seen = coherence(slowness);
      if (seen > best + 1e-3) {
        best = seen;
        best_slowness = slowness;
      }
    }
  // What all see at once, as well as later, does not travel.
  if (best < limits.least_coherence || best < coherence(0) + 0.02) return std::nullopt;
  return Wave{1 / best_slowness, swing, best};
}

}  // namespace vigie::flow
