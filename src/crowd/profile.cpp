// SPDX-License-Identifier: Apache-2.0
// Weighted means over other days, cell by cell, so that a gap in one cell leaves the others alone; then their shrinkage.
#include "crowd/profile.hpp"

#include <algorithm>
#include <cmath>

#include "crowd/shrinkage.hpp"

namespace vigie::crowd {
namespace {

/// People: what chance adds where next to nobody is expected.
constexpr double kFewPeople = 5;

double chance_size(double expected) { return std::sqrt(expected + kFewPeople); }

/// A day to learn from, and how much it weighs.
struct Other {
  std::size_t day;
  double weight;
};

/// kNotCounted where no day was counted.
std::vector<double> means(const Counts& counts, std::span<const Other> others) {
  std::vector<double> sums(counts.slots() * counts.series(), 0.0), weights(sums.size(), 0.0);
  for (const Other& other : others)
    for (std::size_t slot = 0, cell = 0; slot < counts.slots(); ++slot)
      for (const double count : counts.slot(other.day, slot)) {
        if (!std::isnan(count)) {
          weights[cell] += other.weight;
          sums[cell] += other.weight * count;
        }
        ++cell;
      }
  for (std::size_t cell = 0; cell < sums.size(); ++cell)
    sums[cell] = weights[cell] > 0 ? sums[cell] / weights[cell] : kNotCounted;
  return sums;
}

/// As many equal days would say as much.
double effective_days(std::span<const Other> others) {
  double sum = 0, squares = 0;
  for (const Other& other : others) {
    sum += other.weight;
    squares += other.weight * other.weight;
  }
  return sum * sum / squares;
}

/// Variance of one day's counts about their mean, in units of chance size²; 1 would be chance alone. By the median of squares,
/// which a day unlike the others does not move.
double spread(const Counts& counts, std::span<const Other> others, const std::vector<double>& mean) {
  constexpr double kMedianOfSquaredNormal = 0.455;
  std::vector<double> squares;
  squares.reserve(others.size() * mean.size());
  for (const Other& other : others)
    for (std::size_t slot = 0, cell = 0; slot < counts.slots(); ++slot)
      for (const double count : counts.slot(other.day, slot)) {
        const double residual = (count - mean[cell]) / chance_size(mean[cell]);
        ++cell;
        if (!std::isnan(residual)) squares.push_back(residual * residual);
      }
  if (others.size() < 2 || squares.empty()) return 1;
  const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
  std::nth_element(squares.begin(), middle, squares.end());
  const auto days = static_cast<double>(others.size());
  return *middle / kMedianOfSquaredNormal * days / (days - 1);
}

/// Expected square of the largest singular value of a table of independent numbers of variance 1.
/// Source: Davidson, Szarek, "Local operator theory, random matrices and Banach spaces", 2001.
double noise_edge(const Counts& counts) {
  const double sum = std::sqrt(static_cast<double>(counts.slots())) + std::sqrt(static_cast<double>(counts.series()));
  return sum * sum;
}

/// Shrinks the shapes of the series over the day, on the scale of the square root, on which chance is even (variance a quarter).
void shrink_shapes(std::vector<double>& mean, std::size_t series, double price) {
  const auto slots = static_cast<double>(mean.size() / series);
  std::vector<double> levels(series, 0.0);
  for (std::size_t cell = 0; cell < mean.size(); ++cell) {
    mean[cell] = std::sqrt(mean[cell]);
    levels[cell % series] += mean[cell] / slots;
  }
  for (std::size_t cell = 0; cell < mean.size(); ++cell) mean[cell] -= levels[cell % series];
  shrink_singular_values(mean, series, price / 4);
  for (std::size_t cell = 0; cell < mean.size(); ++cell) {
    const double root = std::max(0.0, mean[cell] + levels[cell % series]);
    mean[cell] = root * root;
  }
}

}  // namespace

DayProfile day_profile(const Counts& counts, std::span<const Day> days, std::size_t day, std::size_t end,
                       const ProfileOptions& options) {
  VIGIE_CHECK(day < days.size() && end <= counts.days() && end <= days.size() && options.memory_days > 0);
  const Day today = days[day];
  std::vector<Other> of_kind, any, of_weekday;
  for (std::size_t other = 0; other < end; ++other) {
    if (other == day) continue;
    const double apart = static_cast<double>(std::max(day, other) - std::min(day, other));
    any.push_back({other, std::exp(-apart / options.memory_days)});
    if (days[other].kind == today.kind) of_kind.push_back(any.back());
  }
  VIGIE_CHECK(!any.empty());
  const std::vector<Other>& alike = of_kind.empty() ? any : of_kind;
  for (const Other& other : alike)
    if (days[other.day].weekday == today.weekday) of_weekday.push_back(other);

  std::vector<double> mean = means(counts, alike);
  for (double& people : mean)
    if (std::isnan(people)) people = 0;
  const double chance = spread(counts, alike, mean) * noise_edge(counts);
  DayProfile profile{mean, std::vector<double>(mean.size(), 0.0)};
  if (options.kind_price > 0)
    shrink_shapes(profile.expected, counts.series(), options.kind_price * chance / effective_days(alike));
  if (of_weekday.empty()) return profile;

  const std::vector<double> weekday = means(counts, of_weekday);
  for (std::size_t cell = 0; cell < mean.size(); ++cell)
    if (!std::isnan(weekday[cell]))
      profile.weekday[cell] = (weekday[cell] - mean[cell]) / chance_size(profile.expected[cell]);
  shrink_singular_values(profile.weekday, counts.series(), options.weekday_price * chance / effective_days(of_weekday));
  for (std::size_t cell = 0; cell < mean.size(); ++cell) {
    profile.weekday[cell] *= chance_size(profile.expected[cell]);
    profile.expected[cell] = std::max(0.0, profile.expected[cell] + profile.weekday[cell]);
  }
  return profile;
}

}  // namespace vigie::crowd
