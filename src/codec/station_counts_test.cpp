// SPDX-License-Identifier: Apache-2.0
// Claims about entries and exits of stations: units, gaps, refusals, and the two nights when the clock is changed.
#include "codec/station_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <map>
#include <string>

namespace vigie::codec {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Time at(const char* text) { return parse_rfc3339(text).value(); }

FeedContext paris() {
  return {.source = SourceId("feed/metro"),
          .now = at("2026-11-24T10:00:00Z"),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

FeedContent read(std::string_view text, const FeedContext& context = paris()) {
  const auto content = read_station_counts(text, context);
  EXPECT_TRUE(content.ok()) << content.error().what;
  return content ? *content : FeedContent{};
}

/// "from/until value" of one quantity, in order.
std::vector<std::string> told(const FeedContent& content, Quantity quantity) {
  std::vector<std::string> all;
  for (const Measurement& each : content.measurements)
    if (each.quantity == quantity)
      all.push_back(to_rfc3339(each.from).substr(11, 5) + "/" + to_rfc3339(each.until).substr(11, 5) + " " +
                    std::to_string(each.value));
  return all;
}

TEST(StationCounts, ARowIsEntriesAndExitsOfAStopInAPeriod) {
  const FeedContent content = read(
      "stop,from,until,entered,left\n"
      "Vieux-Port,2026-11-24T08:00:00+01:00,2026-11-24T08:15:00+01:00,412,388\n");
  EXPECT_THAT(content.faults, IsEmpty());
  Measurement entered;
  entered.source = SourceId("feed/metro");
  entered.feature = "Vieux-Port";
  entered.quantity = Quantity::Entered;
  entered.from = at("2026-11-24T07:00:00Z");
  entered.until = at("2026-11-24T07:15:00Z");
  entered.value = 412;
  Measurement left = entered;
  left.quantity = Quantity::Left;
  left.value = 388;
  EXPECT_THAT(content.measurements, ElementsAre(entered, left));
  EXPECT_FALSE(content.events.has_value());
  EXPECT_FALSE(content.bulletins.has_value());
}

TEST(StationCounts, ColumnsAreFoundByNameAndAnEmptyFieldIsNotZero) {
  const FeedContent content = read(
      "left;minutes;stop;from;entered\n"
      "7;15;Castellane;2026-11-24 08:00;\n"
      ";15;Castellane;2026-11-24 08:15;0\n");
  EXPECT_THAT(told(content, Quantity::Left), ElementsAre("07:00/07:15 7"));
  EXPECT_THAT(told(content, Quantity::Entered), ElementsAre("07:15/07:30 0"));
}

TEST(StationCounts, TheHourThatComesTwiceIsKnownByGoingBack) {
  const FeedContent content = read(
      "stop,from,until,entered\n"
      "A,2026-10-25T01:30,2026-10-25T02:00,1\n"
      "A,2026-10-25T02:00,2026-10-25T02:30,2\n"
      "B,2026-10-25T02:00,2026-10-25T02:30,20\n"
      "A,2026-10-25T02:30,2026-10-25T03:00,3\n"
      "A,2026-10-25T02:00,2026-10-25T02:30,4\n"
      "A,2026-10-25T02:30,2026-10-25T03:00,5\n"
      "A,2026-10-25T03:00,2026-10-25T03:30,6\n");
  EXPECT_THAT(content.faults, IsEmpty());
  EXPECT_THAT(told(content, Quantity::Entered),
              ElementsAre("23:30/00:00 1", "00:00/00:30 2", "00:00/00:30 20", "00:30/01:00 3", "01:00/01:30 4",
                          "01:30/02:00 5", "02:00/02:30 6"));
}

TEST(StationCounts, AnEndMayBeWrittenAsTheClockShowsItAfterItWasPutBack) {
  EXPECT_THAT(told(read("stop,from,until,left\nA,2026-10-25T02:30,2026-10-25T02:00,3\n"), Quantity::Left),
              ElementsAre("00:30/01:00 3"));
  EXPECT_THAT(told(read("stop,from,until,left\nA,2026-10-25T00:00,2026-10-26T00:00,3\n"), Quantity::Left),
              ElementsAre("22:00/23:00 3"))
      << "that day has 25 hours";
}

TEST(StationCounts, TheHourThatIsSkippedIsNoTime) {
  const FeedContent content = read(
      "stop,from,until,entered\n"
      "A,2026-03-29T01:30,2026-03-29T02:00,1\n"
      "A,2026-03-29T01:45,2026-03-29T03:00,2\n"
      "A,2026-03-29T02:15,2026-03-29T02:30,3\n"
      "A,2026-03-29T03:00,2026-03-29T03:30,4\n");
  EXPECT_THAT(told(content, Quantity::Entered), ElementsAre("00:30/01:00 1", "00:45/01:00 2", "01:00/01:30 4"));
  EXPECT_THAT(content.faults, ElementsAre("counts line 4: from: a time that the clock skips on that day"));
}

TEST(StationCounts, ABadRowIsOneLineAndTheRestGoesOn) {
  const FeedContent content = read(
      "stop,from,until,entered,left\n"
      ",2026-11-24T08:00,2026-11-24T08:15,1,1\n"
      "A,yesterday,2026-11-24T08:15,1,1\n"
      "A,2026-11-24T08:00,2026-11-24T08:00,1,1\n"
      "A,2026-11-24T08:00,2026-11-27T08:00,1,1\n"
      "A,2026-11-24T08:00,2026-11-24T08:15,-1,1\n"
      "A,2026-11-24T08:00,2026-11-24T08:15,1,1000001\n"
      "A,2026-11-24T08:00,2026-11-24T08:15,1.5,1\n"
      "A,2026-13-24T08:00,2026-11-24T08:15,1,1\n"
      "A,2026-11-24T08:00,2026-11-24T08:15,1,1,1\n"
      "A,2026-11-24T08:00,2026-11-24T08:15,1,2\n");
  EXPECT_EQ(content.refused, 9u);
  EXPECT_THAT(content.faults,
              ElementsAre("counts line 2: stop is empty",
                          "counts line 3: from: expected a time like 2026-11-23T21:05 or 2026-11-23T21:05:00+01:00",
                          "counts line 4: until: the end is not after the begin",
                          "counts line 5: until: more than 25 hours behind from",
                          "counts line 6: entered: expected a whole number from 0 to 1000000",
                          "counts line 7: left: expected a whole number from 0 to 1000000",
                          "counts line 8: entered: expected a whole number from 0 to 1000000",
                          "counts line 9: from: expected a time like 2026-11-23T21:05 or 2026-11-23T21:05:00+01:00",
                          "counts line 10: 6 fields, expected 5 as in the header"));
  EXPECT_EQ(content.measurements.size(), 2u);
}

TEST(StationCounts, NobodyIsCountedBeforeTheyCame) {
  const FeedContent content = read(
      "stop,from,minutes,entered\n"
      "A,2026-11-24T11:00,3,1\n"
      "A,2026-11-24T11:00,15,2\n");
  EXPECT_THAT(told(content, Quantity::Entered), ElementsAre("09:57/10:00 1")) << "clocks differ: it ends now";
  EXPECT_THAT(content.faults, ElementsAre("counts line 3: it ends more than 5 minutes ahead of now"));
}

TEST(StationCounts, TheFirstTwentyFaultsAreToldAndAllAreCounted) {
  std::string text = "stop,from,until,entered\n";
  for (int i = 0; i < 50; ++i) text += "A,x,y,z\n";
  const FeedContent content = read(text);
  EXPECT_EQ(content.faults.size(), 20u);
  EXPECT_EQ(content.refused, 50u);
}

TEST(StationCounts, WhatLiesFarFromWatchedPlacesIsLeftOutAndCounted) {
  FeedContext context = paris();
  context.watched = {geo::Position::checked({43.2955}, {5.3745}).value()};
  const FeedContent content = read(
      "stop,from,minutes,entered,lat,lon\n"
      "near,2026-11-24T08:00,15,1,43.296,5.375\n"
      "far,2026-11-24T08:00,15,2,43.35,5.375\n"
      "somewhere,2026-11-24T08:00,15,3,,\n"
      "off,2026-11-24T08:00,15,3,95,0\n",
      context);
  EXPECT_EQ(content.left_out, 1u);
  ASSERT_EQ(content.measurements.size(), 2u);
  EXPECT_TRUE(content.measurements[0].place.has_value());
  EXPECT_EQ(content.measurements[1].feature, "somewhere");
  EXPECT_THAT(content.faults, ElementsAre("counts line 5: its place is not on the globe"));
}

TEST(StationCounts, ADocumentOfAnotherKindIsRefusedWhole) {
  const auto refusal = [](std::string_view text) { return read_station_counts(text, paris()).error().what; };
  EXPECT_EQ(refusal(""), "counts: empty, expected a header line");
  EXPECT_EQ(refusal("<xml/>"), "counts: its header lacks stop, from");
  EXPECT_EQ(refusal("stop,from,entered\n"), "counts: its header must have one of until and minutes");
  EXPECT_EQ(refusal("stop,from,until\n"), "counts: its header must have entered, left or both");
  EXPECT_EQ(refusal("stop,from,until,left,lat\n"), "counts: its header has one of lat and lon");
}

RC_GTEST_PROP(StationCounts, LocalRowsInOrderTileTheNightWithoutGapOrOverlap, ()) {
  const bool spring = *rc::gen::arbitrary<bool>();
  const std::int64_t step = *rc::gen::element(5, 10, 15, 30, 60);
  const TimeZone zone = TimeZone::named("Europe/Paris").value();
  const Time begin = spring ? at("2026-03-28T23:00:00Z") : at("2026-10-24T22:00:00Z");
  std::string text = "stop,from,until,entered\n";
  const auto shown = [&](Time instant) { return to_rfc3339(instant + zone.offset(instant)).substr(0, 16); };
  std::vector<std::pair<Time, Time>> truth;
  for (Time from = begin; from < begin + std::chrono::hours(6); from += std::chrono::minutes(step)) {
    truth.emplace_back(from, from + std::chrono::minutes(step));
    text += "A," + shown(from) + "," + shown(from + std::chrono::minutes(step)) + ",1\n";
  }
  std::vector<std::pair<Time, Time>> understood;
  for (const Measurement& each : read(text).measurements) understood.emplace_back(each.from, each.until);
  RC_ASSERT(understood == truth);
}

}  // namespace
}  // namespace vigie::codec
