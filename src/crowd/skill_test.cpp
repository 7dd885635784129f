// SPDX-License-Identifier: Apache-2.0
// Skill, intervals and drift of forecasts that came due.
#include "crowd/skill.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/random.hpp"
#include "crowd/synthetic_zones.hpp"
#include "crowd/zone_forecaster.hpp"

namespace vigie::crowd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Time kFirst = Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));
constexpr std::size_t kHourHorizon = 5;
static_assert(horizon_min(kHourHorizon) == 60);

struct Town {
  ZoneHistory history{{ZoneId("a"), ZoneId("b")}, kFirst};
  std::vector<std::size_t> columns = {0, 1};
  std::vector<std::vector<std::size_t>> districts = {{0, 1}};

  CountedSeries counted() const { return {history, columns, districts}; }
  void count(std::size_t slot, std::size_t zone, double people, bool imputed = false) {
    ZoneSlot value;
    value.people = static_cast<float>(people);
    value.imputed = imputed;
    history.put(kFirst + kHistorySlot * static_cast<int>(slot), zone, value);
  }
};

TEST(NaiveForecasts, AreTheLastTheWeekAgoAndTheMedianOfFourWeeks) {
  Town town;
  const std::size_t week = 7 * 288, due = 4 * week + 100;
  for (std::size_t slot = 0; slot < due; ++slot) town.count(slot, 0, 1);
  town.count(100, 0, 40);
  town.count(week + 100, 0, 20);
  town.count(2 * week + 100, 0, 10);
  town.count(3 * week + 100, 0, 70);
  town.count(due - 12, 0, 55);
  const auto naive = naive_forecasts(town.counted(), 0, due - 12, due);
  EXPECT_EQ(naive[0], 55);
  EXPECT_EQ(naive[1], 70);
  EXPECT_EQ(naive[2], 30);
  EXPECT_TRUE(std::isnan(naive_forecasts(town.counted(), 1, 10, 20)[0]));
}

TEST(CountedSeries, ADistrictIsASumThatNeedsAllItsZones) {
  Town town;
  town.count(0, 0, 5);
  town.count(0, 1, 7);
  town.count(1, 0, 5);
  town.count(1, 1, 7, true);
  EXPECT_EQ(town.counted().people(0, 2), 12);
  EXPECT_TRUE(std::isnan(town.counted().people(1, 2)));
}

Said said_of(std::size_t horizon, double people, double usual) {
  Said said;
  said.horizon = static_cast<std::uint16_t>(horizon);
  said.root = static_cast<float>(std::sqrt(people));
  said.usual_root = static_cast<float>(std::sqrt(usual));
  said.low80 = static_cast<float>(people - 10);
  said.high80 = static_cast<float>(people + 10);
  return said;
}

/// Five weeks of one same number and noise: what is told may be better or worse than the last value.
ForecastRecord judged(double told, std::size_t days) {
  Town town;
  Random random(5);
  ForecastRecord record(3);
  for (std::size_t slot = 0; slot < days * 288; ++slot) {
    town.count(slot, 0, std::max(0.0, 400 + 20 * random.normal()));
    const Time now = kFirst + kHistorySlot * static_cast<int>(slot);
    record.judge(town.counted(), now);
    record.keep(now, {said_of(kHourHorizon, told, 400)});
  }
  return record;
}

TEST(ForecastRecord, AHorizonThatIsNoBetterThanNaiveIsSwitchedOffAndOneThatIsStaysOn) {
  const ForecastRecord good = judged(400, 3), bad = judged(460, 3);
  EXPECT_TRUE(good.cell(0, kHourHorizon).on);
  EXPECT_FALSE(bad.cell(0, kHourHorizon).on);
  EXPECT_NEAR(good.cell(0, kHourHorizon).error, 16, 3);       // 20 · √(2/π)
  EXPECT_NEAR(good.cell(0, kHourHorizon).naive[0], 22.6, 3);  // √2 of it
  const ForecastSkill skill = bad.skill(0, kHourHorizon);
  EXPECT_EQ(skill.horizon_min, 60);
  EXPECT_GT(skill.judged, 800);
  EXPECT_GT(skill.error, skill.naive_error);
  EXPECT_FALSE(skill.on);
}

TEST(ForecastRecord, ItsIntervalsComeToHoldWhatTheyPromise) {
  const ForecastRecord record = judged(400, 10);
  const IntervalTrack& track = record.model_track(0, kHourHorizon);
  // √(400 ± 1.2816 · 20): departures of 0.64 with a unit of 1
  EXPECT_NEAR(track.ends[1], -0.65, 0.2);
  EXPECT_NEAR(track.ends[2], 0.63, 0.2);
}

TEST(ForecastRecord, GapsAndFilledInSlotsJudgeNothing) {
  Town town;
  ForecastRecord record(3);
  for (std::size_t slot = 0; slot < 200; ++slot) {
    if (slot % 2 == 0) town.count(slot, 0, 9, true);
    else town.history.extend_to(kFirst + kHistorySlot * static_cast<int>(slot));
    const Time now = kFirst + kHistorySlot * static_cast<int>(slot);
    record.judge(town.counted(), now);
    record.keep(now, {said_of(kHourHorizon, 10, 10)});
  }
  EXPECT_EQ(record.cell(0, kHourHorizon).judged, 0U);
  EXPECT_LE(record.waiting(), 12U);
}

TEST(ForecastRecord, SurvivesARestartToTheByte) {
  const ForecastRecord record = judged(410, 2);
  ByteWriter out;
  record.write(out);
  ByteReader in(out.bytes());
  const auto again = ForecastRecord::read(in);
  ASSERT_TRUE(again.ok());
  ByteWriter twice;
  again->write(twice);
  EXPECT_EQ(twice.bytes(), out.bytes());
  EXPECT_EQ(again->waiting(), record.waiting());
  for (std::size_t size = 0; size < out.bytes().size(); size += 101) {
    ByteReader cut(std::string_view(out.bytes()).substr(0, size));
    EXPECT_FALSE(ForecastRecord::read(cut).ok());
  }
}

TEST(Drift, ACityThatStaysAsItIsRaisesNoneAndAZoneWithSixtyPerCentMorePeopleDoes) {
  SyntheticOptions options;
  options.zones = 4;
  options.days = 29;
  SyntheticCity city = synthetic_city(options);
  const Time until = city.history.time_of(21 * 288);
  const auto run = [&](SyntheticCity& town) {
    auto forecaster = ZoneForecaster::fit(town.history, town.calendar, town.zones, {.until = until}).value();
    for (Time now = until; now < until + hours(24 * 7); now += hours(1))
      EXPECT_TRUE(forecaster.forecast(town.history, town.calendar, now).ok());
    return forecaster.needs_refit();
  };
  EXPECT_FALSE(run(city));
  for (std::size_t slot = 22 * 288; slot < city.history.slots(); ++slot) {
    ZoneSlot value = city.history.at(slot, 3);
    value.people *= 1.6F;
    city.history.put(slot, 3, value);
  }
  EXPECT_TRUE(run(city));
}

}  // namespace
}  // namespace vigie::crowd
