// SPDX-License-Identifier: Apache-2.0
// Claims about road changes in the picture.
#include "roads/road_changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vigie::roads {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Time utc(const char* text) { return parse_rfc3339(text).value(); }
const Time kNow = utc("2026-11-24T12:00:00Z");

Entry entry(Time at, std::uint64_t sequence = 7, Actor actor = Actor::user(UserId("alice"))) {
  return {{0, 0, sequence}, at, std::move(actor), Ticked{}};
}

ChangeRoad market() {
  ChangeRoad order;
  order.change.title = "Market";
  order.change.lines = {{geo::Position::from_e7(411'000'000, -86'000'000).value()}};
  order.change.streets = {"Rua das Flores"};
  order.change.length_m = 120;
  order.change.end = kNow + 2h;
  return order;
}

TEST(RoadChanges, AnOperatorsChangeGetsItsNumberItsAuthorAndStartsNow) {
  Picture picture;
  const ChangeRoad order = market();
  ASSERT_TRUE(check(picture, order, entry(kNow)));
  const RoadChangeId id = apply(picture, order, entry(kNow));
  const RoadChange& change = *picture.road_changes.find(id);
  EXPECT_EQ(id.text(), "R-1");
  EXPECT_EQ(change.by, "user:alice");
  EXPECT_EQ(change.source.text(), "user/alice");
  EXPECT_EQ(change.start, kNow);
  EXPECT_EQ(change.changed, 7U);
}

TEST(RoadChanges, ALineOnNoStreetOrAnEndBeforeTheStartIsRefused) {
  ChangeRoad nowhere = market();
  nowhere.change.streets.clear();
  nowhere.change.length_m = 0;
  EXPECT_THAT(check({}, nowhere, entry(kNow)).error().what, HasSubstr("follows no street"));
  ChangeRoad past = market();
  past.change.end = kNow - 1s;
  EXPECT_THAT(check({}, past, entry(kNow)).error().what, HasSubstr("not in the past"));
}

TEST(RoadChanges, WithdrawnOnceRestoredWithinTheHourForgottenAfterIt) {
  Picture picture;
  ChangeRoad order = market();
  order.change.end.reset();
  const RoadChangeId id = apply(picture, order, entry(kNow));
  const WithdrawRoadChange withdraw{id, "drawn on the wrong street"};
  ASSERT_TRUE(check(picture, withdraw, entry(kNow + 1s)));
  apply(picture, withdraw, entry(kNow + 1s, 8));
  EXPECT_EQ(picture.road_changes.find(id)->withdrawn, kNow + 1s);
  EXPECT_THAT(check(picture, withdraw, entry(kNow + 2s)).error().what, HasSubstr("already withdrawn by user:alice"));
  ASSERT_TRUE(check(picture, RestoreRoadChange{id}, entry(kNow + 3s)));
  apply(picture, RestoreRoadChange{id}, entry(kNow + 3s, 9));
  EXPECT_FALSE(picture.road_changes.find(id)->withdrawn);
  EXPECT_FALSE(check(picture, RestoreRoadChange{id}, entry(kNow + 4s)));
  apply(picture, withdraw, entry(kNow + 5s, 10));
  EXPECT_FALSE(timer_due(picture, kNow + 59min));
  ASSERT_TRUE(timer_due(picture, kNow + 5s + 1h));
  tick(picture, entry(kNow + 5s + 1h, 11));
  EXPECT_TRUE(picture.road_changes.empty());
  EXPECT_EQ(picture.removed.back().what, "road_change");
  EXPECT_EQ(picture.removed.back().id, id.text());
}

TEST(RoadChanges, OnePublishedAnewTakesTheOldOnesPlaceAndOneRevokedIsGone) {
  Picture picture;
  const auto feed = [](std::uint64_t sequence) {
    return entry(kNow, sequence, Actor::source(SourceId("feed/dialog")));
  };
  RoadChange works = market().change;
  works.origin = RoadOrigin::Feed;
  works.source = SourceId("feed/dialog");
  works.reference = "T-1";
  works.start = kNow - 24h;
  apply(picture, RoadPublished{works}, feed(3));
  ASSERT_EQ(picture.road_changes.size(), 1U);
  RoadChange later = *picture.road_changes.begin()->second;
  EXPECT_EQ(later.start, kNow - 24h);
  later.end = kNow + 48h;
  apply(picture, RoadPublished{later}, feed(4));
  ASSERT_EQ(picture.road_changes.size(), 1U);
  EXPECT_EQ(picture.road_changes.find(later.id)->end, kNow + 48h);
  apply(picture, RoadRevoked{later.id}, feed(5));
  EXPECT_TRUE(picture.road_changes.empty());
  EXPECT_EQ(picture.removed.back().id, later.id.text());
}

TEST(RoadChanges, WhatAnOperatorWithdrewOfAFeedStaysSoThatItDoesNotComeBack) {
  Picture picture;
  RoadChange works = market().change;
  works.origin = RoadOrigin::Feed;
  works.end = kNow + 48h;
  apply(picture, RoadPublished{works}, entry(kNow));
  const RoadChangeId id = picture.road_changes.begin()->first;
  apply(picture, WithdrawRoadChange{id, "the street is open"}, entry(kNow + 1s));
  EXPECT_FALSE(timer_due(picture, kNow + 24h));
  EXPECT_TRUE(timer_due(picture, kNow + 49h));
}

}  // namespace
}  // namespace vigie::roads
