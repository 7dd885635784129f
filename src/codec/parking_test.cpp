// SPDX-License-Identifier: Apache-2.0
// Claims about car parks: free spaces from tables of ours and from DATEX II.
#include "codec/parking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "codec/datex_parking.hpp"

namespace vigie::codec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Time at(const char* text) { return parse_rfc3339(text).value(); }

FeedContext paris() {
  return {.source = SourceId("feed/parking"),
          .now = at("2026-11-24T10:00:00Z"),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

/// "car park free seen", in order.
std::vector<std::string> told(const Result<FeedContent>& content) {
  if (!content) return {content.error().what};
  std::vector<std::string> all;
  for (const Measurement& each : content->measurements) {
    EXPECT_EQ(each.quantity, Quantity::FreeSpaces);
    EXPECT_EQ(each.from, each.until);
    all.push_back(each.feature + " " + std::to_string(each.value) + to_rfc3339(each.until).substr(10, 6));
  }
  return all;
}

TEST(Parking, ATableAndItsJsonSayTheSame) {
  EXPECT_THAT(told(read_parking_csv(
                  "parking,free,time\nEstienne,120,2026-11-24T10:59:00+01:00\nBourse,0,2026-11-24 10:58\n", paris())),
              ElementsAre("Estienne 120T09:59", "Bourse 0T09:58"));
  EXPECT_THAT(
      told(read_parking_json(R"({"parkings":[{"parking":"Estienne","free":120,"time":"2026-11-24T10:59:00+01:00"},
                                         {"parking":"Bourse","free":0,"time":"2026-11-24 10:58"}]})",
                             paris())),
      ElementsAre("Estienne 120T09:59", "Bourse 0T09:58"));
}

TEST(Parking, WhatIsWrongIsOneLineAndTheRestGoesOn) {
  FeedContext context = paris();
  context.watched = {geo::Position::checked({43.3}, {5.37}).value()};
  const auto content = read_parking_csv(
      "parking,free,time,lat,lon\n"
      ",1,2026-11-24T10:00,,\n"
      "A,many,2026-11-24T10:00,,\n"
      "A,1,noon,,\n"
      "A,1,2026-11-24T10:00,43.3,\n"
      "A,1,2026-11-25T10:00,43.3,5.37\n"
      "far,1,2026-11-24T10:00,43.4,5.37\n"
      "near,1,2026-11-24T10:00,43.3001,5.37\n",
      context);
  EXPECT_THAT(told(content), ElementsAre("near 1T09:00"));
  EXPECT_EQ(content->left_out, 1u);
  EXPECT_THAT(content->faults, ElementsAre("parking line 2: parking is empty",
                                           "parking line 3: free: expected a whole number from 0 to 100000",
                                           HasSubstr("parking line 4: time: expected a time like"),
                                           "parking line 5: latitude or longitude is no number",
                                           "parking line 6: it ends more than 5 minutes ahead of now"));
}

TEST(Parking, WhatIsNoTableIsRefusedWhole) {
  EXPECT_THAT(told(read_parking_csv("<xml/>", paris())), ElementsAre("parking: its header lacks parking, time, free"));
  EXPECT_THAT(told(read_parking_json("{\"error\":\"quota\"}", paris())),
              ElementsAre("a JSON document without a member parkings"));
  EXPECT_THAT(told(read_parking_json("17", paris())), ElementsAre("a JSON document without a member parkings"));
  EXPECT_THAT(told(read_parking_json("{\"parkings\":[]}", paris())), IsEmpty());
}

TEST(DatexParking, Version3SaysVacantSpaces) {
  const auto content = read_datex_parking(R"(<d2:payload xmlns:d2="http://datex2.eu/schema/3/d2Payload"
      xmlns="http://datex2.eu/schema/3/parking" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:type="ParkingStatusPublication" modelBaseVersion="3">
    <parkingRecordStatus xsi:type="ParkingSiteStatus">
      <parkingRecordReference id="P1" version="1" targetClass="ParkingRecord"/>
      <parkingStatusOriginTime>2026-11-24T10:59:00+01:00</parkingStatusOriginTime>
      <parkingOccupancy><parkingNumberOfVacantSpaces>42</parkingNumberOfVacantSpaces></parkingOccupancy>
    </parkingRecordStatus>
    <parkingRecordStatus><parkingRecordReference id="P2"/><parkingStatusOriginTime>2026-11-24T09:59:00Z</parkingStatusOriginTime>
      <parkingSiteStatus>full</parkingSiteStatus></parkingRecordStatus>
    <parkingRecordStatus><parkingRecordReference id="P3"/><parkingStatusOriginTime>2026-11-24T09:59:00Z</parkingStatusOriginTime>
      <parkingSiteStatus>spacesAvailable</parkingSiteStatus></parkingRecordStatus>
    <parkingRecordStatus><parkingRecordReference id="P4"/><parkingOccupancy/></parkingRecordStatus>
    <parkingRecordStatus/>
  </d2:payload>)",
                                          paris());
  EXPECT_THAT(told(content), ElementsAre("P1 42T09:59", "P2 0T09:59"));
  EXPECT_EQ(content->left_out, 1u) << "it does not say how many";
  EXPECT_THAT(content->faults, ElementsAre(HasSubstr("line 13, parkingRecordStatus: its time: time ''"),
                                           "line 14, parkingRecordStatus: it names no car park"));
}

TEST(DatexParking, Version2SaysItInTwoWays) {
  const std::string begin = R"(<d2LogicalModel xmlns="http://datex2.eu/schema/2/2_0" modelBaseVersion="2"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)";
  EXPECT_THAT(told(read_datex_parking(begin + R"(<payloadPublication xsi:type="GenericPublication">
      <genericPublicationName>ParkingStatusPublication</genericPublicationName><genericPublicationExtension>
      <parkingStatusPublication><parkingRecordStatus><parkingRecordReference id="P1"/>
      <parkingStatusOriginTime>2026-11-24T10:59:00</parkingStatusOriginTime>
      <parkingOccupancy><parkingNumberOfVacantSpaces>7</parkingNumberOfVacantSpaces></parkingOccupancy></parkingRecordStatus>
      </parkingStatusPublication></genericPublicationExtension></payloadPublication></d2LogicalModel>)",
                                      paris())),
              ElementsAre("P1 7T09:59"));
  EXPECT_THAT(told(read_datex_parking(begin + R"(<payloadPublication xsi:type="GenericPublication">
      <genericPublicationName>ParkingFacilityTableStatusPublication</genericPublicationName><genericPublicationExtension>
      <parkingFacilityTableStatusPublication><parkingFacilityStatus>
      <parkingFacilityReference id="P2"/><parkingFacilityStatusTime>2026-11-24T10:59:00</parkingFacilityStatusTime>
      <totalNumberOfVacantParkingSpaces>8</totalNumberOfVacantParkingSpaces></parkingFacilityStatus>
      </parkingFacilityTableStatusPublication></genericPublicationExtension></payloadPublication></d2LogicalModel>)",
                                      paris())),
              ElementsAre("P2 8T09:59"));
  EXPECT_THAT(told(read_datex_parking(
                  begin + R"(<payloadPublication xsi:type="SituationPublication"/></d2LogicalModel>)", paris())),
              ElementsAre("a publication of type 'SituationPublication', expected ParkingStatusPublication"));
}

}  // namespace
}  // namespace vigie::codec
