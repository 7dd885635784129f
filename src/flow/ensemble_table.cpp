// SPDX-License-Identifier: Apache-2.0
// The correction of an ensemble by one observation.
#include "flow/ensemble_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie::flow {

double fading(double distance_m, double reach_m) {
  const double r = distance_m / (reach_m / 2);
  if (!(r < 2)) return 0;
  if (r <= 1) return (((-0.25 * r + 0.5) * r + 0.625) * r - 5.0 / 3) * r * r + 1;
  return ((((r / 12 - 0.5) * r + 0.625) * r + 5.0 / 3) * r - 5) * r + 4 - 2 / (3 * r);
}

double mean_of(const double* row, std::size_t count) {
  return std::accumulate(row, row + count, 0.0) / static_cast<double>(count);
}

double variance_of(const double* row, std::size_t count, double mean) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += (row[i] - mean) * (row[i] - mean);
  return sum / static_cast<double>(count - 1);
}

void EnsembleTable::observe(std::size_t expected, double value, double variance,
                            const std::function<double(std::size_t)>& reach) {
  const std::size_t count = members_;
  const double n = static_cast<double>(count);
  const double mean = mean_of(row(expected), count), spread = variance_of(row(expected), count, mean);
  if (!(spread > 1e-12)) return;  // all members agree: they do not listen
  const double gain = spread / (spread + variance), shrink = std::sqrt(variance / (spread + variance));
  std::vector<double> off(count), by(count);
  for (std::size_t m = 0; m < count; ++m) {
    off[m] = row(expected)[m] - mean;
    by[m] = gain * (value - mean) + (shrink - 1) * off[m];
  }
  for (std::size_t r = 0; r < rows(); ++r) {
    const double near = reach(r);
    if (!(near > 0)) continue;
    double* mine = row(r);
    const double middle = mean_of(mine, count);
    double both = 0, own = 0;
    for (std::size_t m = 0; m < count; ++m) {
      both += (mine[m] - middle) * off[m];
      own += (mine[m] - middle) * (mine[m] - middle);
    }
    if (!(own > 1e-12)) continue;
    const double sample = both * both / (own * spread * (n - 1));
    const double squared = std::max(0.0, (n * sample - 1) / (n - 1));
    const double slope = near * squared / (squared + (1 + squared) / n) * both / ((n - 1) * spread);
    if (slope == 0) continue;
    for (std::size_t m = 0; m < count; ++m) mine[m] += slope * by[m];
  }
}

}  // namespace vigie::flow
