// SPDX-License-Identifier: Apache-2.0
// What is usual: by weekday as far as it is known, never by the day itself, older days fading.
#include "crowd/usual_book.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vigie::crowd {
namespace {

void whole_day(UsualBook& book, std::size_t day_class, float root, float weight = 1) {
  for (std::int32_t minute = 0; minute < 1440; minute += 5) book.add(day_class, minute, 0, root, weight);
  book.end_day();
}

TEST(UsualBook, KnowsNothingBeforeTheFirstDayIsOver) {
  UsualBook book({21}, 1.5);
  EXPECT_TRUE(std::isnan(book.table().at(0, 600, 0)));
  for (std::int32_t minute = 0; minute < 1440; minute += 5) book.add(0, minute, 0, 5, 1);
  EXPECT_TRUE(std::isnan(book.table().at(0, 600, 0)));
  book.end_day();
  EXPECT_FLOAT_EQ(book.table().at(0, 600, 0), 5);
}

TEST(UsualBook, AWeekdayCountsAsFarAsItIsKnownAndRestDaysAreOfAnotherKind) {
  UsualBook book({1e6}, 1);
  for (std::size_t weekday = 0; weekday < 5; ++weekday) whole_day(book, weekday, weekday == 4 ? 20 : 10);
  whole_day(book, 5, 2);
  EXPECT_NEAR(book.table().at(4, 720, 0), 12 + 0.5 * 8, 1e-4);
  EXPECT_NEAR(book.table().at(0, 720, 0), 12 - 0.5 * 2, 1e-4);
  EXPECT_NEAR(book.table().at(6, 720, 0), 2, 1e-4);
}

TEST(UsualBook, OlderDaysFade) {
  UsualBook slow({1e6}, 1e9), quick({2}, 1e9);
  for (int day = 0; day < 20; ++day) {
    whole_day(slow, 0, day < 10 ? 10 : 20);
    whole_day(quick, 0, day < 10 ? 10 : 20);
  }
  EXPECT_NEAR(slow.table().at(0, 60, 0), 15, 0.01);
  EXPECT_GT(quick.table().at(0, 60, 0), 19.8F);
}

TEST(UsualBook, AQuarterNeverCountedLiesBetweenItsNeighbours) {
  UsualBook book({21}, 1.5);
  for (std::int32_t minute = 0; minute < 1440; minute += 5)
    if (minute < 120 || minute >= 180) book.add(0, minute, 0, minute < 120 ? 4 : 9, 1);
  book.end_day();
  const float told = book.table().at(0, 150, 0);
  EXPECT_GT(told, 5);
  EXPECT_LT(told, 8);
}

TEST(UsualBook, SlotsBetweenTheMiddlesOfQuartersAreInProportion) {
  UsualBook book({21}, 1.5);
  for (std::int32_t minute = 0; minute < 1440; minute += 5) book.add(0, minute, 0, minute < 720 ? 0 : 30, 1);
  book.end_day();
  const UsualTable table = book.table();
  EXPECT_NEAR(table.at(0, 710, 0), 0, 1e-4);
  EXPECT_NEAR(table.at(0, 715, 0), 10, 1e-4);
  EXPECT_NEAR(table.at(0, 720, 0), 20, 1e-4);
  EXPECT_NEAR(table.at(0, 725, 0), 30, 1e-4);
}

}  // namespace
}  // namespace vigie::crowd
