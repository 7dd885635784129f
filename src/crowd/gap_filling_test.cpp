// SPDX-License-Identifier: Apache-2.0
// Claims about filled gaps: like other weeks, joined to both ends, marked, and nothing made up from nothing.
#include "crowd/gap_filling.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kDay = 288, kWeek = 7 * kDay;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// Five weeks with a day's wave, a level of its own each day, and noise.
std::vector<float> weeks(std::uint64_t seed) {
  Random chance(seed);
  std::vector<float> people;
  double level = 1;
  for (std::size_t slot = 0; slot < 5 * kWeek; ++slot) {
    if (slot % kDay == 0) level = 1 + 0.15 * chance.normal();
    const double wave = 600 + 500 * std::sin(2 * 3.14159265 * static_cast<double>(slot % kDay) / kDay);
    people.push_back(static_cast<float>(std::max(0.0, level * wave + 15 * chance.normal())));
  }
  return people;
}

TEST(GapFilling, IsNearerToWhatWasThereThanTheLastValueOrTheWeekBefore) {
  double error = 0, last = 0, week_before = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<float> truth = weeks(seed);
    std::vector<float> holed = truth;
    const std::size_t from = 3 * kWeek + 330, until = from + 36;  // three busy hours
    std::fill(holed.begin() + static_cast<std::ptrdiff_t>(from), holed.begin() + static_cast<std::ptrdiff_t>(until),
              kGap);
    const FilledSlots filled = fill_gaps(holed, kWeek);
    for (std::size_t slot = from; slot < until; ++slot) {
      EXPECT_EQ(filled.filled[slot], 1);
      error += std::abs(filled.people[slot] - truth[slot]);
      last += std::abs(truth[from - 1] - truth[slot]);
      week_before += std::abs(truth[slot - kWeek] - truth[slot]);
    }
  }
  EXPECT_LT(error, 0.5 * week_before);
  EXPECT_LT(error, 0.5 * last);
}

TEST(GapFilling, WhereNoOtherWeekWasCountedAShortGapIsAStraightLineAndALongOneStays) {
  std::vector<float> people(60, 100.0F);
  people[20] = 160;
  for (std::size_t slot = 15; slot < 20; ++slot) people[slot] = kGap;
  for (std::size_t slot = 40; slot < 55; ++slot) people[slot] = kGap;
  const FilledSlots filled = fill_gaps(people, kWeek);
  EXPECT_NEAR(filled.people[17], 130, 0.01);
  EXPECT_EQ(filled.filled[17], 1);
  EXPECT_TRUE(std::isnan(filled.people[45]));
  EXPECT_EQ(filled.filled[45], 0);
}

RC_GTEST_PROP(GapFilling, WhatWasCountedStaysAndWhatIsFilledIsMarkedAndNotNegative, (std::uint64_t seed)) {
  Random chance(seed);
  std::vector<float> people;
  for (int slot = 0; slot < 3000; ++slot)
    people.push_back(chance.share() < 0.3 ? kGap : static_cast<float>(chance.between(0, 500)));
  const FilledSlots filled = fill_gaps(people, 700);
  for (std::size_t slot = 0; slot < people.size(); ++slot) {
    if (!std::isnan(people[slot])) {
      RC_ASSERT(filled.people[slot] == people[slot]);
      RC_ASSERT(filled.filled[slot] == 0);
    } else {
      RC_ASSERT((filled.filled[slot] == 1) == !std::isnan(filled.people[slot]));
      RC_ASSERT(std::isnan(filled.people[slot]) || filled.people[slot] >= 0);
    }
  }
}

TEST(GapFilling, AHistorysGapsAreMarkedAndFilledAnewTheNextTime) {
  const Time first = parse_rfc3339("2026-05-04T00:00:00Z").value();
  ZoneHistory history({ZoneId("a")}, first);
  const std::vector<float> truth = weeks(3);
  history.extend_to(first + kHistorySlot * static_cast<std::int64_t>(truth.size() - 1));
  for (std::size_t slot = 0; slot < truth.size(); ++slot)
    if (slot < 6000 || slot >= 6020) history.put(slot, 0, {truth[slot]});
  EXPECT_EQ(fill_gaps(history), 20U);
  EXPECT_TRUE(history.imputed(6010, 0));
  EXPECT_FALSE(history.imputed(5999, 0));
  EXPECT_NEAR(history.people(6010)[0], truth[6010], 0.2 * truth[6010] + 40);
  EXPECT_EQ(fill_gaps(history), 20U);
}

}  // namespace
}  // namespace vigie::crowd
