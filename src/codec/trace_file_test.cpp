// SPDX-License-Identifier: Apache-2.0
// Claims about traces from files: what is read, what is refused, and that no message says where somebody was.
#include "codec/trace_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace vigie::codec {
namespace {

constexpr const char* kGpx = R"(<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"
     xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">
  <metadata><time>2026-11-23T07:00:00Z</time></metadata>
  <wpt lat="43.1" lon="5.1"><time>2026-11-23T07:00:00Z</time></wpt>
  <trk><name>PM-03</name>
    <trkseg>
      <trkpt lat="43.3" lon="5.37"><ele>12</ele><time>2026-11-23T07:30:00Z</time>
        <extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>8.5</gpxtpx:speed><gpxtpx:course>360</gpxtpx:course>
        </gpxtpx:TrackPointExtension></extensions></trkpt>
      <trkpt lat="43.301" lon="5.371"><time>2026-11-23T08:30:05.5+01:00</time></trkpt>
    </trkseg>
    <trkseg>
      <trkpt lat="43.302" lon="5.372"><time>2026-11-23T07:40:00Z</time><speed>-1</speed><course>NaN</course></trkpt>
      <trkpt lat="43.303" lon="5.373"/>
      <trkpt lat="143.303" lon="5.373"><time>2026-11-23T07:40:10Z</time></trkpt>
      <trkpt lat="here" lon="5.373"><time>2026-11-23T07:40:20Z</time></trkpt>
      <trkpt lat="43.304" lon="5.374"><time>yesterday</time></trkpt>
    </trkseg>
  </trk>
  <rte><rtept lat="43.1" lon="5.1"><time>2026-11-23T07:00:00Z</time></rtept></rte>
</gpx>)";

TEST(Gpx, GivesTrackPointsBySegment) {
  const auto file = read_gpx(kGpx);
  ASSERT_TRUE(file.ok()) << file.error().what;
  ASSERT_EQ(file->segments.size(), 2U);
  ASSERT_EQ(file->segments[0].size(), 2U);
  const TraceFix& first = file->segments[0][0];
  EXPECT_EQ(first.place, geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.37}).value());
  EXPECT_EQ(to_rfc3339(first.at), "2026-11-23T07:30:00.000Z");
  EXPECT_EQ(first.speed_mps, 8.5);
  EXPECT_EQ(first.heading_deg, 0.0);
  EXPECT_EQ(to_rfc3339(file->segments[0][1].at), "2026-11-23T07:30:05.500Z");
  EXPECT_EQ(file->size(), 3U);
  EXPECT_FALSE(file->segments[1][0].speed_mps);
  EXPECT_FALSE(file->segments[1][0].heading_deg);
}

TEST(Gpx, NamesBadPointsByLineAndGoesOn) {
  const auto file = read_gpx(kGpx);
  ASSERT_EQ(file->fault_count, 4U);
  EXPECT_EQ(file->faults[0].line, 15U);
  EXPECT_EQ(file->faults[0].what, "a point without a time");
  EXPECT_EQ(file->faults[1].line, 16U);
  EXPECT_EQ(file->faults[3].what, "time: expected a date like 2026-11-23T21:05:28Z");
  for (const TraceFault& fault : file->faults) EXPECT_EQ(fault.what.find("43."), std::string::npos) << fault.what;
}

TEST(Gpx, KeepsWhatCameBeforeABreak) {
  const std::string whole(kGpx);
  const auto file = read_gpx(whole.substr(0, whole.find("<trkpt lat=\"43.302\"")));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->size(), 2U);
  EXPECT_EQ(file->fault_count, 1U);
}

TEST(Gpx, RefusesWhatIsNoGpx) {
  EXPECT_FALSE(read_gpx("").ok());
  EXPECT_FALSE(read_gpx("<kml/>").ok());
  EXPECT_FALSE(read_gpx("<gpx/>").ok());
  EXPECT_FALSE(read_gpx("time,lat,lon").ok());
  const auto bomb = read_gpx("<!DOCTYPE gpx [<!ENTITY a \"aaaa\">]><gpx/>");
  ASSERT_FALSE(bomb.ok());
  EXPECT_EQ(bomb.error().what, "a DOCTYPE, which is refused");
  std::string deep = "<gpx>";
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_EQ(read_gpx(deep).error().kind, ErrorKind::TooLarge);
}

TEST(TraceCsv, ReadsLinesWithAndWithoutHeading) {
  const auto file = read_trace_csv(
      "\xEF\xBB\xBFtime,lat,lon,heading_deg,speed_mps\r\n"
      "2026-11-23T07:30:00Z,43.3,5.37,90,8\r\n"
      "2026-11-23T07:30:05Z, 43.301 ,5.371,,\r\n"
      "\r\n"
      "2026-11-23T07:30:10Z,43.302,5.372");
  ASSERT_TRUE(file.ok()) << file.error().what;
  ASSERT_EQ(file->size(), 3U);
  EXPECT_EQ(file->segments[0][0].heading_deg, 90.0);
  EXPECT_EQ(file->segments[0][0].speed_mps, 8.0);
  EXPECT_FALSE(file->segments[0][1].heading_deg);
  EXPECT_EQ(file->fault_count, 0U);
}

TEST(TraceCsv, NamesBadLinesAndGoesOn) {
  const auto file = read_trace_csv(
      "2026-11-23T07:30:00Z,43.3,5.37\n"
      "2026-11-23T07:30:00Z;43.3;5.37\n"
      "2026-11-23T07:30:00Z,43.3,5.37,1\n"
      "2026-11-23T07:30:00Z,43.3,5.37,1,2,3\n"
      "2026-11-23T07:30:00Z,43.3,inf\n"
      "2026-11-23 at noon,43.3,5.37\n");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->size(), 1U);
  ASSERT_EQ(file->faults.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(file->faults[i].line, i + 2);
  EXPECT_FALSE(read_trace_csv("nothing\nto see\n").ok());
  EXPECT_FALSE(read_trace_csv("").ok());
}

TEST(TraceFile, KeepsOnlySoManyFaultsButCountsAll) {
  std::string text = "2026-11-23T07:30:00Z,43.3,5.37\n";
  for (int i = 0; i < 5000; ++i) text += "x\n";
  const auto file = read_trace_csv(text);
  EXPECT_EQ(file->fault_count, 5000U);
  EXPECT_EQ(file->faults.size(), kMostTraceFaults);
}

RC_GTEST_PROP(TraceFileProperty, AnyBytesEndInAnAnswer, (const std::string& bytes)) {
  (void)read_gpx(bytes);
  (void)read_gpx("<gpx><trk><trkseg><trkpt " + bytes);
  const auto file = read_trace_csv(bytes);
  if (file) RC_ASSERT(file->size() > 0U);
}

}  // namespace
}  // namespace vigie::codec
