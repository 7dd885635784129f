// SPDX-License-Identifier: Apache-2.0
// Claims about forecasts on a made-up network: nothing of the future is read, what is learnt helps, gaps are no fault.
#include "crowd/forecaster.hpp"

#include <gtest/gtest.h>

#include "crowd/scores.hpp"
#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kPlaces = 3, kDays = 22, kSlots = 12;
constexpr std::size_t kFirstDay = 4, kEndDay = 20;  // of training

Network line() {  // A--B--C
  return two_way_network(kPlaces, {0, 1, 0, 1, 0, 1, 0, 1, 0}, Targets::Both);
}

ForecasterOptions options() {
  ForecasterOptions options;
  options.horizons = {1, 3};
  options.model.state_penalty = 50;
  options.model.trees = {.rounds = 20, .depth = 3, .smallest_leaf = 10};
  return options;
}

Counts synthetic() { return synthetic_days(2 * kPlaces, kDays, kSlots, 1); }

Forecaster fitted(const Counts& counts) {
  auto forecaster = Forecaster::fit(counts, workdays(kDays), kFirstDay, kEndDay, line(), options());
  VIGIE_CHECK(forecaster.ok());
  return *std::move(forecaster);
}

/// Everything from `slot` of `day` on is something else.
Counts perturbed_from(const Counts& counts, std::size_t day, std::size_t slot) {
  Counts other = counts;
  Chance chance(99);
  for (std::size_t d = day; d < counts.days(); ++d)
    for (std::size_t s = d == day ? slot : 0; s < counts.slots(); ++s)
      for (std::size_t series = 0; series < counts.series(); ++series)
        other.set(series, d, s, chance.uniform() < 0.1 ? kNotCounted : std::floor(5000 * chance.uniform()));
  return other;
}

TEST(Forecaster, NothingAfterTheMomentOfAskingMovesAForecast) {
  const Counts counts = synthetic();
  const std::vector<Day> days = workdays(kDays);
  const Forecaster forecaster = fitted(counts);
  for (const std::size_t horizon : {1U, 3U})
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      const std::size_t known = known_slots(slot, horizon);
      const auto said = forecaster.forecast(counts, days, kEndDay, slot, horizon);
      const auto unmoved = forecaster.forecast(perturbed_from(counts, kEndDay, known), days, kEndDay, slot, horizon);
      ASSERT_TRUE(said.ok() && unmoved.ok());
      EXPECT_EQ(*said, *unmoved) << "slot " << slot << ", " << horizon << " ahead";
      if (known == 0) continue;
      const auto moved = forecaster.forecast(perturbed_from(counts, kEndDay, known - 1), days, kEndDay, slot, horizon);
      EXPECT_NE(*said, *moved) << "the newest known slot is not looked at: slot " << slot;
    }
}

TEST(Forecaster, NothingAfterTrainingMovesWhatWasLearnt) {
  const Counts counts = synthetic();
  const Forecaster one = fitted(counts), other = fitted(perturbed_from(counts, kEndDay, 0));
  EXPECT_EQ(one.coefficients(1), other.coefficients(1));
  const std::vector<Day> days = workdays(kDays);
  EXPECT_EQ(*one.forecast(counts, days, kEndDay, 7, 3), *other.forecast(counts, days, kEndDay, 7, 3));
}

TEST(Forecaster, MissesByAThirdLessThanTheProfileWhereBusynessLasts) {
  const Counts counts = synthetic();
  const std::vector<Day> days = workdays(kDays);
  const Forecaster forecaster = fitted(counts);
  Scores ours, profile;
  for (std::size_t day = kEndDay; day < kDays; ++day) {
    const DayProfile expected = day_profile(counts, days, day, day, {});
    for (std::size_t slot = 2; slot < kSlots; ++slot) {
      const auto said = forecaster.forecast(counts, days, day, slot, 1);
      ASSERT_TRUE(said.ok());
      for (std::size_t series = 0; series < 2 * kPlaces; ++series) {
        ours.add((*said)[series], counts.at(series, day, slot));
        profile.add(expected.expected[slot * 2 * kPlaces + series], counts.at(series, day, slot));
      }
    }
  }
  EXPECT_LT(ours.mae(), 0.67 * profile.mae()) << ours.mae() << " against " << profile.mae();
}

TEST(Forecaster, ASilentCounterLeavesFiniteForecastsEverywhere) {
  Counts counts = synthetic();
  for (std::size_t day = 6; day < kDays; ++day)
    for (std::size_t slot = 0; slot < kSlots; ++slot) counts.set(2, day, slot, kNotCounted);
  const Forecaster forecaster = fitted(counts);
  const auto said = forecaster.forecast(counts, workdays(kDays), kEndDay, 6, 1);
  ASSERT_TRUE(said.ok());
  for (const double people : *said) EXPECT_TRUE(people >= 0 && std::isfinite(people));
}

TEST(Forecaster, EveryFeatureHasANameAndAWeight) {
  const Forecaster forecaster = fitted(synthetic());
  EXPECT_EQ(forecaster.feature_names().size(), forecaster.coefficients(3).size());
}

}  // namespace
}  // namespace vigie::crowd
