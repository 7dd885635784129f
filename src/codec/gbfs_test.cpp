// SPDX-License-Identifier: Apache-2.0
// Claims about bike share: free bikes and docks, of version 2 as of version 3.
#include "codec/gbfs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vigie::codec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Time at(const char* text) { return parse_rfc3339(text).value(); }

FeedContext paris() {
  return {.source = SourceId("feed/bikes"),
          .now = at("2026-11-24T10:00:00Z"),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

FeedContent read(const std::string& text) {
  const auto content = read_gbfs(text, paris());
  EXPECT_TRUE(content.ok()) << content.error().what;
  return content ? *content : FeedContent{};
}
std::string refusal(const std::string& text) {
  const auto content = read_gbfs(text, paris());
  return content ? "accepted" : content.error().what;
}
/// "station quantity value seen", in order; B bikes, D docks.
std::vector<std::string> told(const FeedContent& content) {
  std::vector<std::string> all;
  for (const Measurement& each : content.measurements)
    all.push_back(each.feature + (each.quantity == Quantity::FreeBikes ? " B " : " D ") + std::to_string(each.value) +
                  to_rfc3339(each.until).substr(10, 6));
  return all;
}

TEST(Gbfs, Version2SaysBikesAndSeconds) {
  const FeedContent content = read(R"({"last_updated":1795514340,"ttl":60,"version":"2.3","data":{"stations":[
    {"station_id":"12","num_bikes_available":7,"num_docks_available":13,"is_installed":true,"is_renting":true,
     "is_returning":true,"last_reported":1795514100},
    {"station_id":"13","num_bikes_available":4,"num_docks_available":6,"is_installed":1,"is_renting":0,"is_returning":1,
     "last_reported":0},
    {"station_id":"14","num_bikes_available":4,"num_docks_available":6,"is_installed":false}]}})");
  EXPECT_THAT(told(content), ElementsAre("12 B 7T09:55", "12 D 13T09:55", "13 B 0T09:59", "13 D 6T09:59"))
      << "a station that does not rent has no free bike";
  EXPECT_EQ(content.left_out, 1u);
}

TEST(Gbfs, Version3SaysVehiclesAndRfc3339) {
  const FeedContent content =
      read(R"({"last_updated":"2026-11-24T10:59:00+01:00","ttl":0,"version":"3.0","data":{"stations":[
    {"station_id":"a","num_vehicles_available":2,"vehicle_types_available":[{"vehicle_type_id":"x","count":2}],
     "is_installed":true,"is_renting":true,"is_returning":true,"last_reported":"2026-11-24T10:58:00+01:00"}]}})");
  EXPECT_THAT(told(content), ElementsAre("a B 2T09:58")) << "a station without docks";
}

TEST(Gbfs, ABadStationIsOneLineAndTheRestGoesOn) {
  const FeedContent content = read(R"({"last_updated":"noon","data":{"stations":[
    {"num_bikes_available":7},
    {"station_id":"n","num_bikes_available":-7},
    {"station_id":"m","num_bikes_available":1.5},
    {"station_id":"t","num_bikes_available":7,"last_reported":"soon"},
    {"station_id":"f","num_bikes_available":7,"last_reported":1795600000},
    {"station_id":"good","num_bikes_available":7}]}})");
  EXPECT_THAT(told(content), ElementsAre("good B 7T10:00"));
  EXPECT_THAT(content.faults, ElementsAre(HasSubstr("taken as now"), "station '': station_id is empty",
                                          "station 'n': num_bikes_available is not a whole number from 0 to 10000",
                                          "station 'm': num_bikes_available is not a whole number from 0 to 10000",
                                          "station 't': last_reported is no time",
                                          "station 'f': it ends more than 5 minutes ahead of now"));
}

TEST(Gbfs, OtherFilesOfTheSystemAreRefusedByName) {
  EXPECT_EQ(refusal(R"({"last_updated":1,"data":{"stations":[{"station_id":"1","name":"Port","lat":43,"lon":5}]}})"),
            "a file of GBFS other than station_status");
  EXPECT_EQ(refusal(R"({"last_updated":1,"data":{"fr":{"feeds":[]}}})"), "a file of GBFS other than station_status");
  EXPECT_EQ(refusal(R"({"error":"quota"})"), "no GBFS: it has no last_updated or no data");
  EXPECT_EQ(refusal("[]"), "no GBFS: it has no last_updated or no data");
  EXPECT_THAT(refusal("<html>"), HasSubstr("not JSON"));
  EXPECT_TRUE(read(R"({"last_updated":1,"data":{"stations":[]}})").measurements.empty());
}

}  // namespace
}  // namespace vigie::codec
