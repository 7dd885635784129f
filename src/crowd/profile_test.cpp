// SPDX-License-Identifier: Apache-2.0
// Claims about what a day is expected to count.
#include "crowd/profile.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

/// One series, one slot, one count a day.
Counts counted(const std::vector<double>& days) {
  Counts counts(1, days.size(), 1);
  for (std::size_t day = 0; day < days.size(); ++day) counts.set(0, day, 0, days[day]);
  return counts;
}

/// Plain means: what is said before any shrinkage.
constexpr ProfileOptions kPlain{.kind_price = 0, .weekday_price = 0};

constexpr Day kMonday{0, DayKind::Workday}, kTuesday{1, DayKind::Workday}, kSaturday{5, DayKind::Rest};

TEST(DayProfile, IsTheMeanOfOtherDaysOfItsKind) {
  const Counts counts = counted({10, 500, 30});
  const std::vector<Day> days = {kMonday, kSaturday, kTuesday, {2, DayKind::Workday}};
  EXPECT_DOUBLE_EQ(day_profile(counts, days, 3, 3, kPlain).expected[0], 20);
}

TEST(DayProfile, TakesAnyDayWhereNoneIsOfItsKind) {
  const std::vector<Day> days = {kMonday, kTuesday, kSaturday};
  EXPECT_DOUBLE_EQ(day_profile(counted({10, 30}), days, 2, 2, kPlain).expected[0], 20);
}

TEST(DayProfile, AWeekdayAddsItsDifferenceAndLessThePricierItIs) {
  const std::vector<Day> days = {kMonday, kTuesday, kMonday};
  const Counts counts = counted({100, 300});
  const DayProfile plain = day_profile(counts, days, 2, 2, kPlain);
  EXPECT_NEAR(plain.weekday[0], -100, 1e-9);
  EXPECT_NEAR(plain.expected[0], 100, 1e-9);
  const DayProfile priced = day_profile(counts, days, 2, 2, {.kind_price = 0, .weekday_price = 0.05});
  EXPECT_GT(priced.expected[0], 101);
  EXPECT_LT(priced.expected[0], 199);
}

TEST(DayProfile, DaysFurtherAwayWeighLessWhereMemoryFades) {
  const std::vector<Day> days = {kTuesday, kTuesday, kTuesday};
  const double expected =
      day_profile(counted({100, 0}), days, 2, 2, {.memory_days = 1, .kind_price = 0, .weekday_price = 0}).expected[0];
  EXPECT_NEAR(expected, 100 / (1 + std::exp(1.0)), 1e-9);
}

TEST(DayProfile, AGapIsNoZeroAndNeverCountedExpectsNobody) {
  const std::vector<Day> days = {kMonday, kTuesday, kTuesday};
  EXPECT_NEAR(day_profile(counted({40, kNotCounted}), days, 2, 2, {}).expected[0], 40, 1e-9);
  EXPECT_DOUBLE_EQ(day_profile(counted({kNotCounted, kNotCounted}), days, 2, 2, {}).expected[0], 0);
}

TEST(DayProfile, ReadsNeitherTheDayItselfNorDaysFromTheEndOn) {
  const std::vector<Day> days = {kMonday, kTuesday, kTuesday, kTuesday};
  const Counts calm = counted({10, 20, 30, 40}), wild = counted({10, 20, 9000, kNotCounted});
  EXPECT_EQ(day_profile(calm, days, 2, 2, {}).expected, day_profile(wild, days, 2, 2, {}).expected);
  EXPECT_EQ(day_profile(calm, days, 2, 3, {}).expected, day_profile(wild, days, 2, 3, {}).expected);
  EXPECT_NE(day_profile(calm, days, 0, 3, {}).expected, day_profile(wild, days, 0, 3, {}).expected);
}

TEST(DayProfile, ShrunkHasLessThanTwoThirdsOfTheErrorWhereSeriesAreAlike) {
  constexpr std::size_t kSeries = 40, kSlots = 24, kDays = 4;
  Chance chance(5);
  Counts counts(kSeries, kDays, kSlots);
  std::vector<double> truth;
  for (std::size_t slot = 0; slot < kSlots; ++slot)
    for (std::size_t series = 0; series < kSeries; ++series) {
      const double hour = static_cast<double>(slot) / 4, place = static_cast<double>(series) / 4;
      truth.push_back(200 * (1.5 + std::sin(hour)) + 100 * (1 + std::sin(place)) * (1 + std::cos(hour)));
      for (std::size_t day = 0; day < kDays; ++day)
        counts.set(series, day, slot, std::max(0.0, truth.back() + std::sqrt(truth.back()) * chance.normal()));
    }
  const std::vector<Day> days = workdays(kDays + 1);  // the day asked for is a weekday of its own
  const auto missed = [&](const ProfileOptions& options) {
    const DayProfile profile = day_profile(counts, days, kDays, kDays, options);
    double sum = 0;
    for (std::size_t cell = 0; cell < truth.size(); ++cell) sum += std::abs(truth[cell] - profile.expected[cell]);
    return sum;
  };
  EXPECT_LT(missed({}), 0.67 * missed(kPlain));
}

}  // namespace
}  // namespace vigie::crowd
