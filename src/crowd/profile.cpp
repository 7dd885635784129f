// SPDX-License-Identifier: Apache-2.0
// Weighted means over earlier days, cell by cell, so that a gap in one cell leaves the others alone.
#include "crowd/profile.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::crowd {
namespace {

/// Sums of weights and of weighted counts, cell by cell.
struct Means {
  explicit Means(std::size_t cells) : weights(cells, 0.0), sums(cells, 0.0) {}

  void add(const Counts& counts, std::size_t day, double weight) {
    for (std::size_t slot = 0, cell = 0; slot < counts.slots(); ++slot)
      for (const double count : counts.slot(day, slot)) {
        if (!std::isnan(count)) {
          weights[cell] += weight;
          sums[cell] += weight * count;
        }
        ++cell;
      }
  }
  double mean(std::size_t cell) const { return weights[cell] > 0 ? sums[cell] / weights[cell] : 0.0; }

  std::vector<double> weights, sums;
};

}  // namespace

DayProfile day_profile(const Counts& counts, std::span<const Day> days, std::size_t day,
                       const ProfileOptions& options) {
  VIGIE_CHECK(day >= 1 && day < days.size() && day <= counts.days() && options.memory_days > 0);
  const Day today = days[day];
  const auto same_kind = [&](std::size_t other) { return days[other].kind == today.kind; };
  bool any_of_kind = false;
  for (std::size_t other = 0; other < day; ++other) any_of_kind = any_of_kind || same_kind(other);

  const std::size_t cells = counts.slots() * counts.series();
  Means kind(cells), weekday(cells);
  for (std::size_t other = 0; other < day; ++other) {
    if (any_of_kind && !same_kind(other)) continue;
    const double weight = std::exp(-static_cast<double>(day - other) / options.memory_days);
    kind.add(counts, other, weight);
    if (days[other].weekday == today.weekday) weekday.add(counts, other, weight);
  }

  DayProfile profile{std::vector<double>(cells), std::vector<double>(cells)};
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const double mean = kind.mean(cell);
    const double of_weekday = weekday.weights[cell];
    profile.weekday[cell] = of_weekday > 0 ? weekday.mean(cell) - mean : 0.0;
    const double trust = of_weekday > 0 ? of_weekday / (of_weekday + options.weekday_prior_days) : 0.0;
    profile.expected[cell] = std::max(0.0, mean + trust * profile.weekday[cell]);
  }
  return profile;
}

}  // namespace vigie::crowd
