// SPDX-License-Identifier: Apache-2.0
// Claims about when a road change holds.
#include "roads/road_calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace vigie::roads {
namespace {

using namespace std::chrono_literals;
using Periods = std::vector<std::pair<Time, Time>>;

Time utc(const char* text) { return parse_rfc3339(text).value(); }
const TimeZone kParis = TimeZone::named("Europe/Paris").value();
constexpr std::uint8_t kEveryDay = 0b1111111;

RoadChange from_to(const char* start, const char* end, std::vector<WeeklyHours> hours = {}) {
  RoadChange change;
  change.start = utc(start);
  if (end) change.end = utc(end);
  change.hours = std::move(hours);
  return change;
}

TEST(RoadCalendar, WithoutHoursItHoldsFromStartToEndTheEndLeftOut) {
  const RoadChange works = from_to("2026-11-24T06:00:00Z", "2026-11-24T18:00:00Z");
  EXPECT_FALSE(in_force(works, utc("2026-11-24T05:59:59.999Z"), kParis));
  EXPECT_TRUE(in_force(works, utc("2026-11-24T06:00:00Z"), kParis));
  EXPECT_TRUE(in_force(works, utc("2026-11-24T17:59:59.999Z"), kParis));
  EXPECT_FALSE(in_force(works, utc("2026-11-24T18:00:00Z"), kParis));
}

TEST(RoadCalendar, WithoutAnEndItHoldsUntilItIsWithdrawn) {
  RoadChange open = from_to("2026-11-24T06:00:00Z", nullptr);
  EXPECT_TRUE(in_force(open, utc("2036-11-24T06:00:00Z"), kParis));
  open.withdrawn = utc("2026-11-25T06:00:00Z");
  EXPECT_TRUE(in_force(open, utc("2026-11-25T05:59:59Z"), kParis));
  EXPECT_FALSE(in_force(open, utc("2026-11-25T06:00:00Z"), kParis));
}

TEST(RoadCalendar, NightWorkBelongsToTheEveningOnWhichItBegins) {
  // Friday evenings, 22:00 to 05:00 in Paris.
  const RoadChange night = from_to("2026-11-01T00:00:00Z", nullptr, {{1U << 4, 22 * 60, 5 * 60}});
  EXPECT_FALSE(in_force(night, utc("2026-11-27T20:59:00Z"), kParis));
  EXPECT_TRUE(in_force(night, utc("2026-11-27T21:00:00Z"), kParis));
  EXPECT_TRUE(in_force(night, utc("2026-11-28T03:59:00Z"), kParis));  // Saturday, 04:59
  EXPECT_FALSE(in_force(night, utc("2026-11-28T04:00:00Z"), kParis));
  EXPECT_FALSE(in_force(night, utc("2026-11-28T21:30:00Z"), kParis));
}

TEST(RoadCalendar, MidnightToMidnightIsTheWholeDay) {
  const RoadChange day = from_to("2026-11-01T00:00:00Z", nullptr, {{1U << 1, 0, 24 * 60}});  // Tuesdays
  EXPECT_EQ(periods(day, utc("2026-11-23T00:00:00Z"), utc("2026-11-30T00:00:00Z"), kParis),
            (Periods{{utc("2026-11-23T23:00:00Z"), utc("2026-11-24T23:00:00Z")}}));
  const RoadChange same = from_to("2026-11-01T00:00:00Z", nullptr, {{1U << 1, 600, 600}});
  EXPECT_EQ(periods(same, utc("2026-11-23T00:00:00Z"), utc("2026-11-30T00:00:00Z"), kParis),
            (Periods{{utc("2026-11-24T09:00:00Z"), utc("2026-11-25T09:00:00Z")}}));
}

TEST(RoadCalendar, TheNightOfTheClockChangeIsAnHourLongerInAutumnAndShorterInSpring) {
  const RoadChange night = from_to("2026-01-01T00:00:00Z", nullptr, {{kEveryDay, 22 * 60, 5 * 60}});
  const auto autumn = periods(night, utc("2026-10-24T12:00:00Z"), utc("2026-10-25T12:00:00Z"), kParis);
  ASSERT_EQ(autumn.size(), 1U);
  EXPECT_EQ(autumn[0].second - autumn[0].first, 8h);
  const auto spring = periods(night, utc("2026-03-28T12:00:00Z"), utc("2026-03-29T12:00:00Z"), kParis);
  ASSERT_EQ(spring.size(), 1U);
  EXPECT_EQ(spring[0].second - spring[0].first, 6h);
}

TEST(RoadCalendar, WhatEndsInTheHourThatComesTwiceEndsTheSecondTime) {
  const RoadChange night = from_to("2026-01-01T00:00:00Z", nullptr, {{kEveryDay, 60, 150}});  // 01:00 to 02:30
  EXPECT_TRUE(in_force(night, utc("2026-10-25T01:29:00Z"), kParis));
  EXPECT_FALSE(in_force(night, utc("2026-10-25T01:30:00Z"), kParis));
}

TEST(RoadCalendar, WhatBeginsInTheHourThatIsSkippedBeginsAtTheJump) {
  const RoadChange night = from_to("2026-01-01T00:00:00Z", nullptr, {{kEveryDay, 150, 240}});  // 02:30 to 04:00
  EXPECT_EQ(periods(night, utc("2026-03-28T22:00:00Z"), utc("2026-03-29T22:00:00Z"), kParis),
            (Periods{{utc("2026-03-29T01:00:00Z"), utc("2026-03-29T02:00:00Z")}}));
}

TEST(RoadCalendar, TouchingPeriodsAreOne) {
  const RoadChange twice = from_to("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z",
                                   {{kEveryDay, 600, 720}, {kEveryDay, 700, 800}, {kEveryDay, 900, 960}});
  EXPECT_EQ(periods(twice, utc("2026-11-24T00:00:00Z"), utc("2026-11-26T00:00:00Z"), kParis),
            (Periods{{utc("2026-11-24T09:00:00Z"), utc("2026-11-24T12:20:00Z")},
                     {utc("2026-11-24T14:00:00Z"), utc("2026-11-24T15:00:00Z")}}));
}

RC_GTEST_PROP(RoadCalendar, PeriodsSayWhatInForceSays, ()) {
  RoadChange change = from_to("2026-10-20T10:00:00Z", "2026-11-05T03:00:00Z");
  const int windows = *rc::gen::inRange(0, 4);
  for (int i = 0; i < windows; ++i)
    change.hours.push_back({static_cast<std::uint8_t>(*rc::gen::inRange(0, 128)),
                            static_cast<std::int16_t>(*rc::gen::inRange(0, 1440)),
                            static_cast<std::int16_t>(*rc::gen::inRange(0, 1441))});
  const Time at = utc("2026-10-19T00:00:00Z") + std::chrono::minutes(*rc::gen::inRange(0, 20 * 1440));
  const auto all = periods(change, utc("2026-10-19T00:00:00Z"), utc("2026-11-10T00:00:00Z"), kParis);
  const bool inside =
      std::any_of(all.begin(), all.end(), [at](const auto& p) { return p.first <= at && at < p.second; });
  RC_ASSERT(inside == in_force(change, at, kParis));
}

}  // namespace
}  // namespace vigie::roads
