// SPDX-License-Identifier: Apache-2.0
// Counts teach an ensemble what streets without a counter are like; broken counters do not unteach it.
#include "flow/assimilation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "flow/grid_town.hpp"
#include "flow/twin_experiment.hpp"

namespace vigie::flow {
namespace {

TwinOptions small_twin(std::uint64_t seed) {
  TwinOptions options;
  options.seed = seed;
  options.every_s = 120;
  options.until_s = 3600;
  options.truth_step_s = 4;
  options.truth_cell_m = 16;
  options.horizons_s = {900};
  options.forecast_every_s = 1800;
  options.assimilation.members = 40;
  options.assimilation.spreads.shunned_s = 0;  // needs more members than a unit test has time for: `vigie crowd twin`
  options.assimilation.seed = seed + 1000;
  options.assimilation.simulation.step_s = 12;
  options.assimilation.simulation.cell_m = 40;
  return options;
}

struct Pooled {
  double ratio = 0, covered80 = 0, covered95 = 0, forecast_ratio = 0;
  std::size_t distrusted = 0, distrusted_sound = 0;
};

/// Means over some truths, each in its town.
Pooled pooled(CounterFault fault, const std::vector<std::uint64_t>& seeds) {
  Pooled out;
  const double n = static_cast<double>(seeds.size());
  for (const std::uint64_t seed : seeds) {
    const GridTown town = grid_town({6, 12'000, seed});
    TwinOptions options = small_twin(seed);
    options.fault = fault;
    const TwinResult run = run_twin(town.network, town.demand, options).value();
    out.ratio += run.ratio() / n;
    out.covered80 += run.corrected.covered80 / n;
    out.covered95 += run.corrected.covered95 / n;
    out.forecast_ratio += run.forecasts[0].corrected.rmse / run.forecasts[0].free.rmse / n;
    out.distrusted += run.distrusted;
    out.distrusted_sound += run.distrusted_sound;
  }
  return out;
}

TEST(FlowAssimilation, CountersInAFifthOfTheStreetsHalveTheErrorOfTheOthers) {
  const Pooled sound = pooled(CounterFault::None, {21, 22, 23});
  EXPECT_LE(sound.ratio, 0.5);
  EXPECT_LT(sound.forecast_ratio, 0.7);
  EXPECT_GT(sound.covered80, 0.6);
  EXPECT_GT(sound.covered95, 0.85);
}

TEST(FlowAssimilation, SilentAndStuckCountersDoNotWreckIt) {
  EXPECT_LE(pooled(CounterFault::Silent, {21, 22}).ratio, 0.6);
  const Pooled stuck = pooled(CounterFault::Stuck, {21, 22});
  EXPECT_LE(stuck.ratio, 0.65);
  EXPECT_GT(stuck.distrusted, 5 * stuck.distrusted_sound);
}

TEST(FlowAssimilation, TheStateStaysFeasibleAndEverybodyIsAccountedFor) {
  const GridTown town = grid_town({4, 4000, 1});
  const auto everybody = [](const Simulation& sim) {
    double sum = sim.on_streets();
    for (std::size_t s = 0; s < sim.demand().sources.size(); ++s) sum += sim.waiting_at_source(s);
    for (std::size_t d = 0; d < sim.destinations(); ++d) sum += sim.reached(d);
    return sum - sim.set_out();
  };
  AssimilationOptions options;
  options.members = 20;
  const std::vector<Gauge> gauges{{3, GaugeKind::Passing, 0.1, 1}, {9, GaugeKind::Density, 0.1, 0.02}};
  Assimilation filter = Assimilation::create(town.network, town.demand, gauges, options).value();
  double told = 0;
  Random random(5);
  for (double at_s = 120; at_s <= 2400; at_s += 120) {
    filter.advance_to(at_s);
    // Readings that fit nothing: a filter must bear them.
    const CorrectionReport report = filter.hear({std::round(random.between(0, 300)), random.between(0, 4)});
    told += report.added - report.removed;
    double kept = 0;
    for (const Simulation& member : filter.members()) {
      kept += everybody(member) / 20;
      for (const double people : member.people()) ASSERT_GE(people, 0);
      for (std::uint32_t cell = 0; cell < member.layout().cell_count; ++cell)
        ASSERT_LE(member.totals()[2 * cell] + member.totals()[2 * cell + 1],
                  member.options().shape.jam_density_per_m2 * member.cell_area_m2(cell) + 1e-6);
    }
    ASSERT_NEAR(kept, told, 1e-6);
  }
}

TEST(FlowAssimilation, NothingHeardChangesNothingAndTheSameSeedGivesTheSame) {
  const GridTown town = grid_town({4, 4000, 1});
  AssimilationOptions options;
  options.members = 8;
  Assimilation a = Assimilation::create(town.network, town.demand, {{3}}, options).value(), b = a;
  a.advance_to(1200);
  b.advance_to(600);
  const CorrectionReport silent = b.hear({std::nullopt});
  EXPECT_EQ(silent.heard, 0U);
  b.advance_to(1200);
  EXPECT_EQ(a.density(5).mean, b.density(5).mean);
  b = a;
  const CorrectionReport one = a.hear({100.0}), other = b.hear({100.0});
  EXPECT_EQ(one.heard, 1U);
  EXPECT_EQ(one.added, other.added);
  EXPECT_EQ(a.hear({std::nan("")}).heard, 0U);
}

TEST(FlowAssimilation, RefusesCountersThatCannotBe) {
  const GridTown town = grid_town({4, 1000, 1});
  const auto refused = [&](Gauge gauge) { return !Assimilation::create(town.network, town.demand, {gauge}, {}).ok(); };
  EXPECT_TRUE(refused({9999}));
  EXPECT_TRUE(refused({0, GaugeKind::AreaDensity}));
  EXPECT_TRUE(refused({0, GaugeKind::Passing, 0.1, 0}));
  EXPECT_TRUE(refused({0, GaugeKind::Passing, std::nan(""), 1}));
  EXPECT_FALSE(refused({0}));
}

TEST(FlowAssimilation, RefusesAnErrorOfStreetsThatCannotBe) {
  const GridTown town = grid_town({4, 1000, 1});
  const auto refused = [&](double street_error) {
    AssimilationOptions options;
    options.members = 8;
    options.street_error = street_error;
    return !Assimilation::create(town.network, town.demand, {{0}}, options).ok();
  };
  EXPECT_TRUE(refused(-0.1));
  EXPECT_TRUE(refused(std::nan("")));
  EXPECT_FALSE(refused(0));
}

RC_GTEST_PROP(FlowEnsembleTable, AnObservationMovesTheMeanTowardsItAndNarrowsAsBayesSays, (std::uint64_t seed)) {
  Random random(seed);
  EnsembleTable table(2, 50);
  for (std::size_t m = 0; m < 50; ++m) {
    table.row(0)[m] = 10 + 2 * random.normal();
    table.row(1)[m] = 3 * table.row(0)[m];
  }
  const double mean = mean_of(table.row(0), 50), variance = variance_of(table.row(0), 50, mean);
  table.observe(0, 14, 4, [](std::size_t) { return 1.0; });
  const double after = mean_of(table.row(0), 50), narrowed = variance_of(table.row(0), 50, after);
  // Within what fifty members leave of a perfect correlation: a twenty-fifth.
  RC_ASSERT(std::abs(after - (mean + variance / (variance + 4) * (14 - mean))) < 0.05 * std::abs(14 - mean));
  RC_ASSERT(narrowed < variance);
  RC_ASSERT(std::abs(narrowed / (variance * 4 / (variance + 4)) - 1) < 0.15);
  RC_ASSERT(std::abs(mean_of(table.row(1), 50) - 3 * after) < 1e-6);
}

RC_GTEST_PROP(FlowEnsembleTable, WhatHasNothingToDoWithItHardlyMoves, (std::uint64_t seed)) {
  Random random(seed);
  constexpr std::size_t kRows = 200;
  EnsembleTable table(kRows, 60);
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t m = 0; m < 60; ++m) table.row(r)[m] = random.normal();
  std::vector<double> before;
  for (std::size_t r = 1; r < kRows; ++r) before.push_back(mean_of(table.row(r), 60));
  table.observe(0, 2, 0.25, [](std::size_t) { return 1.0; });
  double moved = 0, plain = 0;  // against what an undamped regression would do: twice a correlation of 1/√60
  for (std::size_t r = 1; r < kRows; ++r) moved += std::pow(mean_of(table.row(r), 60) - before[r - 1], 2);
  plain = (kRows - 1) * std::pow(2 * 0.8, 2) / 60;
  RC_ASSERT(moved < plain);
}

TEST(FlowCounterTrust, ZerosWhereNobodyIsExpectedSayNothingAgainstIt) {
  CounterTrust trust;
  const std::vector<double> expected(10, 0.2), variance(10, 1.2);
  for (int i = 0; i < 100; ++i) trust.hear(0, expected, variance);
  EXPECT_TRUE(trust.sound());
}

TEST(FlowCounterTrust, ZerosInACrowdDoAndItIsTrustedAgainWhenItFits) {
  CounterTrust trust;
  const std::vector<double> expected{80, 90, 100, 110, 120}, variance(5, 200);
  for (int i = 0; i < 20; ++i) trust.hear(90 + i % 7, expected, variance);
  EXPECT_TRUE(trust.sound());
  trust.hear(0, expected, variance);
  trust.hear(0, expected, variance);
  EXPECT_FALSE(trust.sound());
  for (int i = 0; i < 10; ++i) trust.hear(90 + i, expected, variance);
  EXPECT_TRUE(trust.sound());
}

TEST(FlowCounterTrust, TheSameFigureForEverIsNoCount) {
  CounterTrust trust;
  const std::vector<double> variance(5, 100);
  for (int i = 0; i < 20; ++i) {
    const double there = 100 + 30 * std::sin(i);
    trust.hear(100, std::vector<double>(5, there), variance);
  }
  EXPECT_FALSE(trust.sound());
}

/// Sixty members and a truth from the same distribution but for an error that all of them share.
std::pair<double, double> held(double own_error) {
  Random random(3);
  int in80 = 0, in95 = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<double> members(60);
    for (double& member : members) member = 10 + random.normal();
    const Estimate seen = estimate(members, own_error);
    const double next = 10 + random.normal() + 10 * own_error * random.normal();
    in80 += next >= seen.low80 && next <= seen.high80;
    in95 += next >= seen.low95 && next <= seen.high95;
  }
  return {in80 / 4000.0, in95 / 4000.0};
}

TEST(FlowEstimate, TheNextDrawLiesWithinAsOftenAsSaid) {
  for (const double own_error : {0.0, 0.05, 0.2}) {
    const auto [in80, in95] = held(own_error);
    EXPECT_NEAR(in80, 0.80, 0.02) << own_error;
    EXPECT_NEAR(in95, 0.95, 0.015) << own_error;
  }
}

TEST(FlowEstimate, AnErrorOfTheModelItselfNeverPutsFewerThanNobodyInAStreet) {
  const Estimate seen = estimate({0, 0, 0, 0.1, 0.1, 0.2, 0.3, 0.5, 0.9}, 0.5),
                 none = estimate(std::vector<double>(9, 0.0), 0.5);
  EXPECT_EQ(seen.low95, 0);
  EXPECT_GT(seen.high95, 0.9);
  EXPECT_EQ(none.low95, 0);
  EXPECT_EQ(none.high95, 0);
}

}  // namespace
}  // namespace vigie::flow
