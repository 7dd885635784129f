// SPDX-License-Identifier: Apache-2.0
// Claims about the desk of nowcasts: it begins with its event, hears the city's counters, warns once a place, and ends.
#include "engine/nowcast_desk.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <vector>

#include "movement/grid_town_test.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;
using movement::at;

const Time kEnd = from_millis(1'790'000'000'000);

class NowcastDeskTest : public ::testing::Test {
 protected:
  NowcastDeskTest() : town_(movement::grid_town()) {
    venue_.id = ZoneId("stadium");
    venue_.name = "Stadium";
    venue_.kind = ZoneKind::Venue;
    venue_.outline = {{at(-65, -80), at(65, -80), at(65, 80), at(-65, 80)}};
    venue_.area_m2 = 20'000;
    venue_.gates = {{"n", "North", at(10, 62), 600, GateGround::Level, {}},
                    {"s", "", at(-10, -62), 400, GateGround::Level, {}}};
    for (const char* gate : {"n", "s"})
      for (const Quantity quantity : {Quantity::Entered, Quantity::Left})
        venue_.sensors.push_back({SourceId("gates"), std::string("stadium/") + gate, quantity, gate, 1000});
    event_.id = EventId("E-7");
    event_.title = "OM - Lens";
    event_.kind = EventKind::Match;
    event_.start = kEnd - 105min;
    event_.end = kEnd;
    event_.place = movement::town_middle();
    event_.attendance = 4000;
    event_.changed = 3;
    publish();
  }

  void publish() {
    auto next = std::make_shared<Picture>();
    next->events.put(event_.id, event_);
    picture_ = next;
  }
  void open(CrowdScenario scenario = movement::evening()) {
    desk_ = std::make_unique<NowcastDesk>(
        town_, std::vector<OfferedScenario>{{"evening", std::move(scenario)}}, std::vector<Zone>{venue_},
        NowcastDesk::Dependencies{[this] { return picture_; }, [] { return std::map<ZoneId, double>(); },
                                  [this](EntryBody body) {
                                    recorded_.push_back(std::get<CrowdNowcasted>(body).nowcast);
                                  },
                                  [this](Observation alarm) { raised_.push_back(std::move(alarm)); }, clock_,
                                  metrics_});
  }
  void leave(Time from, Time until, const char* gate, std::int64_t people) {
    Measurement m;
    m.source = SourceId("gates");
    m.feature = std::string("stadium/") + gate;
    m.quantity = Quantity::Left;
    m.from = from;
    m.until = until;
    m.value = people;
    desk_->hear(Entry{{}, until, Actor::engine(), Measured{{m}}});
  }
  /// Every ten seconds, as its thread does.
  void rounds(Time from, Time until) {
    for (Time now = from; now <= until; now += 10s) desk_->round(now);
  }

  const roads::WalkGraph town_;
  Zone venue_;
  CityEvent event_;
  std::shared_ptr<const Picture> picture_;
  ManualClock clock_{kEnd};
  Metrics metrics_;
  std::unique_ptr<NowcastDesk> desk_;
  std::vector<CrowdNowcast> recorded_;
  std::vector<Observation> raised_;
};

TEST_F(NowcastDeskTest, BeginsAQuarterOfAnHourBeforeTheEndAndEndsWhenTheStreetsAreClear) {
  open();
  desk_->round(kEnd - 16min);
  EXPECT_TRUE(recorded_.empty());
  desk_->round(kEnd - 15min);
  ASSERT_EQ(recorded_.size(), 1U);
  EXPECT_EQ(recorded_[0].event, EventId("E-7"));
  EXPECT_EQ(recorded_[0].scenario, "evening");
  EXPECT_EQ(recorded_[0].planned, 4000);
  EXPECT_TRUE(desk_->ground(EventId("E-7")).ok());
  for (Time now = kEnd - 14min; now < kEnd + 110min; now += 2min) desk_->round(now);
  ASSERT_TRUE(recorded_.back().ended);
  EXPECT_LT(*recorded_.back().ended, kEnd + 100min);
  EXPECT_TRUE(recorded_.back().streets.empty());
  EXPECT_FALSE(desk_->ground(EventId("E-7")).ok());
  const std::size_t told = recorded_.size();
  rounds(kEnd + 111min, kEnd + 113min);
  EXPECT_EQ(recorded_.size(), told) << "it does not begin again";
}

TEST_F(NowcastDeskTest, HearsTheVenuesGatesAndSaysThatMorePeopleCome) {
  open();
  desk_->round(kEnd - 15min);
  EXPECT_EQ(desk_->ground(EventId("E-7")).value()->counters.size(), 2U);
  for (int minute = -14; minute <= 24; ++minute) {
    const Time from = kEnd + std::chrono::minutes(minute - 1), until = from + 1min;
    // 7,000 instead of 4,000: by the log-normal curve of the scenario, gate by gate.
    const auto gone = [](Time time) {
      const double seconds = std::chrono::duration<double>(time - kEnd).count();
      const double sigma = std::log(700.0 / 300) / 1.2816;
      return seconds <= 0 ? 0.0 : 0.5 * std::erfc(-std::log(seconds / 300) / (sigma * std::sqrt(2.0)));
    };
    const double people = 7000 * (gone(until) - gone(from));
    leave(from, until, "n", std::llround(0.6 * people));
    leave(from, until, "s", std::llround(0.4 * people));
    desk_->round(until);
  }
  const CrowdNowcast& told = recorded_.back();
  EXPECT_EQ(told.heard, 2);
  EXPECT_EQ(told.silent, 0);
  EXPECT_GT(told.people.median, 5500);
  EXPECT_LT(told.people.median, 8000);
  ASSERT_FALSE(told.reasons.empty());
  EXPECT_EQ(told.reasons[0].kind, NowcastReasonKind::People);
}

TEST_F(NowcastDeskTest, SaysWhichCountersAreSilent) {
  open();
  rounds(kEnd - 15min, kEnd - 10min);
  EXPECT_EQ(recorded_.back().heard, 0);
  EXPECT_EQ(recorded_.back().silent, 2);
}

TEST_F(NowcastDeskTest, TellsEveryFourMinutes) {
  open();
  rounds(kEnd - 15min, kEnd - 3min);
  ASSERT_EQ(recorded_.size(), 4U);
  for (std::size_t i = 1; i < recorded_.size(); ++i) EXPECT_EQ(recorded_[i].made - recorded_[i - 1].made, 4min);
}

TEST_F(NowcastDeskTest, AnEventCalledOffOrPutLaterEndsItsNowcast) {
  open();
  desk_->round(kEnd - 10min);
  event_.end = kEnd + 30min;  // extra time
  publish();
  desk_->round(kEnd - 8min);
  ASSERT_EQ(recorded_.size(), 2U);
  EXPECT_TRUE(recorded_[1].ended);
  desk_->round(kEnd + 20min);
  ASSERT_EQ(recorded_.size(), 3U);
  EXPECT_FALSE(recorded_[2].ended) << "and begins with the new times";
  event_.cancelled = true;
  publish();
  desk_->round(kEnd + 22min);
  EXPECT_TRUE(recorded_.back().ended);
}

TEST_F(NowcastDeskTest, AnEventElsewhereIsNotFollowed) {
  event_.place = at(900, 0);
  publish();
  open();
  rounds(kEnd - 15min, kEnd - 14min);
  EXPECT_TRUE(recorded_.empty());
}

TEST_F(NowcastDeskTest, StreetsThatWillBeTooDenseAreOneAlarmAPlaceNotOneARound) {
  CrowdScenario scenario = movement::evening();
  scenario.widths.street_m = 1.5;
  event_.attendance = 20'000;
  publish();
  open(scenario);
  desk_->round(kEnd - 1min);
  ASSERT_FALSE(raised_.empty());
  EXPECT_EQ(raised_[0].kind, ObservationKind::CrowdSurge);
  EXPECT_TRUE(raised_[0].source.text().starts_with("crowd/streets/E-7/")) << raised_[0].source.text();
  ASSERT_TRUE(raised_[0].place);
  for (std::size_t i = 0; i < raised_.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_GE(geo::distance_m(*raised_[i].place, *raised_[j].place), 200);
  const std::size_t first = raised_.size();
  rounds(kEnd, kEnd + 8min);
  EXPECT_LE(raised_.size(), first + 2);
}

TEST_F(NowcastDeskTest, AScenarioThatCannotBeIsCountedAndTriedOnce) {
  CrowdScenario scenario = movement::evening();
  scenario.exits[0].width_m = 0;
  open(scenario);
  rounds(kEnd - 15min, kEnd - 12min);
  EXPECT_TRUE(recorded_.empty());
  EXPECT_EQ(metrics_.counter("vigie_nowcast_troubles_total", "").value(), 1);
}

TEST_F(NowcastDeskTest, StopsWhileItComputes) {
  clock_.set(kEnd - 5min);
  open();
  desk_->start();
  desk_->stop();
  SUCCEED();
}

}  // namespace
}  // namespace vigie::engine
