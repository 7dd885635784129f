// SPDX-License-Identifier: Apache-2.0
// Claims about GTFS-Realtime: delays per stop, alerts as bulletins, and what is refused.
#include "codec/gtfs_realtime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <protozero/pbf_writer.hpp>
#include <string>

namespace vigie::codec {
namespace {

using protozero::pbf_writer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kNow_s = 1'795'514'400;

FeedContext paris() {
  return {.source = SourceId("feed/rt"),
          .now = from_millis(kNow_s * 1000),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

/// A message; `fill(writer of the FeedMessage)` adds its entities.
template <class Fill>
std::string message(Fill fill, const char* version = "2.0", std::int64_t timestamp_s = kNow_s - 20) {
  std::string bytes;
  pbf_writer feed(bytes);
  {
    pbf_writer header(feed, 1);
    header.add_string(1, version);
    header.add_uint64(3, static_cast<std::uint64_t>(timestamp_s));
  }
  fill(feed);
  return bytes;
}

struct Update {
  const char* stop;
  std::optional<int> delay_s;
  std::optional<std::int64_t> time_s;
  int relation = 0;
};

void add_trip(pbf_writer& feed, const char* id, std::initializer_list<Update> updates) {
  pbf_writer entity(feed, 2);
  entity.add_string(1, id);
  pbf_writer trip_update(entity, 3);
  for (const Update& each : updates) {
    pbf_writer update(trip_update, 2);
    {
      pbf_writer departure(update, 3);
      if (each.delay_s) departure.add_int32(1, *each.delay_s);
      if (each.time_s) departure.add_int64(2, *each.time_s);
    }
    update.add_string(4, each.stop);
    update.add_enum(5, each.relation);
  }
}

void add_alert(pbf_writer& feed, const char* id, int effect, const char* title, std::int64_t from_s,
               std::int64_t until_s) {
  pbf_writer entity(feed, 2);
  entity.add_string(1, id);
  pbf_writer alert(entity, 5);
  {
    pbf_writer range(alert, 1);
    range.add_uint64(1, static_cast<std::uint64_t>(from_s));
    if (until_s > 0) range.add_uint64(2, static_cast<std::uint64_t>(until_s));
  }
  for (const char* stop : {"S1", "S2", "S1"}) {
    pbf_writer selector(alert, 5);
    selector.add_string(5, stop);
  }
  {
    pbf_writer selector(alert, 5);
    selector.add_string(2, "M2");
  }
  alert.add_enum(7, effect);
  pbf_writer header(alert, 10);
  pbf_writer translation(header, 1);
  translation.add_string(1, title);
  translation.add_string(2, "fr");
}

FeedContent read(const std::string& bytes) {
  const auto content = read_gtfs_realtime(bytes, paris());
  EXPECT_TRUE(content.ok()) << content.error().what;
  return content ? *content : FeedContent{};
}
std::string refusal(const std::string& bytes) {
  const auto content = read_gtfs_realtime(bytes, paris());
  return content ? "accepted" : content.error().what;
}

TEST(GtfsRealtime, DelaysAreTheMeanOfWhatLeavesAStopNow) {
  const FeedContent content = read(message([](pbf_writer& feed) {
    add_trip(feed, "1", {{"S1", 60, kNow_s + 100}, {"S2", 120, kNow_s + 3600}, {"S3", -31, {}}});
    add_trip(feed, "2", {{"S1", 121, kNow_s - 60}, {"S3", -30, {}}, {"S4", {}, kNow_s}, {"S1", 999, kNow_s, 1}});
  }));
  EXPECT_THAT(content.faults, IsEmpty());
  ASSERT_EQ(content.measurements.size(), 2u);
  EXPECT_EQ(content.measurements[0].feature, "S1");
  EXPECT_EQ(content.measurements[0].quantity, Quantity::ServiceDelay);
  EXPECT_EQ(content.measurements[0].value, 91);
  EXPECT_EQ(content.measurements[0].until, from_millis((kNow_s - 20) * 1000)) << "the feed's own time";
  EXPECT_EQ(content.measurements[1].feature, "S3");
  EXPECT_EQ(content.measurements[1].value, -31) << "early, rounded away from zero";
  EXPECT_EQ(content.left_out, 3u) << "leaves in an hour; no delay said; skipped";
}

TEST(GtfsRealtime, AlertsBecomeBulletins) {
  const FeedContent content = read(message([](pbf_writer& feed) {
    add_alert(feed, "a1", 1, "Ligne 2 interrompue", kNow_s - 600, kNow_s + 600);
    add_alert(feed, "a2", 3, "Retards", kNow_s - 600, 0);
    add_alert(feed, "a3", 4, "Over", kNow_s - 600, kNow_s - 60);
  }));
  ASSERT_TRUE(content.bulletins.has_value());
  ASSERT_EQ(content.bulletins->size(), 2u);
  const Bulletin& stopped = content.bulletins->front();
  EXPECT_EQ(stopped.reference, "a1");
  EXPECT_EQ(stopped.kind, BulletinKind::Transport);
  EXPECT_EQ(stopped.severity, Severity::Extreme);
  EXPECT_EQ(stopped.title, "Ligne 2 interrompue");
  EXPECT_EQ(stopped.start, from_millis((kNow_s - 600) * 1000));
  EXPECT_EQ(stopped.end, from_millis((kNow_s + 600) * 1000));
  EXPECT_THAT(stopped.features, ElementsAre("S1", "S2", "M2"));
  EXPECT_EQ(content.bulletins->back().severity, Severity::Minor);
  EXPECT_FALSE(content.bulletins->back().end.has_value());
  EXPECT_EQ(content.left_out, 1u);
}

TEST(GtfsRealtime, AMessageWithoutAlertsSaysThatThereAreNone) {
  const FeedContent content = read(message([](pbf_writer&) {}));
  ASSERT_TRUE(content.bulletins.has_value());
  EXPECT_TRUE(content.bulletins->empty());
}

TEST(GtfsRealtime, VehiclesAreLeftOutAndCounted) {
  const FeedContent content = read(message([](pbf_writer& feed) {
    pbf_writer entity(feed, 2);
    entity.add_string(1, "v");
    pbf_writer vehicle(entity, 4);
    vehicle.add_enum(9, 3);
  }));
  EXPECT_EQ(content.left_out, 1u);
  EXPECT_TRUE(content.measurements.empty());
}

TEST(GtfsRealtime, ABadEntityIsOneLineAndTheRestGoesOn) {
  const FeedContent content = read(message([](pbf_writer& feed) {
    feed.add_message(2, std::string("\x0a\x7fx"));
    add_trip(feed, "far", {{"S1", 100'000, {}}, {"S2", 7, {}}});
    add_trip(feed, "late", {{"S9", {}, std::int64_t{1} << 60}});
    add_alert(feed, "same", 1, "one", kNow_s, 0);
    add_alert(feed, "same", 1, "two", kNow_s, 0);
    add_alert(feed, "empty", 1, "", kNow_s, 0);
    add_alert(feed, "turned", 1, "x", kNow_s + 100, kNow_s + 50);
  }));
  EXPECT_THAT(content.faults,
              ElementsAre("entity '?': it does not parse", "entity 'far': a delay of more than a day",
                          "entity 'late': a time that is not between 1970 and 2200",
                          "warning 'same': that reference was there before", "warning 'empty': it says nothing",
                          "warning 'turned': a period that ends before it begins"));
  ASSERT_EQ(content.measurements.size(), 1u);
  EXPECT_EQ(content.measurements[0].feature, "S2");
  EXPECT_EQ(content.bulletins->size(), 1u);
}

TEST(GtfsRealtime, AFieldOfAnotherWireTypeIsLikeAnUnknownOne) {
  const FeedContent content = read(message([](pbf_writer& feed) {
    pbf_writer entity(feed, 2);
    entity.add_uint64(1, 5);
    entity.add_uint64(3, 5);
    entity.add_string(2, "yes");
    entity.add_fixed32(5, 5);
  }));
  EXPECT_TRUE(content.measurements.empty());
  EXPECT_THAT(content.faults, IsEmpty());
}

TEST(GtfsRealtime, AClockAheadOfUsIsNotBelieved) {
  const FeedContent content = read(message(
      [](pbf_writer& feed) {
        add_trip(feed, "1", {{"S1", 5, {}}});
      },
      "1.0", kNow_s + 4000));
  EXPECT_EQ(content.measurements[0].until, paris().now);
  EXPECT_THAT(content.faults, ElementsAre("header: its timestamp is ahead of now: taken as now"));
}

TEST(GtfsRealtime, WhatIsNoFullMessageIsRefusedWhole) {
  EXPECT_EQ(refusal(""), "no GTFS-Realtime message: it has no header");
  EXPECT_THAT(refusal("<html>not found</html>"), HasSubstr("does not parse as protobuf"));
  EXPECT_THAT(refusal("{\"error\":1}"), HasSubstr("does not parse as protobuf"));
  EXPECT_EQ(refusal(message([](pbf_writer&) {}, "9")), "gtfs_realtime_version '9', expected 1 or 2");
  std::string differential;
  pbf_writer feed(differential);
  {
    pbf_writer header(feed, 1);
    header.add_string(1, "2.0");
    header.add_enum(2, 1);
  }
  EXPECT_EQ(refusal(differential), "a differential GTFS-Realtime message, expected a full dataset");
}

}  // namespace
}  // namespace vigie::codec
