// SPDX-License-Identifier: Apache-2.0
// Claims about the spread of drives and its fit, on drives drawn from a known model.
#include "roads/travel_model.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>

namespace vigie::roads {
namespace {

TravelTime after(std::int64_t ms) { return travel_time({ms, 0}); }

TEST(TravelModel, TheMedianIsTheRoutesTimeAndNineInTenTakeLittleMore) {
  const TravelTime four_minutes = after(240'000);
  EXPECT_EQ(four_minutes.p50_s, 240);
  EXPECT_NEAR(four_minutes.p90_s, 240 * std::exp(1.2816 * std::sqrt(std::log1p(0.04 + 0.00694))), 1);
  EXPECT_EQ(after(0).p90_s, 0) << "who is there has arrived";
}

TEST(TravelModel, ShortDrivesVaryMoreForTheirLength) {
  EXPECT_GT(spread(60).log_sd, spread(300).log_sd);
  EXPECT_GT(spread(300).log_sd, spread(1200).log_sd);
  EXPECT_NEAR(spread(1e6).log_sd, std::sqrt(std::log1p(0.04)), 1e-6);
}

RC_GTEST_PROP(TravelModelProperty, LongerRoutesTakeLongerInBothFigures, ()) {
  const TravelModel model{*rc::gen::inRange(50, 200) / 100.0, *rc::gen::inRange(5, 60) / 1.0,
                          *rc::gen::inRange(5, 50) / 100.0};
  double median = 0, p90 = 0;
  for (double predicted_s = 1; predicted_s < 4000; predicted_s *= 1.1) {
    const Lognormal drive = spread(predicted_s, model);
    RC_ASSERT(drive.p90() >= drive.median);
    RC_ASSERT(drive.median > median);
    RC_ASSERT(drive.p90() > p90);
    median = drive.median;
    p90 = drive.p90();
  }
}

std::vector<DrivenTime> drives(const TravelModel& truth, int count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> predicted_s(30, 900);
  std::vector<DrivenTime> out;
  for (int i = 0; i < count; ++i) {
    const double predicted = predicted_s(random);
    const Lognormal drive = spread(predicted, truth);
    out.push_back({predicted, drive.median * std::exp(drive.log_sd * normal(random))});
  }
  return out;
}

TEST(TravelFit, FindsTheModelThatManyDrivesCameFrom) {
  for (const TravelModel& truth : {TravelModel{1.25, 35, 0.3}, TravelModel{0.8, 12, 0.12}}) {
    const FittedTravel fitted = fit(drives(truth, 20'000, 7));
    EXPECT_NEAR(fitted.model.pace, truth.pace, 0.02 * truth.pace);
    EXPECT_NEAR(fitted.model.fixed_sd_s, truth.fixed_sd_s, 0.1 * truth.fixed_sd_s);
    EXPECT_NEAR(fitted.model.proportional, truth.proportional, 0.05 * truth.proportional);
  }
}

TEST(TravelFit, FewDrivesHardlyMoveIt) {
  const FittedTravel fitted = fit(drives({1.6, 80, 0.6}, 3, 11));
  EXPECT_EQ(fitted.used, 3U);
  EXPECT_NEAR(fitted.model.pace, 1, 0.05);
  EXPECT_NEAR(fitted.model.fixed_sd_s, 20, 4);
  EXPECT_NEAR(fitted.model.proportional, 0.2, 0.06) << "three drives of a city where all is three times as uncertain";
}

TEST(TravelFit, NoDriveMovesNothingAndOddOnesAreLeftOut) {
  const TravelModel before{1.1, 25, 0.25};
  const std::vector<DrivenTime> odd{{0, 100}, {100, 0}, {100, 700}, {100, 15}, {-5, 10}, {100, NAN}};
  for (const std::span<const DrivenTime> none : {std::span<const DrivenTime>{}, std::span<const DrivenTime>(odd)}) {
    const FittedTravel fitted = fit(none, before);
    EXPECT_EQ(fitted.used, 0U);
    EXPECT_EQ(fitted.model.pace, before.pace);
    EXPECT_EQ(fitted.model.fixed_sd_s, before.fixed_sd_s);
    EXPECT_EQ(fitted.model.proportional, before.proportional);
  }
}

TEST(TravelFit, NeverBecomesCertain) {
  const std::vector<DrivenTime> same(10'000, DrivenTime{300, 300});
  const TravelModel fitted = fit(same).model;
  EXPECT_GE(fitted.fixed_sd_s, kLeastFixed_s);
  EXPECT_GE(fitted.proportional, kLeastProportional);
  EXPECT_GT(travel_time({300'000, 0}, fitted).p90_s, 310);
}

}  // namespace
}  // namespace vigie::roads
