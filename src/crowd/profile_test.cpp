// SPDX-License-Identifier: Apache-2.0
// Claims about what a day is expected to count.
#include "crowd/profile.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vigie::crowd {
namespace {

/// One series, one slot, one count a day.
Counts counted(const std::vector<double>& days) {
  Counts counts(1, days.size(), 1);
  for (std::size_t day = 0; day < days.size(); ++day) counts.set(0, day, 0, days[day]);
  return counts;
}

constexpr Day kMonday{0, DayKind::Workday}, kTuesday{1, DayKind::Workday}, kSaturday{5, DayKind::Rest};

TEST(DayProfile, IsTheMeanOfEarlierDaysOfItsKind) {
  const Counts counts = counted({10, 500, 30});
  const std::vector<Day> days = {kMonday, kSaturday, kTuesday, {2, DayKind::Workday}};
  EXPECT_DOUBLE_EQ(day_profile(counts, days, 3, {}).expected[0], 20);
}

TEST(DayProfile, TakesAnyDayWhereNoneIsOfItsKind) {
  const std::vector<Day> days = {kMonday, kTuesday, kSaturday};
  EXPECT_DOUBLE_EQ(day_profile(counted({10, 30}), days, 2, {}).expected[0], 20);
}

TEST(DayProfile, AWeekdayCountsAsFarAsItWasSeen) {
  const std::vector<Day> days = {kMonday, kTuesday, kMonday};
  const DayProfile profile = day_profile(counted({10, 30}), days, 2, {.weekday_prior_days = 1});
  EXPECT_DOUBLE_EQ(profile.weekday[0], -10);
  EXPECT_DOUBLE_EQ(profile.expected[0], 15);  // one Monday of one and one more: half its difference
}

TEST(DayProfile, OlderDaysWeighLessWhereMemoryFades) {
  const std::vector<Day> days = {kTuesday, kTuesday, kTuesday};
  const double expected = day_profile(counted({100, 0}), days, 2, {.memory_days = 1}).expected[0];
  EXPECT_NEAR(expected, 100 / (1 + std::exp(1.0)), 1e-9);
}

TEST(DayProfile, AGapIsNoZeroAndNeverCountedExpectsNobody) {
  const std::vector<Day> days = {kMonday, kTuesday, kTuesday};
  EXPECT_DOUBLE_EQ(day_profile(counted({40, kNotCounted}), days, 2, {}).expected[0], 40);
  EXPECT_DOUBLE_EQ(day_profile(counted({kNotCounted, kNotCounted}), days, 2, {}).expected[0], 0);
}

TEST(DayProfile, DoesNotReadTheDayItselfNorLaterOnes) {
  const std::vector<Day> days = {kMonday, kTuesday, kTuesday, kTuesday};
  const Counts calm = counted({10, 20, 30, 40}), wild = counted({10, 20, 9000, kNotCounted});
  EXPECT_EQ(day_profile(calm, days, 2, {}).expected, day_profile(wild, days, 2, {}).expected);
}

}  // namespace
}  // namespace vigie::crowd
