// SPDX-License-Identifier: Apache-2.0
// Claims about the crowd's watch: counts become estimates, forecasts and warnings; a restart goes on where it was.
#include "engine/crowd_watch.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numbers>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

geo::Position at(double lat, double lon) {
  return geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon}).value();
}

Zone square() {
  Zone zone;
  zone.id = ZoneId("square");
  zone.name = "Market square";
  zone.outline.ring = {at(41.10, -8.60), at(41.10, -8.59), at(41.11, -8.59), at(41.11, -8.60)};
  zone.area_m2 = 5'000;
  zone.capacity = 1'000;
  ZoneSensor camera;
  camera.source = SourceId("feed/cameras");
  camera.feature = "c1";
  zone.sensors = {camera};
  return zone;
}

/// People on the square: few at night, 500 at one in the afternoon.
std::int64_t usual(Time when) {
  const double hours = std::chrono::duration<double, std::ratio<3600>>(when.time_since_epoch() % 24h).count();
  return std::llround(300 - 200 * std::cos((hours - 1) / 24 * 2 * std::numbers::pi));
}

class CrowdWatchTest : public ::testing::Test {
 protected:
  CrowdWatchTest() {
    std::string made = (std::filesystem::temp_directory_path() / "vigie-watch-XXXXXX").string();
    folder_ = ::mkdtemp(made.data());
    store_ = store::CrowdHistory::open(folder_).value();
  }
  ~CrowdWatchTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  CrowdWatch watch(const Picture& picture = {}) {
    return CrowdWatch::create({square()}, TimeZone::named("UTC").value(), *store_, picture, now_).value();
  }

  static Measurement count(Time when, std::int64_t people) {
    Measurement m;
    m.source = SourceId("feed/cameras");
    m.feature = "c1";
    m.from = m.until = when;
    m.value = people;
    return m;
  }
  Entry entry(EntryBody body) const { return {{}, now_, Actor::engine(), std::move(body)}; }

  /// A table of the last days, as a feed would send it in the morning.
  Entry past(int days) const {
    Measured measured;
    for (Time when = now_ - std::chrono::days(days); when <= now_ - 10min; when += 5min)
      measured.measurements.push_back(count(when, usual(when)));
    return entry(std::move(measured));
  }

  /// Counts each minute, a step each 20 s; what was found, all together.
  CrowdFindings live(CrowdWatch& watch, std::chrono::minutes long_, const std::function<std::int64_t(Time)>& people) {
    CrowdFindings all;
    for (const Time end = now_ + long_; now_ < end; now_ += 20s) {
      if (now_.time_since_epoch() % 60s == 0s) watch.hear(entry(Measured{{count(now_, people(now_))}}));
      CrowdFindings found = watch.step(now_);
      all.states.insert(all.states.end(), found.states.begin(), found.states.end());
      if (!found.forecasts.empty()) all.forecasts = std::move(found.forecasts);
      all.surges.insert(all.surges.end(), found.surges.begin(), found.surges.end());
    }
    return all;
  }

  Time now_ = parse_rfc3339("2026-11-24T12:00:00Z").value();
  std::string folder_;
  std::unique_ptr<store::CrowdHistory> store_;
};

TEST_F(CrowdWatchTest, CountsBecomeAnEstimateWithinAMinute) {
  CrowdWatch watch = this->watch();
  const CrowdFindings found = live(watch, 3min, [](Time) { return 420; });
  ASSERT_FALSE(found.states.empty());
  EXPECT_EQ(found.states.back().zone, ZoneId("square"));
  EXPECT_NEAR(static_cast<double>(found.states.back().people), 420, 40);
  EXPECT_FALSE(found.states.back().stale);
}

TEST_F(CrowdWatchTest, WithoutACountNobodyKnows) {
  CrowdWatch watch = this->watch();
  const CrowdFindings found = watch.step(now_);
  ASSERT_EQ(found.states.size(), 1U);
  EXPECT_FALSE(found.states[0].counted);
  EXPECT_TRUE(found.states[0].stale);
  EXPECT_TRUE(found.forecasts.empty());
  EXPECT_EQ(watch.trouble().count, 0U);
}

TEST_F(CrowdWatchTest, ATableOfTwoWeeksIsEnoughToForeseeTomorrow) {
  CrowdWatch watch = this->watch();
  watch.hear(past(14));
  const CrowdFindings found = live(watch, 6min, usual);
  ASSERT_EQ(found.forecasts.size(), 1U);
  const CrowdForecast& forecast = found.forecasts[0];
  const auto tomorrow = std::find_if(forecast.points.begin(), forecast.points.end(),
                                     [&](const ForecastPoint& point) { return point.at - forecast.made >= 23h; });
  ASSERT_NE(tomorrow, forecast.points.end());
  EXPECT_NEAR(static_cast<double>(tomorrow->people), static_cast<double>(usual(tomorrow->at)), 60);
  EXPECT_LE(tomorrow->low80, tomorrow->people);
  EXPECT_GE(tomorrow->high80, tomorrow->people);
  EXPECT_FALSE(forecast.model.empty());
  EXPECT_EQ(watch.trouble().what, "");
}

TEST_F(CrowdWatchTest, APastThatComesAfterTheStartIsLearntFromWithinAMinuteOrTwo) {
  CrowdWatch watch = this->watch();
  EXPECT_TRUE(live(watch, 2min, usual).forecasts.empty());
  watch.hear(past(14));
  EXPECT_EQ(live(watch, 2min, usual).forecasts.size(), 1U);
}

TEST_F(CrowdWatchTest, ASquareThatFillsBeyondItsLimitIsAWarningAndOneOnly) {
  CrowdWatch watch = this->watch();
  watch.hear(past(14));
  const Time start = now_;
  const CrowdFindings found = live(watch, 60min, [&](Time when) {
    return usual(when) + std::chrono::duration_cast<std::chrono::minutes>(when - start).count() * 15;
  });
  const auto raised = std::count_if(found.surges.begin(), found.surges.end(),
                                    [](const auto& change) { return change.step == crowd::SurgeStep::Raised; });
  EXPECT_EQ(raised, 1);
  ASSERT_FALSE(found.surges.empty());
  EXPECT_EQ(found.surges[0].surge.limit, 1'000);
  EXPECT_GE(found.surges[0].surge.probability_percent, 50);
}

TEST_F(CrowdWatchTest, ARestartKeepsThePastTheModelAndTheOpenWarning) {
  Picture picture;
  {
    CrowdWatch watch = this->watch();
    watch.hear(past(14));
    const Time start = now_;
    const CrowdFindings found = live(watch, 60min, [&](Time when) {
      return usual(when) + std::chrono::duration_cast<std::chrono::minutes>(when - start).count() * 15;
    });
    for (const auto& change : found.surges)
      picture.surges.put(surge_key(change.surge.zone, change.surge.threshold), change.surge);
    picture.crowd.put(found.states.back().zone, found.states.back());
  }
  ASSERT_EQ(picture.surges.size(), 1U);
  CrowdWatch again = watch(picture);
  const auto past = again.past();
  ASSERT_TRUE(past.counted.slot_at(now_ - 3h).has_value());
  EXPECT_NEAR(past.counted.at(*past.counted.slot_at(now_ - 3h), 0).people, static_cast<double>(usual(now_ - 3h)), 30);
  const CrowdFindings first = again.step(now_);
  EXPECT_EQ(first.forecasts.size(), 1U);  // at once: the model was kept
  for (const auto& change : first.surges) EXPECT_NE(change.step, crowd::SurgeStep::Raised);  // it is known already
}

}  // namespace
}  // namespace vigie::engine
