// SPDX-License-Identifier: Apache-2.0
// Surges: chances that mean what they say, raised once, ended with patience.
#include "crowd/surge.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "core/random.hpp"
#include "crowd/synthetic_zones.hpp"
#include "crowd/zone_forecaster.hpp"

namespace vigie::crowd {
namespace {

using std::chrono::minutes;

const Time kNow = Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));

/// Around a median, as a normal with that deviation would be told.
ForecastPoint point(Time at, double people, double deviation) {
  const auto end = [&](double score) { return std::max<std::int64_t>(std::llround(people + score * deviation), 0); };
  return {at, std::llround(people), end(-1.2816), end(1.2816), end(-1.96), end(1.96)};
}

CrowdForecast forecast(const std::vector<double>& medians, double deviation, Time now = kNow) {
  CrowdForecast made{ZoneId("square"), now, "test", {}, {}, {}, 0};
  for (std::size_t i = 0; i < medians.size(); ++i)
    made.points.push_back(point(now + minutes(15 * (static_cast<int>(i) + 1)), medians[i], deviation));
  return made;
}

Zone square() {
  Zone zone;
  zone.id = ZoneId("square");
  zone.capacity = 1000;
  zone.area_m2 = 1000;  // 3,570 people at level of service F
  return zone;
}

TEST(ChanceAbove, FollowsTheIntervalAndFallsWithTheLimit) {
  const ForecastPoint told = point(kNow, 1000, 100);
  EXPECT_NEAR(chance_above(told, 1000), 0.5, 0.01);
  EXPECT_NEAR(chance_above(told, 1128), 0.10, 0.01);
  EXPECT_NEAR(chance_above(told, 1196), 0.025, 0.005);
  EXPECT_NEAR(chance_above(told, 872), 0.90, 0.01);
  double before = 1;
  for (double limit = 0; limit < 3000; limit += 10) {
    const double chance = chance_above(told, limit);
    EXPECT_LE(chance, before);
    before = chance;
  }
  EXPECT_LT(before, 1e-6);
}

TEST(ChanceWithin, IsAtLeastThatOfEachPointAndAtMostTheirSum) {
  const CrowdForecast made = forecast({900, 950, 980, 940}, 60);
  double most = 0, sum = 0;
  for (const ForecastPoint& one : made.points) {
    most = std::max(most, chance_above(one, 1050));
    sum += chance_above(one, 1050);
  }
  const double chance = chance_within(nullptr, made, 1050, {});
  EXPECT_GE(chance, most - 0.01);
  EXPECT_LE(chance, sum);
}

TEST(ChanceWithin, CountsWhatIsThereNow) {
  CrowdState full;
  full.zone = ZoneId("square");
  full.at = kNow;
  full.counted = kNow;
  full.people = 1200;
  full.deviation = 50;
  EXPECT_GT(chance_within(&full, forecast({500, 400, 300, 200}, 40), 1000, {}), 0.99);
}

TEST(SurgeWatch, RaisesOnceRetellsAndEndsAfterTenQuietMinutes) {
  SurgeWatch watch;
  const std::vector<Zone> zones = {square()};
  const auto step = [&](double peak, int minute) {
    const Time now = kNow + minutes(minute);
    return watch.update({}, std::vector{forecast({600, 800, peak, 800}, 60, now)}, zones, now);
  };
  EXPECT_TRUE(step(800, 0).empty());
  const auto raised = step(1030, 1);
  ASSERT_EQ(raised.size(), 1U);
  EXPECT_EQ(raised[0].step, SurgeStep::Raised);
  EXPECT_EQ(raised[0].surge.threshold, SurgeThreshold::Limit);
  EXPECT_EQ(raised[0].surge.limit, 1000);
  EXPECT_GE(raised[0].surge.probability_percent, 50);
  EXPECT_EQ(raised[0].surge.expected, kNow + minutes(1 + 45));
  EXPECT_TRUE(step(1030, 2).empty());
  const auto retold = step(1200, 3);
  ASSERT_EQ(retold.size(), 1U);
  EXPECT_EQ(retold[0].step, SurgeStep::Retold);
  EXPECT_EQ(retold[0].surge.made, kNow + minutes(1));
  EXPECT_EQ(watch.open().size(), 1U);
  // Between a quarter and a half it stays.
  for (int minute = 4; minute < 30; ++minute)
    for (const SurgeChange& change : step(970, minute)) EXPECT_EQ(change.step, SurgeStep::Retold);
  std::vector<SurgeChange> ended;
  int at = 30;
  for (; at < 60; ++at) {
    ended = step(700, at);
    if (!ended.empty() && ended[0].step == SurgeStep::Ended) break;
  }
  EXPECT_EQ(at, 40);
  ASSERT_FALSE(ended.empty());
  EXPECT_EQ(ended[0].surge.ended, kNow + minutes(40));
  EXPECT_TRUE(watch.open().empty());
}

TEST(SurgeWatch, LimitAndDensityAreTwoSurges) {
  SurgeWatch watch({.density_per_m2 = 2});
  const std::vector<Zone> zones = {square()};
  const auto changes = watch.update({}, std::vector{forecast({1500, 2200}, 50)}, zones, kNow);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].surge.limit, 1000);
  EXPECT_EQ(changes[1].surge.limit, 2000);
  EXPECT_EQ(changes[1].surge.threshold, SurgeThreshold::Density);
}

TEST(SurgeWatch, ARestartDoesNotRaiseAgainAndAZoneThatIsGoneEnds) {
  const std::vector<Zone> zones = {square()};
  SurgeWatch before;
  const std::vector forecasts = {forecast({1500}, 50)};
  ASSERT_EQ(before.update({}, forecasts, zones, kNow).size(), 1U);
  SurgeWatch after;
  after.restore(before.open());
  EXPECT_TRUE(after.update({}, forecasts, zones, kNow + minutes(1)).empty());
  EXPECT_TRUE(after.update({}, {}, zones, kNow + minutes(2)).empty());
  const auto gone = after.update({}, {}, {}, kNow + minutes(3));
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(gone[0].step, SurgeStep::Ended);
}

/// Errors of a forecast that last as long as the watch takes them to: what is announced with p happens in about p of all cases.
TEST(ChanceWithin, IsCalibratedWhereErrorsLastAsAssumed) {
  Random random(3);
  const SurgeOptions options;
  std::array<double, 5> cases{}, happened{}, announced{};
  for (int trial = 0; trial < 6000; ++trial) {
    const double peak = random.between(700, 1150);
    const CrowdForecast made = forecast({peak - 120, peak - 40, peak, peak - 60}, 70);
    const double chance = chance_within(nullptr, made, 1000, options);
    double error = random.normal(), passed = 0;
    for (const ForecastPoint& one : made.points) {
      const double keep = std::exp(-15.0 / static_cast<double>(options.errors_last.count()));
      if (&one != &made.points.front()) error = keep * error + std::sqrt(1 - keep * keep) * random.normal();
      if (static_cast<double>(one.people) + 70 * error > 1000) passed = 1;
    }
    const auto bin = std::min<std::size_t>(static_cast<std::size_t>(chance * 5), 4);
    cases[bin] += 1;
    happened[bin] += passed;
    announced[bin] += chance;
  }
  for (std::size_t bin = 0; bin < cases.size(); ++bin) {
    ASSERT_GT(cases[bin], 100);
    EXPECT_NEAR(happened[bin] / cases[bin], announced[bin] / cases[bin], 0.07) << bin;
  }
}

/// The whole way in the made-up city: learnt, forecast, announced; then counted.
TEST(ChanceWithin, OfWhatIsAnnouncedInTheMadeUpCityAboutAsMuchHappens) {
  std::array<double, 4> cases{}, happened{}, announced{};
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    SyntheticOptions world;
    world.zones = 6;
    world.noise = 0.02;
    world.seed = seed;
    const SyntheticCity city = synthetic_city(world);
    const Time begin = city.history.time_of(21 * 288), end = city.history.time_of(34 * 288);
    auto forecaster = ZoneForecaster::fit(city.history, city.calendar, city.zones, {.until = begin}).value();
    for (Time now = begin; now < end; now += minutes(120)) {
      if (city.calendar.time_zone.local(now).minute < 12 * 60) continue;
      const auto all = forecaster.forecast(city.history, city.calendar, now);
      ASSERT_TRUE(all.ok());
      const std::size_t slot = *city.history.slot_at(now);
      for (std::size_t zone = 0; zone < all->size(); ++zone) {
        CrowdState state;
        state.at = now;
        state.counted = now;
        state.people = static_cast<std::int64_t>(city.history.people(slot)[zone]);
        for (const double factor : {0.9, 1.0, 1.1, 1.25}) {
          const double limit = factor * synthetic_usual(zone, 1, 17.5);
          if (zone == 2 || static_cast<double>(state.people) > limit) continue;  // too late to announce it
          const double chance = chance_within(&state, (*all)[zone], limit, {});
          bool passed = false;
          for (std::size_t later = slot + 1; later <= slot + 12; ++later)
            passed = passed || static_cast<double>(city.history.people(later)[zone]) > limit;
          const auto bin = std::min<std::size_t>(static_cast<std::size_t>(chance * 4), 3);
          cases[bin] += 1;
          happened[bin] += passed ? 1 : 0;
          announced[bin] += chance;
        }
      }
    }
  }
  for (std::size_t bin = 0; bin < cases.size(); ++bin) {
    ASSERT_GT(cases[bin], 50);
    EXPECT_NEAR(happened[bin] / cases[bin], announced[bin] / cases[bin], 0.12) << bin;
  }
}

}  // namespace
}  // namespace vigie::crowd
