// SPDX-License-Identifier: Apache-2.0
// Rules name the days an almanac names; events are felt around their start and nowhere else.
#include "crowd/street_calendar.hpp"

#include <gtest/gtest.h>

namespace vigie::crowd {
namespace {

using namespace std::chrono_literals;

CivilDay day(int year, unsigned month, unsigned of_month) {
  return CivilDay(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(of_month));
}

CivilDay only(std::string_view rule, int year) {
  const auto days = days_of_rule(rule, year, year);
  EXPECT_TRUE(days.ok() && days->size() == 1) << rule;
  return days.ok() && days->size() == 1 ? days->front() : CivilDay{};
}

TEST(CalendarRules, EasterFallsWhereTheAlmanacSays) {
  EXPECT_EQ(easter_sunday(2017y), day(2017, 4, 16));
  EXPECT_EQ(easter_sunday(2018y), day(2018, 4, 1));
  EXPECT_EQ(easter_sunday(2019y), day(2019, 4, 21));
  EXPECT_EQ(easter_sunday(2038y), day(2038, 4, 25));  // the latest there is
}

TEST(CalendarRules, EasterIsASundayBetween22MarchAnd25April) {
  for (int year = 1900; year <= 2200; ++year) {
    const CivilDay easter = easter_sunday(std::chrono::year(year));
    EXPECT_EQ(std::chrono::weekday(easter), std::chrono::Sunday) << year;
    EXPECT_GE(easter, day(year, 3, 22)) << year;
    EXPECT_LE(easter, day(year, 4, 25)) << year;
  }
}

TEST(CalendarRules, EachFormNamesItsDay) {
  EXPECT_EQ(only("2018-02-17", 2018), day(2018, 2, 17));
  EXPECT_EQ(only("easter-2", 2018), day(2018, 3, 30));
  EXPECT_EQ(only("monday#2/03", 2018), day(2018, 3, 12));
  EXPECT_EQ(only("monday#2/03-3", 2018), day(2018, 3, 9));
  EXPECT_EQ(only("saturday#-1/09", 2017), day(2017, 9, 30));
  EXPECT_EQ(only("tuesday#1/11", 2019), day(2019, 11, 5));
  EXPECT_EQ(only("01-26>monday", 2019), day(2019, 1, 28));  // a Saturday
  EXPECT_EQ(only("01-26>monday", 2018), day(2018, 1, 26));  // a Friday
}

TEST(CalendarRules, ADateHoldsInItsYearOnly) { EXPECT_TRUE(days_of_rule("2018-02-17", 2019, 2020)->empty()); }

TEST(CalendarRules, RefusesWhatIsNoRule) {
  for (const char* rule : {"", "easter+", "monday#0/03", "monday#5/03", "monday2/03", "02-30", "13-01", "2018-02-30",
                           "01-26>friday", "someday", "easter-2x", "01-26-"})
    EXPECT_FALSE(days_of_rule(rule, 2018, 2018).ok()) << rule;
}

TEST(StreetCalendar, AnEventIsFeltBeforeAndAfterItsStartOnly) {
  const StreetCalendar calendar(
      day(2018, 3, 1), 2,
      {{.kind = "match", .days = {day(2018, 3, 1)}, .start_hour = 19, .hours_before = 2, .hours_after = 6}});
  EXPECT_EQ(calendar.relative(0, 16), kNoEvent);
  EXPECT_EQ(calendar.relative(0, 17), -2);
  EXPECT_EQ(calendar.relative(0, 19), 0);
  EXPECT_EQ(calendar.relative(0, 25), 6);  // past midnight
  EXPECT_FALSE(calendar.any_event(26));
}

TEST(StreetCalendar, TheNearerOfTwoEventsCounts) {
  const CivilDay first = day(2018, 3, 1);
  const StreetCalendar calendar(
      first, 1,
      {{.kind = "match", .days = {first}, .start_hour = 10, .hours_before = 3, .hours_after = 8},
       {.kind = "match", .days = {first}, .start_hour = 16, .hours_before = 3, .hours_after = 8}});
  EXPECT_EQ(calendar.relative(0, 12), 2);
  EXPECT_EQ(calendar.relative(0, 14), -2);
  EXPECT_EQ(calendar.events(0), 2U);
}

TEST(StreetCalendar, KnowsWeekdaysAndHolidays) {
  const StreetCalendar calendar(day(2018, 1, 1), 7, {{.kind = "public-holiday", .days = {day(2018, 1, 1)}}});
  EXPECT_EQ(calendar.days()[0].weekday, 0);  // a Monday
  EXPECT_EQ(calendar.days()[6].weekday, 6);
  EXPECT_TRUE(calendar.days()[0].public_holiday);
  EXPECT_FALSE(calendar.days()[1].public_holiday);
  EXPECT_EQ(calendar.kinds(), 0U);
}

}  // namespace
}  // namespace vigie::crowd
