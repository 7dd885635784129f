// SPDX-License-Identifier: Apache-2.0
// Claims about lognormal durations, against samples drawn one by one.
#include "core/lognormal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace vigie {
namespace {

TEST(Lognormal, IsMadeFromWhatIsKnown) {
  const Lognormal from_quantiles = Lognormal::with(100, 150);
  EXPECT_DOUBLE_EQ(from_quantiles.median, 100);
  EXPECT_NEAR(from_quantiles.p90(), 150, 1e-9);
  const Lognormal from_variation = Lognormal::with_variation(100, 0.3);
  EXPECT_NEAR(from_variation.variance(), 0.09 * from_variation.mean() * from_variation.mean(), 1e-6);
  EXPECT_EQ(Lognormal::with(0, 10).p90(), 0) << "nothing to wait for is certain";
}

TEST(Lognormal, AddingNothingChangesNothing) {
  const Lognormal drive = Lognormal::with(240, 330);
  const Lognormal same = sum(drive, {0, 0});
  EXPECT_NEAR(same.median, drive.median, 1e-9);
  EXPECT_NEAR(same.p90(), drive.p90(), 1e-9);
  EXPECT_EQ(sum({0, 0}, {0, 0}).p90(), 0);
}

/// The slow twin draws both and adds them.
TEST(Lognormal, ASumsQuantilesAreThoseOfSamples) {
  std::mt19937_64 random(20261124);
  std::normal_distribution<double> normal;
  for (const auto& [a, b] : {std::pair{Lognormal::with(20, 60), Lognormal::with(240, 330)},
                             std::pair{Lognormal::with(30, 90), Lognormal::with(60, 110)},
                             std::pair{Lognormal::with(10, 30), Lognormal::with(600, 790)}}) {
    std::vector<double> drawn;
    for (int i = 0; i < 200'000; ++i)
      drawn.push_back(a.median * std::exp(a.log_sd * normal(random)) + b.median * std::exp(b.log_sd * normal(random)));
    std::sort(drawn.begin(), drawn.end());
    const Lognormal total = sum(a, b);
    // What Fenton's approximation is good for: these are the sums that dispatch makes.
    EXPECT_NEAR(total.median, drawn[100'000], 0.05 * drawn[100'000]);
    EXPECT_NEAR(total.p90(), drawn[180'000], 0.05 * drawn[180'000]);
  }
}

}  // namespace
}  // namespace vigie
