// SPDX-License-Identifier: Apache-2.0
// Waves that were constructed are found with their speed and direction, others are not; thresholds ahead are told with their chance.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numbers>
#include <utility>

#include "core/random.hpp"
#include "flow/risk.hpp"
#include "flow/threshold_outlook.hpp"
#include "flow/wave_watch.hpp"

namespace vigie::flow {
namespace {

/// Places 3 m apart; a sine that travels, chance added.
DensityRow sine(double speed_mps, double swing, double noise, std::uint64_t seed, double period_s = 40) {
  Random random(seed);
  DensityRow row{{}, {}, 2};
  for (int k = 0; k < 6; ++k) {
    row.at_m.push_back(3.0 * k);
    row.series.emplace_back();
    for (int t = 0; t < 90; ++t) {
      const double phase = 2 * std::numbers::pi / period_s * (2.0 * t - 3.0 * k / speed_mps);
      row.series.back().push_back(2.5 + 0.3 * k + swing * std::sin(phase) + noise * random.normal());
    }
  }
  return row;
}

RC_GTEST_PROP(FlowWaves, AConstructedWaveIsFoundWithItsSpeedAndDirection, (std::uint64_t seed)) {
  Random random(seed);
  const double speed = random.between(0.3, 1.2) * (random.share() < 0.5 ? -1 : 1);
  const auto wave = find_wave(sine(speed, 0.6, 0.1, seed));
  RC_ASSERT(wave.has_value());
  RC_ASSERT(wave->upstream() == (speed < 0));
  RC_ASSERT(std::abs(wave->speed_mps - speed) < 0.15 * std::abs(speed));
  RC_ASSERT(std::abs(wave->swing_per_m2 - 0.6) < 0.1);
}

RC_GTEST_PROP(FlowWaves, ChanceIsNoWave, (std::uint64_t seed)) {
  RC_ASSERT(!find_wave(sine(1, 0, 0.5, seed)).has_value());
}

TEST(FlowWaves, WhatRisesEverywhereAtOnceIsNoWave) {
  DensityRow row = sine(1e9, 0.8, 0.05, 3);
  EXPECT_FALSE(find_wave(row).has_value());
  for (auto& series : row.series)
    for (std::size_t t = 0; t < series.size(); ++t) series[t] = 0.03 * static_cast<double>(t);
  EXPECT_FALSE(find_wave(row).has_value());
}

TEST(FlowWaves, TwoPlacesOrFewMomentsSayNothing) {
  DensityRow row = sine(-0.5, 0.6, 0, 1);
  DensityRow two = row;
  two.at_m.resize(2);
  two.series.resize(2);
  EXPECT_FALSE(find_wave(two).has_value());
  for (auto& series : row.series) series.resize(7);
  EXPECT_FALSE(find_wave(row).has_value());
}

/// A street of 120 m, drawn one way or the other, whose people go on through one that is shut for 50 s in every 100 where `gate`.
Simulation street_before_a_gate(bool gate, bool drawn_backwards = false) {
  NetworkData data{4, {{0, 1, 120, 4}, {1, 2, 60, 4}, {2, 3, 60, 4}}, {}};
  if (drawn_backwards) std::swap(data.sections[0].from, data.sections[0].to);
  const auto network = std::make_shared<const Network>(Network::checked(std::move(data)).value());
  Demand demand{{{0, 4000, Curve::even(0, 800), {1.0}}}, {{{{3}}}}, {}};
  for (double t = 200; gate && t < 1000; t += 100) demand.controls.push_back({1, ControlKind::Held, t, t + 50});
  return Simulation::create(network, demand, {.step_s = 2, .cell_m = 4}).value();
}

/// Densities of 32 m of street before the gate, between two moments.
DensityRow before_a_gate(double from_s, double until_s) {
  Simulation sim = street_before_a_gate(true);
  const Cells cells = sim.layout().sections[0];
  DensityRow row{{}, std::vector<std::vector<double>>(8), 4};
  for (std::uint32_t k = 0; k < 8; ++k) row.at_m.push_back((cells.count - 12 + k) * cells.length_m);
  while (sim.now_s() < until_s) {
    sim.step();
    sim.step();
    if (sim.now_s() < from_s) continue;
    for (std::uint32_t k = 0; k < 8; ++k)
      row.series[k].push_back(sim.totals()[2 * (cells.first + cells.count - 12 + k)] / cells.area_m2);
  }
  return row;
}

TEST(FlowWaves, AQueueGrowsUpstreamAsFastAsPeopleAreKept) {
  const auto wave = find_wave(before_a_gate(300, 700));
  ASSERT_TRUE(wave.has_value());
  // Rankine and Hugoniot: 1.25 people/(m s) come at 0.93 people/m², on average 0.87 go on at 3.2.
  EXPECT_NEAR(wave->speed_mps, (1.25 - 0.87) / (0.93 - 3.2), 0.06);
}

TEST(FlowWaves, InsideTheQueueStopAndGoTravelsUpstreamWithTheDiagramsWaveSpeed) {
  const auto wave = find_wave(before_a_gate(640, 1000));
  ASSERT_TRUE(wave.has_value());
  EXPECT_TRUE(wave->upstream());
  EXPECT_NEAR(wave->speed_mps, -kLabDiagram.wave_speed_mps, 0.08);
}

TEST(FlowWaves, AWatchNamesTheStreetWhoseQueueRanUpstreamWhicheverWayItIsDrawn) {
  for (const bool backwards : {false, true}) {
    Simulation sim = street_before_a_gate(true, backwards);
    WaveWatch watch(sim);
    while (sim.now_s() < 1000) {
      sim.step();
      watch.observe(sim);
    }
    const std::optional<SeenWave>& seen = watch.sections()[0];
    ASSERT_TRUE(seen.has_value());
    EXPECT_LT(seen->wave.speed_mps, -0.1);
    EXPECT_GT(seen->wave.speed_mps, -kLabDiagram.wave_speed_mps - 0.1);
    EXPECT_GT(seen->at_s, 240);
    EXPECT_FALSE(watch.sections()[2].has_value()) << "behind the gate people walk freely";
  }
}

TEST(FlowWaves, AWatchOfAStreetThatFlowsSeesNone) {
  Simulation sim = street_before_a_gate(false);
  WaveWatch watch(sim);
  while (sim.now_s() < 1000) {
    sim.step();
    watch.observe(sim);
  }
  EXPECT_FALSE(watch.sections()[0].has_value());
}

TEST(FlowThresholds, AnEnsembleTellsShareAndMoment) {
  ThresholdOutlook outlook(4, 2);
  for (std::size_t m = 0; m < 4; ++m)
    for (double t = 0; t <= 100; t += 10) outlook.note(m, 1, 0.01 * static_cast<double>(m + 1) * t, t);
  EXPECT_EQ(outlook.probability(1, 0, 100), 0.5);  // 3 and 4 of 1, 2, 3, 4 pass 2
  EXPECT_EQ(outlook.probability(1, 0, 60), 0.25);
  EXPECT_EQ(outlook.probability(1, 1, 100), 0.25);
  EXPECT_EQ(outlook.probability(0, 0, 100), 0);
  EXPECT_EQ(outlook.when_s(1, 0, 0.25), 60);
  EXPECT_EQ(outlook.when_s(1, 0, 0.5), 70);
  EXPECT_EQ(outlook.when_s(1, 0, 0.75), kUnlimited);
}

TEST(FlowThresholds, ARisingSeriesTellsWhenItIsTooDense) {
  const std::vector<double> rising{1.0, 1.1, 1.2, 1.3, 1.4, 1.5};
  const TrendOutlook outlook = trend_outlook(rising, 60, 2, 900);
  EXPECT_NEAR(outlook.likely_s, 300, 61);
  EXPECT_GT(outlook.probability, 0.99);
  EXPECT_LT(trend_outlook(rising, 60, 2, 120).probability, 0.01);
  EXPECT_EQ(trend_outlook(std::vector{2.5}, 60, 2, 900).likely_s, 0);
  EXPECT_EQ(trend_outlook(std::vector{1.5, 1.6}, 60, 2, 900).probability, 0);
}

RC_GTEST_PROP(FlowThresholds, AHigherThresholdIsNeverLikelierNorEarlier, (std::uint64_t seed)) {
  Random random(seed);
  std::vector<double> series;
  for (int t = 0; t < 12; ++t) series.push_back(random.between(0, 3) + 0.05 * t);
  const TrendOutlook low = trend_outlook(series, 60, 3.57, 1800), high = trend_outlook(series, 60, 5.55, 1800);
  RC_ASSERT(low.probability >= high.probability);
  RC_ASSERT(low.likely_s <= high.likely_s);
  RC_ASSERT(low.earliest_s <= low.likely_s);
}

}  // namespace
}  // namespace vigie::flow
