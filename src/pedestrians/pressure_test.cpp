// SPDX-License-Identifier: Apache-2.0
// Pressure is none where all walk alike, grows with turbulence and density, and is judged against what is usual at the place.
#include "pedestrians/pressure.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random.hpp"

namespace vigie::pedestrians {
namespace {

Ground square(double side_m) {
  return Ground({{{0, 0}, {side_m, 0}, {side_m, side_m}, {0, side_m}}, {}, {}, {{{0, 0}, {side_m, 0}}}});
}

/// People on a grid `apart_m`, all with the velocity given.
People crowd(double side_m, double apart_m, Vec velocity) {
  People people;
  std::uint32_t id = 0;
  for (double x = apart_m / 2; x < side_m; x += apart_m)
    for (double y = apart_m / 2; y < side_m; y += apart_m) {
      people.add({{x, y}}, id++);
      people.vx.back() = static_cast<float>(velocity.x);
      people.vy.back() = static_cast<float>(velocity.y);
    }
  return people;
}

/// Highest pressure after a crowd of that spacing swayed to and fro for a minute around a steady velocity.
double swayed(double apart_m, double sway_mps, Vec steady) {
  const Ground ground = square(8);
  PressureMap map(ground, {});
  for (int t = 0; t < 240; ++t) map.observe(crowd(8, apart_m, steady + Vec{t % 2 == 0 ? sway_mps : -sway_mps, 0}), 0.5);
  return map.highest_per_s2();
}

TEST(Pressure, ACrowdThatWalksAlikeHasNone) { EXPECT_NEAR(swayed(0.5, 0, {1.2, -0.3}), 0, 1e-6); }

TEST(Pressure, IsDensityTimesTheVarianceOfVelocity) {
  EXPECT_NEAR(swayed(0.5, 0.2, {}), 4 * 0.2 * 0.2, 0.02);  // 4 people/m²
  EXPECT_NEAR(swayed(1.0, 0.2, {}), 1 * 0.2 * 0.2, 0.005);
}

RC_GTEST_PROP(Pressure, ASteadyDriftDoesNotMatterAndTwiceTheSwayIsFourTimesThePressure, (std::uint64_t seed)) {
  Random random(seed);
  const double sway = random.between(0.05, 0.5);
  const Vec drift{random.between(-1, 1), random.between(-1, 1)};
  const double still = swayed(0.8, sway, {});
  RC_ASSERT(still >= 0);
  RC_ASSERT(std::abs(swayed(0.8, sway, drift) - still) < 0.01 * still + 1e-6);
  RC_ASSERT(std::abs(swayed(0.8, 2 * sway, {}) - 4 * still) < 0.01 * still);
}

TEST(Pressure, EmptyGroundHasNoneAndForgets) {
  const Ground ground = square(8);
  PressureMap map(ground, {});
  EXPECT_EQ(map.highest_per_s2(), 0);
  for (int t = 0; t < 100; ++t) map.observe(crowd(8, 0.5, {t % 2 == 0 ? 0.3 : -0.3, 0}), 0.5);
  EXPECT_GT(map.highest_per_s2(), kTurbulent_per_s2);
  for (int t = 0; t < 400; ++t) map.observe({}, 0.5);
  EXPECT_EQ(map.highest_per_s2(), 0);
}

TEST(PlaceNormal, TellsWhatIsUnusualThereAndDoesNotGetUsedToDanger) {
  Random random(2);
  PlaceNormal calm, lively;
  for (int i = 0; i < 600; ++i) {
    calm.hear(0.001 * random.factor(0.3));
    lively.hear(0.01 * random.factor(0.3));
  }
  EXPECT_GT(calm.hear(0.01)->deviations, 5);
  EXPECT_LT(std::abs(lively.hear(0.01)->deviations), 2);
  EXPECT_NEAR(calm.hear(0.01)->times, 10, 2);
  for (int i = 0; i < 30; ++i) calm.hear(0.02);
  EXPECT_GT(calm.hear(0.02)->deviations, 4);
}

TEST(PlaceNormal, SaysNothingBeforeItHasSeenEnough) {
  PlaceNormal normal(1000, 10);
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(normal.hear(1).has_value());
  EXPECT_TRUE(normal.hear(1).has_value());
}

}  // namespace
}  // namespace vigie::pedestrians
