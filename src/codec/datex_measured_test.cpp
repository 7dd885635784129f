// SPDX-License-Identifier: Apache-2.0
// Claims about measured data of DATEX II: vehicles and speed, what is added up and what must not be.
#include "codec/datex_measured.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vigie::codec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Time at(const char* text) { return parse_rfc3339(text).value(); }

FeedContext paris() {
  return {.source = SourceId("feed/roads"),
          .now = at("2026-11-24T10:00:00Z"),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

/// "site Vehicles/Speed value from/until", in order.
std::vector<std::string> told(const Result<FeedContent>& content) {
  if (!content) return {content.error().what};
  std::vector<std::string> all;
  for (const Measurement& each : content->measurements)
    all.push_back(each.feature + (each.quantity == Quantity::Vehicles ? " V " : " S ") + std::to_string(each.value) +
                  " " + to_rfc3339(each.from).substr(14, 5) + "/" + to_rfc3339(each.until).substr(14, 5));
  return all;
}

std::string v2(const std::string& publication, const std::string& type = "MeasuredDataPublication") {
  return R"(<d2LogicalModel xmlns="http://datex2.eu/schema/2/2_0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<payloadPublication xsi:type=")" +
         type + "\">" + publication + "</payloadPublication></d2LogicalModel>";
}
std::string v3(const std::string& payloads) {
  return R"(<c:messageContainer xmlns:c="http://datex2.eu/schema/3/messageContainer" xmlns="http://datex2.eu/schema/3/roadTrafficData"
 xmlns:com="http://datex2.eu/schema/3/common" xmlns:loc="http://datex2.eu/schema/3/locationReferencing"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)" +
         payloads + "</c:messageContainer>";
}
std::string site(const char* id, const std::string& values, const char* time = "2026-11-24T10:55:00+01:00") {
  return std::string("<siteMeasurements><measurementSiteReference id=\"") + id + "\"/><measurementTimeDefault>" + time +
         "</measurementTimeDefault>" + values + "</siteMeasurements>";
}
std::string flow2(const char* index, const char* rate, const char* extra = "") {
  return std::string("<measuredValue index=\"") + index + "\"><measuredValue><basicData xsi:type=\"TrafficFlow\">" +
         extra + "<vehicleFlow><vehicleFlowRate>" + rate +
         "</vehicleFlowRate></vehicleFlow></basicData></measuredValue></measuredValue>";
}
std::string speed2(const char* index, const char* speed) {
  return std::string("<measuredValue index=\"") + index +
         "\"><measuredValue><basicData xsi:type=\"TrafficSpeed\"><averageVehicleSpeed><speed>" + speed +
         "</speed></averageVehicleSpeed></basicData></measuredValue></measuredValue>";
}

TEST(DatexMeasured, Version2FlowIsVehiclesOfThePeriodAndSpeedTenths) {
  const auto content = read_datex_measured(
      v2(site("A", flow2("1", "360", "<measurementOrCalculationPeriod>300</measurementOrCalculationPeriod>") +
                       speed2("2", "47.26")) +
         site("B", flow2("1", "720"))),
      paris());
  EXPECT_THAT(told(content), ElementsAre("A V 30 50:00/55:00", "A S 473 54:00/55:00", "B V 12 54:00/55:00"))
      << "a minute, where no period is said";
  EXPECT_THAT(content->faults, IsEmpty());
}

TEST(DatexMeasured, WithoutATableValuesAreNotAddedUp) {
  EXPECT_THAT(told(read_datex_measured(v2(site("A", flow2("1", "600") + flow2("2", "60"))), paris())),
              ElementsAre("A/1 V 10 54:00/55:00", "A/2 V 1 54:00/55:00"));
}

TEST(DatexMeasured, Version3WithItsTableAddsUpLanesAndNotKindsOfVehicles) {
  const auto channel = [](const char* index, const char* lane, const char* vehicles) {
    return std::string("<measurementSpecificCharacteristics index=\"") + index +
           "\"><measurementSpecificCharacteristics><period>360</period><specificLane>" + lane +
           "</specificLane><specificVehicleCharacteristics>" + vehicles +
           "</specificVehicleCharacteristics></measurementSpecificCharacteristics></"
           "measurementSpecificCharacteristics>";
  };
  const char* any = "<com:vehicleType>anyVehicle</com:vehicleType>";
  const char* lorry = "<com:vehicleType>lorry</com:vehicleType>";
  const auto quantity = [](const char* index, const char* data) {
    return std::string("<physicalQuantity index=\"") + index + "\" xsi:type=\"SinglePhysicalQuantity\">" + data +
           "</physicalQuantity>";
  };
  const auto flow = [](const char* rate) {
    return std::string("<basicData xsi:type=\"TrafficFlow\"><vehicleFlow><com:vehicleFlowRate>") + rate +
           "</com:vehicleFlowRate></vehicleFlow></basicData>";
  };
  const auto speed = [](const char* rate) {
    return std::string("<basicData xsi:type=\"TrafficSpeed\"><averageVehicleSpeed><com:speed>") + rate +
           "</com:speed></averageVehicleSpeed></basicData>";
  };
  const std::string table =
      "<payload xmlns=\"http://datex2.eu/schema/3/d2Payload\" xsi:type=\"MeasurementSiteTablePublication\">"
      "<measurementSiteTable xmlns=\"http://datex2.eu/schema/3/roadTrafficData\" id=\"T\"><measurementSite id=\"A\" "
      "version=\"1\">" +
      channel("1", "lane1", any) + channel("2", "lane2", any) + channel("3", "lane1", lorry) +
      channel("4", "lane1", any) + channel("5", "lane2", any) +
      "<measurementSiteLocation xsi:type=\"loc:PointLocation\"><loc:pointByCoordinates><loc:pointCoordinates>"
      "<loc:latitude>43.3</loc:latitude><loc:longitude>5.4</loc:longitude></loc:pointCoordinates></"
      "loc:pointByCoordinates>"
      "</measurementSiteLocation></measurementSite></measurementSiteTable></payload>";
  const std::string data =
      "<payload xmlns=\"http://datex2.eu/schema/3/d2Payload\" xsi:type=\"MeasuredDataPublication\">"
      "<x xmlns=\"http://datex2.eu/schema/3/roadTrafficData\">" +
      site("A",
           quantity("1", flow("300").c_str()) + quantity("2", flow("100").c_str()) + quantity("3", flow("40").c_str()) +
               quantity("4", speed("50").c_str()) + quantity("5", speed("30").c_str()),
           "<com:timeValue>2026-11-24T09:55:00Z</com:timeValue>") +
      "</x></payload>";
  const auto content = read_datex_measured(v3(table + data), paris());
  EXPECT_THAT(told(content), ElementsAre("A V 40 49:00/55:00", "A S 450 49:00/55:00"))
      << "lorries are among them; the fuller lane's speed weighs more";
  EXPECT_EQ(content->measurements.front().place, geo::Position::checked({43.3}, {5.4}).value());

  FeedContext far = paris();
  far.watched = {geo::Position::checked({43.4}, {5.4}).value()};
  const auto left_out = read_datex_measured(v3(table + data), far);
  EXPECT_THAT(told(left_out), IsEmpty());
  EXPECT_EQ(left_out->left_out, 1u);
}

TEST(DatexMeasured, WhatTheSourceMarksAsNoneIsLeftOut) {
  const auto content = read_datex_measured(
      v2(site("A", speed2("1", "-1")) +
         site("A2",
              "<measuredValue index=\"1\"><measuredValue><basicData xsi:type=\"TrafficSpeed\"><averageVehicleSpeed "
              "numberOfInputValuesUsed=\"0\"><speed>0</speed></averageVehicleSpeed></basicData></measuredValue></"
              "measuredValue>") +
         site("B",
              "<measuredValue index=\"1\"><measuredValue><basicData "
              "xsi:type=\"TrafficFlow\"><vehicleFlow><dataError>true</dataError>"
              "<vehicleFlowRate>0</vehicleFlowRate></vehicleFlow></basicData></measuredValue></measuredValue>") +
         site("C",
              "<measuredValue index=\"1\"><measuredValue><basicData "
              "xsi:type=\"TravelTimeData\"/></measuredValue></measuredValue>")),
      paris());
  EXPECT_THAT(told(content), IsEmpty());
  EXPECT_EQ(content->left_out, 4u);
  EXPECT_THAT(content->faults, IsEmpty());
}

TEST(DatexMeasured, ASoapEnvelopeIsPassedThrough) {
  const std::string soap =
      R"(<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header><x/></S:Header><S:Body>)";
  EXPECT_THAT(told(read_datex_measured(soap + v2(site("A", flow2("1", "60"))) + "</S:Body></S:Envelope>", paris())),
              ElementsAre("A V 1 54:00/55:00"));
  EXPECT_THAT(told(read_datex_measured(soap + "</S:Body></S:Envelope>", paris())),
              ElementsAre("line 1: an envelope without a document"));
  EXPECT_THAT(told(read_datex_measured(soap + v2("") + v2("") + "</S:Body></S:Envelope>", paris())),
              ElementsAre("line 2: a second document in one envelope"));
}

TEST(DatexMeasured, ABadSiteIsOneLineAndTheRestGoesOn) {
  const auto content =
      read_datex_measured(v2("<siteMeasurements/>" + site("", flow2("1", "60")) + site("A", flow2("1", "many")) +
                             site("B", speed2("1", "401")) + site("C", flow2("1", "60"), "noon") +
                             site("D", flow2("1", "60"), "2026-11-24T10:10:00Z") + site("E", flow2("1", "60"))),
                          paris());
  EXPECT_THAT(told(content), ElementsAre("E V 1 54:00/55:00"));
  EXPECT_THAT(content->faults, ElementsAre("line 2, siteMeasurements: it has no measurementSiteReference",
                                           "line 2, siteMeasurements: the site's id is empty",
                                           "line 2, siteMeasurements: vehicleFlowRate is not a number from 0 to 100000",
                                           "line 2, siteMeasurements: speed is not a number from 0 to 400",
                                           "line 2, siteMeasurements: it has no time",
                                           "line 2, siteMeasurements: it ends more than 5 minutes ahead of now"));
}

TEST(DatexMeasured, AnotherPublicationIsRefusedWhole) {
  EXPECT_THAT(told(read_datex_measured(v2("", "SituationPublication"), paris())),
              ElementsAre("a publication of type 'SituationPublication', expected MeasuredDataPublication"));
  EXPECT_THAT(told(read_datex_measured("<incidents/>", paris())),
              ElementsAre(HasSubstr("the root is <incidents>, expected <payload>")));
  EXPECT_THAT(told(read_datex_measured(v2("").substr(0, 150), paris())), ElementsAre(HasSubstr("not XML")));
}

}  // namespace
}  // namespace vigie::codec
