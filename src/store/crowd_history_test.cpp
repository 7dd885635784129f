// SPDX-License-Identifier: Apache-2.0
// Claims about the crowd's history: what was put comes back, after a reopening too, and the old is forgotten.
#include "store/crowd_history.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace vigie::store {
namespace {

using namespace std::chrono_literals;

class CrowdHistoryTest : public ::testing::Test {
 protected:
  CrowdHistoryTest() {
    std::string made = (std::filesystem::temp_directory_path() / "vigie-crowd-XXXXXX").string();
    folder_ = ::mkdtemp(made.data());
    reopen();
  }
  ~CrowdHistoryTest() override {
    history_.reset();
    std::filesystem::remove_all(folder_);
  }
  void reopen() {
    history_.reset();
    history_ = CrowdHistory::open(folder_).value();
  }

  const Time noon_ = parse_rfc3339("2026-11-24T12:00:00Z").value();
  std::string folder_;
  std::unique_ptr<CrowdHistory> history_;
};

TEST_F(CrowdHistoryTest, ASlotComesBackAsItWasPut) {
  const CrowdSlot counted{ZoneId("port"), noon_, 420, 12, 30, 25, false, std::nullopt};
  const CrowdSlot gap{ZoneId("quay"), noon_, std::nullopt, 0, std::nullopt, std::nullopt, true, std::nullopt};
  ASSERT_TRUE(history_->put(std::vector{counted, gap}).ok());
  reopen();
  const auto slots = history_->slots(noon_).value();
  ASSERT_EQ(slots.size(), 2U);
  EXPECT_EQ(slots[0].people, 420);
  EXPECT_EQ(slots[0].deviation, 12);
  EXPECT_EQ(slots[0].entered, 30);
  EXPECT_EQ(slots[0].left, 25);
  EXPECT_FALSE(slots[1].people);
  EXPECT_TRUE(slots[1].imputed);
}

TEST_F(CrowdHistoryTest, WhatWasForeseenStaysWhenTheCountComes) {
  CrowdSlot slot{ZoneId("port"), noon_, std::nullopt, 0, std::nullopt, std::nullopt, false, 500};
  ASSERT_TRUE(history_->put(std::vector{slot}).ok());
  slot.people = 470;
  slot.foreseen.reset();
  ASSERT_TRUE(history_->put(std::vector{slot}).ok());
  const auto slots = history_->slots(noon_).value();
  ASSERT_EQ(slots.size(), 1U);
  EXPECT_EQ(slots[0].people, 470);
  EXPECT_EQ(slots[0].foreseen, 500);
}

TEST_F(CrowdHistoryTest, EventsAreReplacedRevokedAndForgotten) {
  CityEvent match;
  match.source = SourceId("feed/agenda");
  match.reference = "m-1";
  match.title = "Match";
  match.kind = EventKind::Match;
  match.start = noon_;
  match.end = noon_ + 2h;
  match.doors = noon_ - 1h;
  match.attendance = 30'000;
  match.place = geo::Position::from_e7(411'496'000, -86'110'000).value();
  ASSERT_TRUE(history_->put(match).ok());
  match.attendance = 40'000;
  ASSERT_TRUE(history_->put(match).ok());
  auto events = history_->events(noon_).value();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].attendance, 40'000);
  EXPECT_EQ(events[0].place, match.place);
  EXPECT_EQ(events[0].doors, match.doors);
  EXPECT_EQ(events[0].kind, EventKind::Match);
  ASSERT_TRUE(history_->revoke(match.source, match.reference).ok());
  EXPECT_TRUE(history_->events(noon_).value().empty());
  ASSERT_TRUE(history_->put(match).ok());
  ASSERT_TRUE(history_->forget_before(noon_ + 3h).ok());
  EXPECT_TRUE(history_->events(noon_ - 24h).value().empty());
}

TEST_F(CrowdHistoryTest, OfAnHoursWeatherTheFirstAndTheLastWordAreKept) {
  Measurement rain;
  rain.quantity = Quantity::Rain;
  rain.from = noon_;
  rain.until = noon_ + 1h;
  for (const int hours_before : {6, 3, 1}) {
    rain.value = hours_before;
    ASSERT_TRUE(history_->put_weather(std::vector{rain}, noon_ - hours_before * 1h).ok());
  }
  const auto weather = history_->weather(noon_).value();
  ASSERT_EQ(weather.size(), 2U);
  EXPECT_EQ(weather[0].measurement.value, 6);
  EXPECT_EQ(weather[0].known, noon_ - 6h);
  EXPECT_EQ(weather[1].measurement.value, 1);
}

TEST_F(CrowdHistoryTest, BytesAreKeptByName) {
  EXPECT_FALSE(history_->kept("model").value());
  ASSERT_TRUE(history_->keep("model", std::string("a\0b", 3)).ok());
  reopen();
  EXPECT_EQ(history_->kept("model").value(), std::string("a\0b", 3));
}

}  // namespace
}  // namespace vigie::store
