// SPDX-License-Identifier: Apache-2.0
// Claims about what is read off recordings, and about the names of corridor runs.
#include "pedestrians/recording.hpp"

#include <gtest/gtest.h>

#include "pedestrians/corridor.hpp"
#include "pedestrians/speed_curve.hpp"

namespace vigie::pedestrians {
namespace {

/// Four people abreast every metre, who walk at 1.2 m/s through a corridor 2 m wide for two minutes: 2 people/m².
Recording parade() {
  Recording recording;
  recording.frames_per_s = 10;
  std::uint32_t person = 0;
  for (int row = 0; row < 130; ++row)
    for (int file = 0; file < 4; ++file) {
      Track track{person++, static_cast<std::uint32_t>(std::lround(row * 10 / 1.2)), {}};
      for (double y = 4; y >= -4; y -= 0.12) track.places.push_back({0.25 + 0.5 * file, y});
      recording.tracks.push_back(track);
    }
  return recording;
}

TEST(SpeedAtDensity, OfAParadeIsItsSpeedAndItsDensity) {
  const auto samples = speed_at_density(parade(), {{0, -1}, {2, 1}});
  ASSERT_GT(samples.size(), 50u);
  double mean = 0;
  for (const SpeedAtDensity& s : samples) {
    EXPECT_NEAR(s.speed_mps, 1.2, 1e-9);
    mean += s.density_per_m2 / static_cast<double>(samples.size());
  }
  EXPECT_NEAR(mean, 2, 0.1);
}

TEST(SpeedAtDensity, IsTakenInTheSteadyPartOnly) {
  const auto samples = speed_at_density(parade(), {{0, -1}, {2, 1}});
  EXPECT_GT(samples.front().at_s, 20);
  EXPECT_LT(samples.back().at_s, 95);
  EXPECT_TRUE(speed_at_density({}, {{0, -1}, {2, 1}}).empty());
}

TEST(SpeedCurve, ErrsByWhatItIsOffAndKnowsTheScatter) {
  std::vector<SpeedAtDensity> seen;
  for (int i = 0; i < 40; ++i) seen.push_back({0, 1.0 + 0.5 * (i % 2), 1.0 + (i % 4 < 2 ? 0.1 : -0.1)});
  const SpeedError error = speed_error(seen, [](double) { return 1.2; });
  EXPECT_NEAR(error.classes_mps, 0.2, 1e-9);
  EXPECT_NEAR(error.scatter_mps, 0.1, 1e-9);
  EXPECT_NEAR(error.moments_mps, std::sqrt(0.2 * 0.2 + 0.1 * 0.1), 1e-9);
  const SpeedCurve curve(seen);
  EXPECT_NEAR(curve.at(0.1), 1, 1e-9);
  EXPECT_NEAR(curve.at(9), 1, 1e-9);
}

TEST(Weidmann, StandsStillAtFivePointFour) {
  EXPECT_NEAR(weidmann_mps(1), 1.34 * (1 - std::exp(-1.913 * (1 - 1 / 5.4))), 1e-12);
  EXPECT_EQ(weidmann_mps(5.4), 0);
  EXPECT_EQ(weidmann_mps(8), 0);
}

TEST(CorridorName, GivesItsWidths) {
  const auto one = corridor_named("uo-180-240-120");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->entrance_m, 1.8);
  EXPECT_EQ(one->corridor_m, 2.4);
  EXPECT_EQ(one->exit_m, 1.2);
  const auto two = corridor_named("BOA-300-050-085");
  ASSERT_TRUE(two);
  EXPECT_EQ(two->ways, CorridorPlan::Ways::Two);
  EXPECT_EQ(two->corridor_m, 3.0);
  EXPECT_EQ(two->exit_m, 0.85);
}

TEST(CorridorName, IsNoneForOthers) {
  for (const char* name : {"040_c_56_h-", "uo-180-240", "uo-180-240-120-1", "uo-a-240-120", "uo-180-240-", "bx-1-2-3",
                           "uo-10-240-120", "uo", ""})
    EXPECT_FALSE(corridor_named(name)) << name;
}

TEST(Corridor, LetsEverybodyThroughBothWays) {
  CorridorOptions options;
  options.plan = *corridor_named("bot-360-100-100");
  options.from_north = options.from_south = 40;
  EXPECT_EQ(run_corridor(options).left, 80u);
}

}  // namespace
}  // namespace vigie::pedestrians
