// SPDX-License-Identifier: Apache-2.0
// Claims about the samples of feeds that come with the project: each is read whole, and says what its README says.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "codec/feed.hpp"

namespace vigie::codec {
namespace {

/// A quarter past six in the evening.
FeedContent read(const char* format, const std::string& name) {
  std::ifstream in("data/feeds/" + name, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const FeedContext context{.source = SourceId("feed/sample"),
                            .now = parse_rfc3339("2026-11-24T17:01:00Z").value(),
                            .zone = TimeZone::named("Europe/Paris").value(),
                            .watched = {}};
  const auto content = read_feed(format, bytes, context);
  EXPECT_TRUE(content.ok()) << content.error().what;
  if (!content) return {};
  EXPECT_EQ(content->refused, 0u) << content->faults.front();
  return *content;
}

std::int64_t sum(const FeedContent& content, Quantity quantity) {
  std::int64_t all = 0;
  for (const Measurement& each : content.measurements)
    if (each.quantity == quantity) all += each.value;
  return all;
}

TEST(FeedSamples, Counts) {
  const FeedContent counts = read("station_counts", "station-counts.csv");
  EXPECT_EQ(counts.measurements.size(), 7u);
  EXPECT_EQ(sum(counts, Quantity::Left), 5531);
  EXPECT_EQ(sum(read("datex_measured", "measured.xml"), Quantity::Vehicles), 124);
  EXPECT_EQ(sum(read("datex_measured", "measured.xml"), Quantity::VehicleSpeed), 384);
}

TEST(FeedSamples, Transport) {
  const FeedContent timetable = read("gtfs", "timetable.zip");
  const auto hour = [&](const char* station, const char* from) -> std::int64_t {
    for (const Measurement& each : timetable.measurements)
      if (each.feature == station && each.from == parse_rfc3339(from).value()) return each.value;
    return -1;
  };
  EXPECT_EQ(hour("PORT", "2026-11-24T17:00:00Z"), 15) << "every four minutes";
  EXPECT_EQ(hour("GARE", "2026-11-24T17:00:00Z"), 15) << "its platforms count for it";
  EXPECT_EQ(hour("STADE", "2026-11-25T00:00:00Z"), 1) << "the night train";
  EXPECT_EQ(hour("PORT", "2026-11-28T17:00:00Z"), 6) << "Saturday";

  const FeedContent now = read("gtfs_realtime", "realtime.pb");
  EXPECT_EQ(now.measurements.size(), 3u);
  ASSERT_EQ(now.bulletins->size(), 1u);
  EXPECT_EQ(now.bulletins->front().title, "M1: service réduit vers le stade");
  const FeedContent siri = read("siri", "siri.xml");
  EXPECT_EQ(sum(siri, Quantity::ServiceDelay), 210);
  ASSERT_EQ(siri.bulletins->size(), 1u);
  EXPECT_EQ(siri.bulletins->front().severity, Severity::Extreme);
}

TEST(FeedSamples, CarParksAndBikes) {
  EXPECT_EQ(sum(read("datex_parking", "parking.xml"), Quantity::FreeSpaces), 212);
  EXPECT_EQ(sum(read("parking_csv", "parking.csv"), Quantity::FreeSpaces), 212);
  EXPECT_EQ(sum(read("parking_json", "parking.json"), Quantity::FreeSpaces), 212);
  const FeedContent bikes = read("gbfs", "station_status.json");
  EXPECT_EQ(sum(bikes, Quantity::FreeBikes), 27);
  EXPECT_EQ(sum(bikes, Quantity::FreeDocks), 17);
}

}  // namespace
}  // namespace vigie::codec
