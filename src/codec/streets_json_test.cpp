// SPDX-License-Identifier: Apache-2.0
// Claims about questions to the streets.
#include "codec/streets_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

using testing::HasSubstr;

TEST(StreetsJson, APreviewHasLinesAndASense) {
  const auto request = decode_road_preview(R"({"lines":[[[-8.6,41.1],[-8.61,41.1]]],"sense":"along"})");
  ASSERT_TRUE(request.ok()) << request.error().what;
  EXPECT_EQ(request->lines[0].size(), 2U);
  EXPECT_EQ(request->sense, RoadSense::Along);
  EXPECT_THAT(decode_road_preview(R"({"lines":[[[-8.6,41.1]]],"colour":1})").error().what, HasSubstr("'colour'"));
  EXPECT_THAT(decode_road_preview("{}").error().what, HasSubstr("'lines' is missing"));
}

TEST(StreetsJson, TravelTimesHaveAtMostAHundredPlacesEachAndAMoment) {
  const auto request = decode_travel_times(
      R"({"from":[{"lat":41.1,"lon":-8.6}],"to":[{"lat":41.2,"lon":-8.6},{"lat":0,"lon":0}],"at":"2026-11-28T21:30:00Z"})");
  ASSERT_TRUE(request.ok()) << request.error().what;
  EXPECT_EQ(request->to.size(), 2U);
  EXPECT_EQ(to_rfc3339(*request->at), "2026-11-28T21:30:00.000Z");
  std::string many = R"({"lat":0,"lon":0})";
  for (int i = 0; i < 100; ++i) many += R"(,{"lat":0,"lon":0})";
  EXPECT_THAT(decode_travel_times("{\"from\":[" + many + "],\"to\":[{\"lat\":0,\"lon\":0}]}").error().what,
              HasSubstr("more than 100"));
  EXPECT_THAT(decode_travel_times(R"({"from":[],"to":[{"lat":0,"lon":0}]})").error().what, HasSubstr("holds no place"));
  EXPECT_THAT(decode_travel_times(R"({"from":[{"lat":0}],"to":[{"lat":0,"lon":0}]})").error().what, HasSubstr("lon"));
}

}  // namespace
}  // namespace vigie::codec
