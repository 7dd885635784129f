// SPDX-License-Identifier: Apache-2.0
// Claims about SIRI: delays per stop and situations, the same from XML and from JSON.
#include "codec/siri.hpp"

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
  return {.source = SourceId("feed/siri"),
          .now = at("2026-11-24T10:00:00Z"),
          .zone = TimeZone::named("Europe/Paris").value(),
          .watched = {}};
}

FeedContent read(const std::string& text) {
  const auto content = read_siri(text, paris());
  EXPECT_TRUE(content.ok()) << content.error().what;
  return content ? *content : FeedContent{};
}
std::string refusal(const std::string& text) {
  const auto content = read_siri(text, paris());
  return content ? "accepted" : content.error().what;
}

std::string siri(const std::string& deliveries) {
  return R"(<?xml version="1.0"?><s:Siri xmlns:s="http://www.siri.org.uk/siri" xmlns="http://www.siri.org.uk/siri" version="2.0">
<ServiceDelivery><ResponseTimestamp>2026-11-24T10:59:00+01:00</ResponseTimestamp>)" +
         deliveries + "</ServiceDelivery></s:Siri>";
}
std::string visit(const std::string& call) {
  return "<StopMonitoringDelivery><MonitoredStopVisit><MonitoringRef>S1</MonitoringRef><MonitoredVehicleJourney>"
         "<LineRef>M1</LineRef><MonitoredCall>" +
         call + "</MonitoredCall></MonitoredVehicleJourney></MonitoredStopVisit></StopMonitoringDelivery>";
}
std::string departure(const char* aimed, const char* expected) {
  return std::string("<AimedDepartureTime>") + aimed + "</AimedDepartureTime><ExpectedDepartureTime>" + expected +
         "</ExpectedDepartureTime>";
}
std::string situation(const std::string& body) {
  return siri("<SituationExchangeDelivery><Situations><PtSituationElement>" + body +
              "</PtSituationElement></Situations></SituationExchangeDelivery>");
}

TEST(Siri, StopVisitsBecomeTheMeanDelayOfAStop) {
  const FeedContent content =
      read(siri(visit(departure("2026-11-24T11:00:00+01:00", "2026-11-24T11:02:00+01:00")) +
                visit(departure("2026-11-24T11:10:00", "2026-11-24T11:11:00")) +
                visit("<StopPointRef>S2</StopPointRef>" + departure("2026-11-24T10:02:00Z", "2026-11-24T10:01:30Z")) +
                visit(departure("2026-11-24T14:00:00Z", "2026-11-24T14:30:00Z"))));
  EXPECT_THAT(content.faults, IsEmpty());
  ASSERT_EQ(content.measurements.size(), 2u);
  EXPECT_EQ(content.measurements[0].feature, "S1");
  EXPECT_EQ(content.measurements[0].value, 90);
  EXPECT_EQ(content.measurements[0].until, at("2026-11-24T09:59:00Z"));
  EXPECT_EQ(content.measurements[1].feature, "S2");
  EXPECT_EQ(content.measurements[1].value, -30);
  EXPECT_EQ(content.left_out, 1u) << "leaves in four hours";
  EXPECT_FALSE(content.bulletins.has_value()) << "it does not speak of situations";
}

TEST(Siri, EstimatedCallsToComeAreTakenAndCancelledOnesLeftOut) {
  const auto call = [](const char* stop, const std::string& rest) {
    return std::string("<EstimatedCall><StopPointRef>") + stop + "</StopPointRef>" + rest + "</EstimatedCall>";
  };
  const std::string times = departure("2026-11-24T10:00:00Z", "2026-11-24T10:05:00Z");
  const FeedContent content = read(
      siri("<EstimatedTimetableDelivery><EstimatedJourneyVersionFrame>"
           "<EstimatedVehicleJourney><RecordedCalls><RecordedCall><StopPointRef>S0</StopPointRef>" +
           times + "</RecordedCall></RecordedCalls><EstimatedCalls>" + call("S1", times) +
           call("S2", times + "<Cancellation>true</Cancellation>") +
           call("S3",
                "<AimedArrivalTime>2026-11-24T10:00:00Z</AimedArrivalTime><ExpectedArrivalTime>2026-11-24T10:01:00Z"
                "</ExpectedArrivalTime>") +
           "</EstimatedCalls></EstimatedVehicleJourney><EstimatedVehicleJourney><Cancellation>true</"
           "Cancellation><EstimatedCalls>" +
           call("S4", times) +
           "</EstimatedCalls></EstimatedVehicleJourney></EstimatedJourneyVersionFrame></EstimatedTimetableDelivery>"));
  ASSERT_EQ(content.measurements.size(), 2u);
  EXPECT_EQ(content.measurements[0].feature, "S1");
  EXPECT_EQ(content.measurements[0].value, 300);
  EXPECT_EQ(content.measurements[1].feature, "S3");
  EXPECT_EQ(content.measurements[1].value, 60) << "where it ends there is an arrival only";
  EXPECT_EQ(content.left_out, 2u);
}

TEST(Siri, SituationsBecomeBulletins) {
  const FeedContent content = read(situation(
      "<SituationNumber>X1</SituationNumber><Progress>open</Progress>"
      "<ValidityPeriod><StartTime>2026-11-24T08:00:00Z</StartTime><EndTime>2026-11-24T09:00:00Z</EndTime></"
      "ValidityPeriod>"
      "<ValidityPeriod><StartTime>2026-11-24T09:30:00Z</StartTime><EndTime>2026-11-24T12:00:00Z</EndTime></"
      "ValidityPeriod>"
      "<ValidityPeriod><StartTime>2026-11-25T08:00:00+01:00</StartTime></ValidityPeriod>"
      "<Severity>slight</Severity><Summary>Métro 2 interrompu</Summary><Description>Colis\nsuspect</Description>"
      "<Affects><Networks><AffectedNetwork><AffectedLine><LineRef>M2</LineRef></AffectedLine></AffectedNetwork></"
      "Networks>"
      "<StopPoints><AffectedStopPoint><StopPointRef>S1</StopPointRef></AffectedStopPoint></StopPoints></Affects>"
      "<Consequences><Consequence><Condition>noService</Condition></Consequence></Consequences>"));
  ASSERT_TRUE(content.bulletins.has_value());
  ASSERT_EQ(content.bulletins->size(), 2u) << "its first period is over";
  const Bulletin& now = content.bulletins->front();
  EXPECT_EQ(now.reference, "X1@2");
  EXPECT_EQ(now.title, "Métro 2 interrompu");
  EXPECT_EQ(now.text, "Colis suspect");
  EXPECT_EQ(now.severity, Severity::Extreme) << "the consequence says more than the situation";
  EXPECT_THAT(now.features, ElementsAre("M2", "S1"));
  EXPECT_EQ(now.end, at("2026-11-24T12:00:00Z"));
  EXPECT_EQ(content.bulletins->back().start, at("2026-11-25T07:00:00Z"));
  EXPECT_FALSE(content.bulletins->back().end.has_value());
}

TEST(Siri, AClosedSituationIsNone) {
  const FeedContent content =
      read(situation("<SituationNumber>X1</SituationNumber><Progress>closed</Progress><Summary>x</Summary>"));
  ASSERT_TRUE(content.bulletins.has_value());
  EXPECT_TRUE(content.bulletins->empty()) << "it speaks of situations, and there are none";
  EXPECT_EQ(content.left_out, 1u);
}

TEST(Siri, LiteSaysTheSameInJson) {
  const FeedContent content = read(R"({"Siri":{"ServiceDelivery":{"ResponseTimestamp":"2026-11-24T09:59:00Z",
    "StopMonitoringDelivery":[{"MonitoredStopVisit":[
      {"MonitoringRef":{"value":"S1"},"MonitoredVehicleJourney":{"MonitoredCall":{
        "AimedDepartureTime":"2026-11-24T10:00:00Z","ExpectedDepartureTime":"2026-11-24T10:01:30Z","VehicleAtStop":true}}},
      {"MonitoringRef":{"value":"S1"},"MonitoredVehicleJourney":{"MonitoredCall":{
        "AimedDepartureTime":"2026-11-24T10:00:00Z","ExpectedDepartureTime":null}}}]}],
    "SituationExchangeDelivery":[{"Situations":{"PtSituationElement":[{"SituationNumber":{"value":"X1"},
        "Summary":[{"value":"Travaux","lang":"FR"},{"value":"Works","lang":"EN"}],
        "Affects":{"StopPoints":{"AffectedStopPoint":[{"StopPointRef":{"value":"S1"}},{"StopPointRef":{"value":"S2"}}]}}}]}}]
  }}})");
  EXPECT_THAT(content.faults, ElementsAre(HasSubstr("MonitoredStopVisit: time ''")));
  ASSERT_EQ(content.measurements.size(), 1u);
  EXPECT_EQ(content.measurements[0].value, 90);
  EXPECT_EQ(content.measurements[0].until, at("2026-11-24T09:59:00Z"));
  ASSERT_EQ(content.bulletins->size(), 1u);
  EXPECT_EQ(content.bulletins->front().title, "Travaux");
  EXPECT_THAT(content.bulletins->front().features, ElementsAre("S1", "S2"));
}

TEST(Siri, WhatIsWrongIsOneLineAndTheRestGoesOn) {
  const FeedContent content = read(siri(visit(departure("2026-11-24T10:00:00Z", "soon")) +
                                        visit(departure("2026-11-20T10:00:00Z", "2026-11-24T10:00:00Z")) +
                                        "<EstimatedTimetableDelivery><Status>false</"
                                        "Status><ErrorCondition><OtherError><ErrorText>down for works</ErrorText>"
                                        "</OtherError></ErrorCondition></EstimatedTimetableDelivery>" +
                                        visit(departure("2026-11-24T10:00:00Z", "2026-11-24T10:00:20Z"))));
  EXPECT_THAT(content.faults, ElementsAre(HasSubstr("line 2, MonitoredStopVisit: time 'soon'"),
                                          "line 2, MonitoredStopVisit: a delay of more than a day",
                                          "line 2, ErrorCondition: the producer says: down for works"));
  ASSERT_EQ(content.measurements.size(), 1u);
  EXPECT_EQ(content.measurements[0].value, 20);
}

TEST(Siri, WhatIsNoSiriIsRefusedWhole) {
  EXPECT_EQ(refusal("<html/>"), "line 1: the root is <html>, expected <Siri>");
  EXPECT_EQ(refusal("<Envelope/>"), "line 1: the root is <Envelope>, expected <Siri>");
  EXPECT_THAT(refusal(siri("").substr(0, 150)), HasSubstr("not XML"));
  EXPECT_THAT(refusal("<!DOCTYPE x [<!ENTITY a 'b'>]><Siri/>"), HasSubstr("DOCTYPE"));
  EXPECT_EQ(refusal("{\"a\":1}"), "a JSON document without a member Siri");
  EXPECT_THAT(refusal("{\"a\":"), HasSubstr("not JSON"));
  EXPECT_EQ(refusal(std::string(40, '[').insert(0, "{\"a\":") + std::string(40, ']') + "}"),
            "JSON nested deeper than 32");
}

}  // namespace
}  // namespace vigie::codec
