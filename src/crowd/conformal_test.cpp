// SPDX-License-Identifier: Apache-2.0
// Claims about intervals: how many counts they hold, where they are wide, that they follow a change.
#include "crowd/conformal.hpp"

#include <gtest/gtest.h>

#include "crowd/counts.hpp"
#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kTargets = 20, kSlots = 10;
constexpr double kForecast = 400;

/// The last target misses three times as far as the others.
double count(Chance& chance, std::size_t target, double spread) {
  return std::max(0.0, kForecast + spread * (target + 1 == kTargets ? 3 : 1) * chance.normal());
}

ConformalIntervals fitted(Chance& chance, const ConformalOptions& options) {
  std::vector<HeldOut> held_out;
  for (std::size_t day = 0; day < 10; ++day)
    for (std::size_t slot = 0; slot < kSlots; ++slot)
      for (std::uint32_t target = 0; target < kTargets; ++target)
        held_out.push_back({slot, target, kForecast, count(chance, target, 20)});
  return ConformalIntervals(held_out, kTargets, kSlots, options);
}

struct Coverage {
  double inside[2] = {0, 0};
  double cells = 0;
};

/// Of `days` whose misses are `spread` wide; told each slot after it was asked.
Coverage coverage(ConformalIntervals& intervals, Chance& chance, double spread, int days) {
  Coverage seen;
  const std::vector<double> forecasts(kTargets, kForecast);
  for (int day = 0; day < days; ++day)
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      std::vector<double> counts;
      for (std::size_t target = 0; target < kTargets; ++target) {
        counts.push_back(count(chance, target, spread));
        const Intervals both = intervals.around(kForecast, slot, target);
        for (std::size_t level = 0; level < both.size(); ++level)
          seen.inside[level] += both[level].holds(counts.back());
        seen.cells += 1;
      }
      intervals.learn(forecasts, counts, slot);
    }
  for (double& inside : seen.inside) inside *= 100 / seen.cells;
  return seen;
}

TEST(ConformalIntervals, HoldTheShareTheySay) {
  Chance chance(3);
  ConformalIntervals intervals = fitted(chance, {.rate = 0});
  const Coverage seen = coverage(intervals, chance, 20, 30);
  EXPECT_NEAR(seen.inside[0], 80, 2);
  EXPECT_NEAR(seen.inside[1], 95, 1);
}

TEST(ConformalIntervals, FollowWhenErrorsDouble) {
  Chance chance(4);
  ConformalIntervals still = fitted(chance, {.rate = 0}), following = fitted(chance, {});
  EXPECT_LT(coverage(still, chance, 40, 30).inside[0], 60);
  coverage(following, chance, 40, 10);
  const Coverage after = coverage(following, chance, 40, 30);
  EXPECT_NEAR(after.inside[0], 80, 2);
  EXPECT_NEAR(after.inside[1], 95, 1);
}

TEST(ConformalIntervals, AreWiderWhereAPlaceIsHarderToForecast) {
  Chance chance(5);
  const ConformalIntervals intervals = fitted(chance, {});
  const auto width = [&](std::size_t target) {
    const Interval wide = intervals.around(kForecast, 0, target)[0];
    return wide.high - wide.low;
  };
  EXPECT_GT(width(kTargets - 1), 2 * width(0));
}

TEST(ConformalIntervals, StayAboveZeroNestAndLearnNothingFromAGap) {
  Chance chance(6);
  ConformalIntervals intervals = fitted(chance, {});
  const Intervals before = intervals.around(0, 2, 1);
  EXPECT_EQ(before[0].low, 0);
  EXPECT_GE(before[1].high, before[0].high);
  intervals.learn(std::vector<double>(kTargets, 0.0), std::vector<double>(kTargets, kNotCounted), 2);
  EXPECT_EQ(intervals.around(0, 2, 1)[0].high, before[0].high);
}

}  // namespace
}  // namespace vigie::crowd
