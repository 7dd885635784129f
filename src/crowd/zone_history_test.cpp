// SPDX-License-Identifier: Apache-2.0
// The history of zones: slots by their time, appended, overwritten, forgotten.
#include "crowd/zone_history.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vigie::crowd {
namespace {

using std::chrono::minutes;

const Time kFirst = Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));

TEST(ZoneHistory, ASlotStandsForItsFiveMinutesAndTheGapBeforeItIsNotCounted) {
  ZoneHistory history({ZoneId("a"), ZoneId("b")}, kFirst + minutes(3));
  ZoneSlot value;
  value.people = 12;
  value.left = 3;
  ASSERT_TRUE(history.put(kFirst + minutes(14), 1, value));
  ASSERT_EQ(history.slots(), 3U);
  EXPECT_EQ(history.time_of(2), kFirst + minutes(10));
  EXPECT_EQ(history.at(2, 1).people, 12);
  EXPECT_EQ(history.at(2, 1).left, 3);
  EXPECT_TRUE(std::isnan(history.at(2, 1).entered));
  EXPECT_TRUE(std::isnan(history.at(2, 0).people));
  EXPECT_TRUE(std::isnan(history.people(0)[1]));
  EXPECT_EQ(history.slot_at(kFirst + minutes(9)), 1U);
  EXPECT_FALSE(history.slot_at(kFirst - minutes(1)));
  EXPECT_FALSE(history.slot_at(kFirst + minutes(15)));
}

TEST(ZoneHistory, ForgetsWholeSlotsAndRefusesWhatItForgot) {
  ZoneHistory history({ZoneId("a")}, kFirst);
  ZoneSlot value;
  for (int slot = 0; slot < 10; ++slot) {
    value.people = static_cast<float>(slot);
    history.put(kFirst + minutes(5 * slot), 0, value);
  }
  history.forget_before(kFirst + minutes(22));
  EXPECT_EQ(history.slots(), 6U);
  EXPECT_EQ(history.time_of(0), kFirst + minutes(20));
  EXPECT_EQ(history.at(0, 0).people, 4);
  EXPECT_FALSE(history.put(kFirst + minutes(10), 0, value));
  history.forget_before(kFirst + minutes(500));
  EXPECT_EQ(history.slots(), 0U);
  EXPECT_TRUE(history.put(kFirst + minutes(505), 0, value));
  EXPECT_EQ(history.slots(), 2U);
}

}  // namespace
}  // namespace vigie::crowd
