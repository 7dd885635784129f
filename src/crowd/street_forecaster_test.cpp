// SPDX-License-Identifier: Apache-2.0
// The street forecast on a made-up town: blind to the future, repeatable, better than its baseline.
#include "crowd/street_forecaster.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "crowd/street_baseline.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kDays = 84;
constexpr std::size_t kFitEnd = 63 * kHoursADay;
constexpr std::size_t kSensors = 3;

float uniform(std::uint64_t& state) {
  state = state * 6364136223846793005U + 1442695040888963407U;
  return static_cast<float>(state >> 40U) / 16777216.0F;
}

/// Matches on Wednesdays of odd weeks at 19:00: after them the street fills.
StreetCalendar matches() {
  CalendarEntry entry{.kind = "match", .days = {}, .start_hour = 19, .hours_before = 1, .hours_after = 3};
  for (std::size_t week = 1; week * 7 + 2 < kDays; week += 2)
    entry.days.push_back(CivilDay{} + std::chrono::days(4 + week * 7 + 2));
  return {CivilDay{} + std::chrono::days(4), kDays, {entry}};  // 1970-01-05, a Monday
}

/// A day's curve for each sensor, weather that all share and that lasts, noise, and the matches at sensor 0.
HourGrid town(const StreetCalendar& calendar) {
  HourGrid people(kDays * kHoursADay, kSensors, 0);
  std::uint64_t state = 11;
  float weather = 0;
  for (std::size_t hour = 0; hour < people.hours(); ++hour) {
    weather = 0.9F * weather + 2 * (uniform(state) - 0.5F);
    for (std::size_t sensor = 0; sensor < kSensors; ++sensor) {
      const float curve =
          8 + 6 * std::sin(static_cast<float>(hour % kHoursADay) * 0.2618F - 1.5F) + static_cast<float>(sensor);
      float root = curve + weather + (uniform(state) - 0.5F);
      if (sensor == 0 && calendar.relative(0, hour) != kNoEvent) root += 25;
      people.at(hour, sensor) = std::max(root, 0.0F) * std::max(root, 0.0F);
    }
  }
  return people;
}

StreetForecasterOptions small(std::size_t horizon) {
  StreetForecasterOptions options;
  options.horizon_hours = horizon;
  options.trees.rounds = 30;
  options.trees.depth = 4;
  options.directions = 2;
  return options;
}

TEST(StreetForecaster, NoForecastMovesWhenTheFutureDoes) {
  const StreetCalendar calendar = matches();
  const HourGrid people = town(calendar);
  for (const std::size_t horizon : {std::size_t{1}, std::size_t{3}, std::size_t{24}}) {
    const StreetPast past = street_past(people, calendar, {});
    const auto forecaster = StreetForecaster::fit(past, calendar, kFitEnd, small(horizon));
    ASSERT_TRUE(forecaster.ok());
    const auto told = forecaster->forecast(past, calendar, kFitEnd, people.hours());
    ASSERT_TRUE(told.ok());
    for (const std::size_t origin : {kFitEnd + 5, kFitEnd + 100, kFitEnd + 200}) {
      HourGrid changed = people;
      for (std::size_t hour = origin + 1; hour < people.hours(); ++hour)
        for (std::size_t sensor = 0; sensor < kSensors; ++sensor)
          changed.at(hour, sensor) = sensor == 1 ? kUnknown : 9999;
      const StreetPast other = street_past(changed, calendar, {});
      const auto again = StreetForecaster::fit(other, calendar, kFitEnd, small(horizon));
      ASSERT_TRUE(again.ok());
      const auto moved = again->forecast(other, calendar, kFitEnd, people.hours());
      ASSERT_TRUE(moved.ok());
      // Targets up to origin + horizon: bit by bit.
      const std::size_t cells = (origin + horizon + 1 - kFitEnd) * kSensors;
      EXPECT_EQ(std::memcmp(told->values.data(), moved->values.data(), cells * sizeof(float)), 0)
          << horizon << " " << origin;
      // And the check can fail: the hour after does move.
      if (horizon == 1) {
        EXPECT_NE(std::memcmp(told->values.data() + cells, moved->values.data() + cells, kSensors * sizeof(float)), 0);
      }
    }
  }
}

TEST(StreetForecaster, SameCountsSameBytes) {
  const StreetCalendar calendar = matches();
  const StreetPast past = street_past(town(calendar), calendar, {});
  const auto one = StreetForecaster::fit(past, calendar, kFitEnd, small(3));
  const auto two = StreetForecaster::fit(past, calendar, kFitEnd, small(3));
  ASSERT_TRUE(one.ok() && two.ok());
  const auto told = one->forecast(past, calendar, kFitEnd, kDays * kHoursADay);
  const auto again = two->forecast(past, calendar, kFitEnd, kDays * kHoursADay);
  ASSERT_TRUE(told.ok() && again.ok());
  EXPECT_EQ(std::memcmp(told->values.data(), again->values.data(), told->values.size() * sizeof(float)), 0);
}

TEST(StreetForecaster, OneHourAloneIsForecastAsInAWholeYear) {
  const StreetCalendar calendar = matches();
  const StreetPast past = street_past(town(calendar), calendar, {});
  const auto forecaster = StreetForecaster::fit(past, calendar, kFitEnd, small(1));
  ASSERT_TRUE(forecaster.ok());
  const auto all = forecaster->forecast(past, calendar, kFitEnd, kFitEnd + 50);
  const auto one = forecaster->forecast(past, calendar, kFitEnd + 49, kFitEnd + 50);
  ASSERT_TRUE(all.ok() && one.ok());
  EXPECT_EQ(std::memcmp(all->values.data() + 49 * kSensors, one->values.data(), kSensors * sizeof(float)), 0);
}

TEST(StreetForecaster, BeatsTheMedianWhereDeparturesLastAndEventsAreKnown) {
  const StreetCalendar calendar = matches();
  const HourGrid people = town(calendar);
  const StreetPast past = street_past(people, calendar, {});
  const auto forecaster = StreetForecaster::fit(past, calendar, kFitEnd, small(1));
  ASSERT_TRUE(forecaster.ok());
  const auto told = forecaster->forecast(past, calendar, kFitEnd, people.hours());
  ASSERT_TRUE(told.ok());
  const HourGrid baseline = median_and_autoregression(people, past.medians, kFitEnd, 1);
  double ours = 0;
  double theirs = 0;
  for (std::size_t hour = kFitEnd; hour < people.hours(); ++hour)
    for (std::size_t sensor = 0; sensor < kSensors; ++sensor) {
      const float root = told->at(hour - kFitEnd, sensor);
      ours += std::fabs(static_cast<double>(root * root - people.at(hour, sensor)));
      theirs += std::fabs(static_cast<double>(baseline.at(hour, sensor) - people.at(hour, sensor)));
    }
  EXPECT_LT(ours, 0.8 * theirs);
}

TEST(StreetHistory, LearnsWhatAnEventAdds) {
  const StreetCalendar calendar = matches();
  const StreetHistory history = street_history(town(calendar), calendar, {});
  // The last match: Wednesday of week 11, an hour after its start.
  const std::size_t hour = (11 * 7 + 2) * kHoursADay + 20;
  ASSERT_EQ(calendar.relative(0, hour), 1);
  // Of 25, shrunk, and less what the Wednesday's mean took of the first matches.
  EXPECT_GT(history.uplift.at(hour, 0), 15);
  EXPECT_LT(history.uplift.at(hour, 0), 25);
  EXPECT_NEAR(history.uplift.at(hour, 1), 0, 4);
  EXPECT_EQ(history.uplift.at(hour + 72, 0), 0);
}

}  // namespace
}  // namespace vigie::crowd
