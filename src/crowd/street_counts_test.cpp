// SPDX-License-Identifier: Apache-2.0
// Faults, baseline, intervals and flags of street counts, each on a street made up for the claim.
#include <gtest/gtest.h>

#include "crowd/count_faults.hpp"
#include "crowd/street_baseline.hpp"
#include "crowd/street_interval.hpp"

namespace vigie::crowd {
namespace {

/// One sensor, so many weeks of the same count.
HourGrid steady(std::size_t weeks, float people) { return {weeks * kHoursAWeek, 1, people}; }

TEST(CountFaults, AGapIsMarked) {
  HourGrid people = steady(1, 0);
  people.at(5, 0) = kUnknown;
  EXPECT_EQ(find_faults(people).marks[5], CountFault::Gap);
  EXPECT_EQ(find_faults(people).count(CountFault::Gap), 1U);
}

TEST(CountFaults, ACounterIsStuckFromTheThirdSameCount) {
  HourGrid people(8, 1, 0);
  for (std::size_t hour = 0; hour < 8; ++hour) people.at(hour, 0) = static_cast<float>(100 + hour);
  for (std::size_t hour = 2; hour <= 5; ++hour) people.at(hour, 0) = 500;
  const CountFaults faults = find_faults(people);
  EXPECT_EQ(faults.marks[3], CountFault::None);
  EXPECT_EQ(faults.marks[4], CountFault::Stuck);
  EXPECT_EQ(faults.marks[5], CountFault::Stuck);
  EXPECT_EQ(faults.marks[6], CountFault::None);
}

TEST(CountFaults, AFewPeopleMayBeAsManyForHours) { EXPECT_EQ(find_faults(steady(1, 3)).count(CountFault::Stuck), 0U); }

TEST(CountFaults, ZerosWhereManyWalkAreSilenceAndZerosAtNightAreNot) {
  HourGrid busy = steady(3, 0);
  for (std::size_t hour = 0; hour < busy.hours(); ++hour)
    busy.at(hour, 0) = hour % 24 < 6 ? 0.0F : static_cast<float>(200 + hour % 7);
  for (std::size_t hour = 2 * kHoursAWeek + 10; hour < 2 * kHoursAWeek + 13; ++hour) busy.at(hour, 0) = 0;
  const CountFaults faults = find_faults(busy);
  EXPECT_EQ(faults.count(CountFault::Silent), 2U);  // the first zero could be true
  EXPECT_EQ(faults.marks[2 * kHoursAWeek + 3], CountFault::None);
  EXPECT_TRUE(std::isnan(without_faults(busy, faults).at(2 * kHoursAWeek + 11, 0)));
}

TEST(CountFaults, ACounterBelowNothingBeganAnew) {
  HourGrid people = steady(1, 1);
  people.at(7, 0) = -40;
  EXPECT_EQ(find_faults(people).marks[7], CountFault::Reset);
}

TEST(CountFaults, NoMarkDependsOnTheFuture) {
  HourGrid people(200, 1, 0);
  for (std::size_t hour = 0; hour < 200; ++hour) people.at(hour, 0) = static_cast<float>(hour * 37 % 101);
  HourGrid changed = people;
  for (std::size_t hour = 100; hour < 200; ++hour) changed.at(hour, 0) = 55;
  const auto before = find_faults(people).marks;
  const auto after = find_faults(changed).marks;
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 100, after.begin()));
}

TEST(StreetBaseline, TheMedianIsOfTheFourWeeksBeforeThatAreKnown) {
  HourGrid people = steady(6, 0);
  const std::size_t hour = 5 * kHoursAWeek + 3;
  for (std::size_t week = 1; week <= 4; ++week)
    people.at(hour - week * kHoursAWeek, 0) = static_cast<float>(week * week);
  EXPECT_FLOAT_EQ(median_of_weeks(people, hour, 0), (4 + 9) / 2.0F);
  people.at(hour - 4 * kHoursAWeek, 0) = kUnknown;
  EXPECT_FLOAT_EQ(median_of_weeks(people, hour, 0), 4);
  EXPECT_TRUE(std::isnan(median_of_weeks(people, 3, 0)));
}

TEST(StreetBaseline, ASurgeNeedsBothTheRatioAndTheThousand) {
  EXPECT_TRUE(is_surge(2501, 1000));
  EXPECT_FALSE(is_surge(2500, 1000));
  EXPECT_TRUE(is_surge(1000, 0));
  EXPECT_FALSE(is_surge(999, 10));
  EXPECT_FLOAT_EQ(surge_threshold(100), 1100);
  EXPECT_FLOAT_EQ(surge_threshold(1000), 2500);
}

TEST(StreetBaseline, AutoregressionCarriesADepartureOn) {
  HourGrid people = steady(20, 100);
  // A wave that lasts: each departure is 0.9 of the one before.
  float departure = 0;
  for (std::size_t hour = 0; hour < people.hours(); ++hour) {
    departure = hour % 97 == 0 ? 80.0F : departure * 0.9F;
    people.at(hour, 0) = 100 + departure;
  }
  const HourGrid medians = medians_of_weeks(people);
  const HourGrid forecasts = median_and_autoregression(people, medians, 15 * kHoursAWeek, 1);
  double ours = 0;
  double plain = 0;
  for (std::size_t hour = 15 * kHoursAWeek; hour < people.hours(); ++hour) {
    ours += std::fabs(static_cast<double>(forecasts.at(hour, 0) - people.at(hour, 0)));
    plain += std::fabs(static_cast<double>(medians.at(hour, 0) - people.at(hour, 0)));
  }
  EXPECT_LT(ours, plain / 2);
}

/// Uniform on [0, 1), the same on every machine.
float uniform(std::uint64_t& state) {
  state = state * 6364136223846793005U + 1442695040888963407U;
  return static_cast<float>(state >> 40U) / 16777216.0F;
}

TEST(StreetIntervals, KeepTheirPromiseWhenTheStreetTurnsNoisier) {
  constexpr std::size_t kFit = 100 * kHoursADay;
  constexpr std::size_t kAll = 400 * kHoursADay;
  HourGrid roots(kAll, 1, 0);
  const HourGrid told(kAll, 1, 30);
  std::uint64_t state = 7;
  for (std::size_t hour = 0; hour < kAll; ++hour)
    roots.at(hour, 0) = 30 + (uniform(state) - 0.5F) * (hour < kFit ? 2.0F : 6.0F);
  HourGrid unseen = told;
  unseen.values.resize(kFit);
  const StreetCalendar calendar(CivilDay{}, 400, {});
  StreetIntervals intervals(unseen, roots, calendar);
  double inside80 = 0, inside95 = 0, count = 0;
  for (std::size_t hour = kFit; hour < kAll; ++hour) {
    const auto ends = intervals.at(30, hour, 0);
    if (hour >= kFit + 60 * kHoursADay) {  // after it had time to learn
      const float root = roots.at(hour, 0);
      inside80 += root >= ends[1] && root <= ends[2] ? 1 : 0;
      inside95 += root >= ends[0] && root <= ends[3] ? 1 : 0;
      count += 1;
    }
    intervals.learn(30, roots.at(hour, 0), hour, 0);
  }
  EXPECT_NEAR(inside80 / count, 0.80, 0.02);
  EXPECT_NEAR(inside95 / count, 0.95, 0.01);
}

TEST(StreetIntervals, AFartherThresholdIsLessLikely) {
  HourGrid roots(50 * kHoursADay, 1, 0);
  std::uint64_t state = 3;
  for (float& root : roots.values) root = 20 + uniform(state) * 4;
  const StreetCalendar calendar(CivilDay{}, 50, {});
  const StreetIntervals intervals(HourGrid(roots.hours(), 1, 22), roots, calendar);
  double last = 1;
  for (float threshold = 18; threshold < 60; threshold += 2) {
    const double chance = intervals.chance_above(threshold, 22, 12, 0);
    EXPECT_LT(chance, last) << threshold;
    EXPECT_GT(chance, 0) << threshold;
    last = chance;
  }
}

TEST(FlagFrom, RaisesNoMoreFalseFlagsThanAllowed) {
  const std::vector<float> chances = {0.9F, 0.8F, 0.7F, 0.6F, 0.5F, 0.4F};
  const std::vector<char> surges = {1, 0, 0, 1, 0, 0};
  for (std::size_t allowed = 0; allowed <= 4; ++allowed) {
    const double level = flag_from(chances, surges, static_cast<double>(allowed));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < chances.size(); ++i)
      if (surges[i] == 0 && static_cast<double>(chances[i]) >= level) ++wrong;
    EXPECT_EQ(wrong, allowed);
  }
}

}  // namespace
}  // namespace vigie::crowd
