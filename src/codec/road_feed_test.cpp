// SPDX-License-Identifier: Apache-2.0
// Claims about publications of road changes: what is read, what is refused in one line, and what a million closures cost.
#include "codec/road_feed.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace vigie::codec {
namespace {

const TimeZone kParis = TimeZone::named("Europe/Paris").value();

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
std::string sample(const std::string& name) { return file("data/road-feeds/" + name); }
std::string fixture(const std::string& name) {
  const char* folder = std::getenv("VIGIE_TEST_DATA");
  return file(std::string(folder ? folder : "../shared/data") + "/fixtures/datex2/" + name);
}

RoadFeed read(const std::string& xml) {
  const auto feed = decode_road_feed(xml, {.zone = kParis});
  EXPECT_TRUE(feed.ok()) << feed.error().what;
  return feed ? *feed : RoadFeed{};
}
std::string refusal(const std::string& xml) {
  const auto feed = decode_road_feed(xml, {.zone = kParis});
  return feed ? "not refused" : feed.error().what;
}
Time at(const char* text) { return parse_rfc3339(text).value(); }
const RoadChange& change(const RoadFeed& feed, const std::string& reference) {
  static const RoadChange none;
  for (const RoadChange& each : feed.changes)
    if (each.reference == reference) return each;
  ADD_FAILURE() << "no change " << reference;
  return none;
}
bool says(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

TEST(Datex3, RegulationsBecomeClosuresLimitsAndOneWays) {
  const RoadFeed feed = read(sample("regulations.xml"));
  EXPECT_EQ(feed.kind, RoadFeedKind::Datex3Regulations);
  EXPECT_EQ(feed.publisher, "fr/Port-Vigie");
  EXPECT_EQ(feed.published, at("2026-11-20T08:00:00Z"));
  EXPECT_EQ(feed.read, 5);
  EXPECT_EQ(feed.unusable, 0);
  EXPECT_EQ(feed.not_concerning, 2) << "parking, and lorries";
  EXPECT_TRUE(feed.faults.empty()) << feed.faults.front();

  const RoadChange& closed = change(feed, "PV-2026-101/1.1");
  EXPECT_EQ(closed.effect, RoadEffect::Closed);
  EXPECT_EQ(closed.bars, RoadBars::OrdinaryTraffic) << "emergency services are excepted";
  EXPECT_EQ(closed.title, "Boulevard Anselme Rebouffin barré la nuit (réseau de chaleur)");
  EXPECT_EQ(closed.start, at("2026-11-15T23:00:00Z"));
  EXPECT_EQ(closed.end, at("2026-12-18T05:00:00Z"));
  const WeeklyHours but_sundays{0x3F, 21 * 60, 6 * 60};
  EXPECT_EQ(closed.hours, std::vector{but_sundays});
  ASSERT_EQ(closed.lines.size(), 1u);
  EXPECT_EQ(closed.lines[0].size(), 8u);

  const RoadChange& limit = change(feed, "PV-2026-102/1.1");
  EXPECT_EQ(limit.effect, RoadEffect::SpeedLimit);
  EXPECT_EQ(limit.speed_kmh, 30);
  EXPECT_FALSE(limit.end.has_value());
  EXPECT_EQ(limit.lines[0][0], geo::Position::checked({43.142914}, {4.661023}).value()) << "CRS84: longitude first";
  const RoadChange& one_way = change(feed, "PV-2026-102/1.2");
  EXPECT_EQ(one_way.effect, RoadEffect::OneWay);
  EXPECT_EQ(one_way.sense, RoadSense::Along);
}

TEST(Datex2, SituationRecordsThatCloseOrSlowAreTaken) {
  const RoadFeed feed = read(sample("situations.xml"));
  EXPECT_EQ(feed.kind, RoadFeedKind::Datex2Situations);
  EXPECT_EQ(feed.publisher, "fr/FR-PV-CIGT");
  EXPECT_EQ(feed.read, 5);
  EXPECT_EQ(feed.not_concerning, 2) << "an accident that blocks nothing, and an exercise";
  EXPECT_EQ(feed.unusable, 0);
  EXPECT_TRUE(feed.faults.empty());
  ASSERT_EQ(feed.changes.size(), 4u) << "two nights are two changes";

  const RoadChange& second_night = change(feed, "S-1-1@2");
  EXPECT_EQ(second_night.effect, RoadEffect::Closed);
  EXPECT_EQ(second_night.start, at("2026-11-27T19:00:00Z"));
  EXPECT_EQ(second_night.end, at("2026-11-28T04:00:00Z"));
  EXPECT_EQ(second_night.lines[0].size(), 3u);
  EXPECT_EQ(change(feed, "S-1-2").speed_kmh, 20);
  EXPECT_EQ(change(feed, "S-1-2").lines[0].size(), 2u) << "both ends of a short TPEG line";
  const RoadChange& works = change(feed, "S-2-1");
  EXPECT_EQ(works.effect, RoadEffect::Closed) << "the carriageway is blocked";
  EXPECT_FALSE(works.end.has_value()) << "works that overrun last until they are withdrawn";
  EXPECT_EQ(works.lines[0].size(), 1u);
}

TEST(RoadFeed, ASoapEnvelopeIsPassedThroughAndAnEmptyOneRevokesNothing) {
  const std::string incidents = sample("incidents.xml");
  const std::string open = "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body>";
  const std::string close = "</e:Body></e:Envelope>";
  const RoadFeed wrapped = read(open + incidents.substr(incidents.find("<incidents")) + close);
  EXPECT_EQ(wrapped.changes.size(), read(incidents).changes.size());
  EXPECT_EQ(refusal(open + close), "line 1: an envelope without a document");
  EXPECT_EQ(refusal(open + "<e:Fault/>" + close),
            "line 1: the root is <Fault>, expected <payload> (DATEX II v3), <d2LogicalModel> (DATEX II v2.3) or "
            "<incidents> (CIFS)");
}

TEST(Cifs, RoadClosedIncidentsBecomeClosures) {
  const RoadFeed feed = read(sample("incidents.xml"));
  EXPECT_EQ(feed.kind, RoadFeedKind::Cifs);
  EXPECT_EQ(feed.publisher, "ville.port-vigie.example");
  EXPECT_EQ(feed.read, 4);
  EXPECT_EQ(feed.not_concerning, 1);
  const RoadChange& market = change(feed, "PV/C/1");
  EXPECT_EQ(market.title, "Cours Alban Marcoulet: Marché de Noël");
  EXPECT_EQ(market.sense, RoadSense::Both);
  const std::vector<WeeklyHours> hours{{0x20, 480, 780}, {0x20, 960, 1440}, {0x40, 600, 1200}};
  EXPECT_EQ(market.hours, hours) << "23:59 is the end of the day";
  EXPECT_EQ(change(feed, "PV/C/2").sense, RoadSense::Along);
  EXPECT_EQ(change(feed, "PV/C/3").start, Time{}) << "not said";
}

TEST(RoadFeed, RealPublicationsAreRead) {
  const std::string incidents = fixture("cifs-incidents.xml");
  if (incidents.empty()) GTEST_SKIP() << "no fixtures/datex2 in $VIGIE_TEST_DATA";
  const RoadFeed cifs = read(incidents);
  EXPECT_EQ(cifs.read, 7);
  EXPECT_EQ(cifs.changes.size(), 7u);
  EXPECT_TRUE(cifs.faults.empty());
  EXPECT_EQ(cifs.publisher, "dialog.beta.gouv.fr");
  std::set<std::string> references;
  for (const RoadChange& each : cifs.changes) references.insert(each.reference);
  EXPECT_EQ(references.size(), 7u);

  const RoadFeed example = read(fixture("dialog-example.xml"));
  EXPECT_EQ(example.publisher, "fr/DiaLog");
  EXPECT_EQ(example.read, 2) << "no entry, and a speed limit";
  EXPECT_EQ(example.not_concerning, 2) << "for city logistics of 12 m and more only";
  EXPECT_EQ(read(fixture("dialog-sample.xml")).not_concerning, 1);
}

TEST(RoadFeed, TheSameRegulationForEverybodyIsAClosureWithoutItsExceptedDays) {
  std::string xml = fixture("dialog-sample.xml");
  if (xml.empty()) GTEST_SKIP() << "no fixtures/datex2 in $VIGIE_TEST_DATA";
  for (auto at = xml.find("VehicleCondition"); at != std::string::npos; at = xml.find("VehicleCondition"))
    xml.replace(at, 16, "RoadCondition");
  const RoadFeed feed = read(xml);
  ASSERT_EQ(feed.changes.size(), 1u);
  EXPECT_EQ(feed.changes[0].bars, RoadBars::Everyone);
  EXPECT_EQ(feed.changes[0].hours, (std::vector<WeeklyHours>{{0x1F, 0, 1440}})) << "not on Saturdays and Sundays";
  EXPECT_TRUE(feed.faults.empty());
}

TEST(RoadFeed, BadListsGetOneLineEachAndTheRestIsKept) {
  const RoadFeed feed = read(sample("bad-lists.xml"));
  EXPECT_EQ(feed.read, 6);
  EXPECT_EQ(feed.unusable, 5);
  ASSERT_EQ(feed.faults.size(), 5u);
  EXPECT_TRUE(feed.faults[0].find("'odd/1.1'") != std::string::npos &&
              feed.faults[0].find("list of 7 coordinates does not divide by 2") != std::string::npos)
      << feed.faults[0];
  EXPECT_TRUE(feed.faults[0].starts_with("line "));
  EXPECT_TRUE(says(feed.faults, "'words/1.1': its list of coordinates holds something that is no number"));
  EXPECT_TRUE(says(feed.faults, "'globe/1.1': a point is not on the globe"));
  EXPECT_TRUE(says(feed.faults, "'one/1.1': a line needs two points"));
  EXPECT_TRUE(says(feed.faults, "'lambert/1.1': srsName 'EPSG:2154'"));
  for (const std::string& line : feed.faults)
    EXPECT_EQ(line.find("43.15"), std::string::npos) << "a place in a message";
  ASSERT_EQ(feed.changes.size(), 1u);
  EXPECT_EQ(feed.changes[0].reference, "good/1.1");
  EXPECT_EQ(feed.unreadable.size(), 5u) << "known by name, so that what was said before is not revoked";
}

TEST(RoadFeed, UnknownWordsAndWrongTimesGetOneLineEach) {
  const RoadFeed feed = read(sample("bad-words.xml"));
  EXPECT_EQ(feed.unusable, 7);
  EXPECT_EQ(feed.changes.size(), 1u);
  for (const char* part :
       {"'status/1.1': the order's status 'abolished' is unknown", "accessRestrictionType 'noBreathing' is unknown",
        "typeOfRegulation 'Levitation' is unknown", "conditions joined by 'nand' are not understood",
        "validityStatus 'sometimes' is unknown", "overallEndTime is not after overallStartTime", "time 'tomorrow'"})
    EXPECT_TRUE(says(feed.faults, part)) << part;
}

TEST(RoadFeed, ATruncatedPublicationIsRefusedWholeAndSaysWhy) {
  const std::string cut = refusal(sample("bad-truncated.xml"));
  EXPECT_NE(cut.find("not XML"), std::string::npos) << cut;
  EXPECT_NE(cut.find("after 2 statements: all are refused, since what is absent would be revoked"), std::string::npos)
      << cut;
  const std::string whole = sample("situations.xml");
  for (std::size_t length = 0; length < whole.size() - 20; length += 97)
    EXPECT_NE(refusal(whole.substr(0, length)), "not refused") << length;
}

TEST(RoadFeed, WhatIsNoneOfTheThreeIsRefused) {
  EXPECT_NE(refusal("<html/>").find("the root is <html>, expected <payload>"), std::string::npos);
  EXPECT_NE(refusal("{}").find("not XML"), std::string::npos);
  EXPECT_NE(refusal("").find("not XML"), std::string::npos);
  EXPECT_NE(refusal("<!DOCTYPE a [<!ENTITY b 'c'>]><incidents/>").find("DOCTYPE"), std::string::npos);
  EXPECT_NE(refusal("<payload xmlns='http://example.org'/>").find("the root is"), std::string::npos)
      << "names count with their namespace";
  EXPECT_NE(refusal("<p:payload xmlns:p='http://datex2.eu/schema/3/d2Payload' modelBaseVersion='3' "
                    "xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:type='VmsPublication'/>")
                .find("a publication of type 'VmsPublication'"),
            std::string::npos);
  EXPECT_NE(refusal("<d2LogicalModel xmlns='http://datex2.eu/schema/2/2_0' modelBaseVersion='2'/>").find("without"),
            std::string::npos)
      << "a keep-alive does not revoke everything";
  EXPECT_EQ(read("<incidents/>").changes.size(), 0u) << "nothing is closed, and it says so";
}

TEST(RoadFeed, TimesFarOffAndTimesWithoutAnOffset) {
  const auto incident = [](const std::string& start) {
    return decode_road_feed(
               "<incidents><incident id='abc'><type>ROAD_CLOSED</type><description>d</description>"
               "<polyline>43.1 4.6 43.2 4.6</polyline><starttime>" +
                   start + "</starttime></incident></incidents>",
               {.zone = kParis})
        .value();
  };
  EXPECT_EQ(incident("2026-07-14T20:45:10.5").changes.at(0).start, at("2026-07-14T18:45:10.5Z")) << "the city's summer";
  EXPECT_EQ(incident("2026-12-14T20:45:00").changes.at(0).start, at("2026-12-14T19:45:00Z"));
  EXPECT_EQ(incident("2038-01-20T00:00:00Z").changes.size(), 1u);
  for (const char* wrong :
       {"1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "2026-13-01T00:00:00Z", "", "now"})
    EXPECT_EQ(incident(wrong).unusable, 1) << wrong;
}

TEST(RoadFeed, WhatNarrowsAClosureAndIsNotModelledLeavesItClosedAndSaysSo) {
  std::string xml = sample("regulations.xml");
  const auto replace = [&](const std::string& from, const std::string& to) {
    ASSERT_NE(xml.find(from), std::string::npos);
    xml.replace(xml.find(from), from.size(), to);
  };
  replace("<com:applicableDay>sunday</com:applicableDay>",
          "<com:applicableDay>sunday</com:applicableDay><com:applicableMonth>december</com:applicableMonth>");
  const RoadFeed feed = read(xml);
  EXPECT_EQ(change(feed, "PV-2026-101/1.1").hours.at(0).days, 0x7F) << "on Sundays too";
  EXPECT_TRUE(says(feed.faults, "an exceptionPeriod that is not of whole days of the week is not modelled"));
  EXPECT_EQ(feed.unusable, 0);
}

TEST(RoadFeed, PrefixesAreTheWritersOwn) {
  std::string xml = sample("regulations.xml");
  for (const auto& [from, to] :
       std::map<std::string, std::string>{{"d2:", "a:"}, {":d2=", ":a="}, {"com:", "b:"}, {":com=", ":b="}}) {
    for (auto at = xml.find(from); at != std::string::npos; at = xml.find(from, at + to.size()))
      xml.replace(at, from.size(), to);
  }
  EXPECT_EQ(read(xml).changes.size(), 3u);
}

TEST(RoadFeed, ALineAcrossACountryIsNoStreet) {
  const std::string closure = "<type>ROAD_CLOSED</type><description>x</description><polyline>";
  const RoadFeed feed = read("<incidents><incident id='far'>" + closure +
                             "-90 -180 90 180</polyline></incident>"
                             "<incident id='near'>" +
                             closure + "45 0 45 5</polyline></incident></incidents>");
  EXPECT_EQ(feed.unusable, 1);
  EXPECT_TRUE(says(feed.faults, "incident 'far': polyline: longer than 500 km"));
  EXPECT_EQ(feed.changes.size(), 1u);
}

TEST(RoadFeed, HostileDocumentsEndEarly) {
  std::string deep = "<incidents>";
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_NE(refusal(deep).find("more than 64 levels"), std::string::npos);
  std::string many = "<incidents><incident";
  for (int i = 0; i < 200'000; ++i) many += " a" + std::to_string(i) + "=''";
  EXPECT_NE(refusal(many + "/></incidents>"), "not refused");
  EXPECT_NE(refusal("<incidents><incident id='" + std::string(3'000'000, 'x')).find("a tag of more than 1 MiB"),
            std::string::npos);
  const std::string large =
      "<incident id='big'><description>" + std::string(2'000'000, 'x') + "</description></incident>";
  const std::string small = "<incident id='abc'><type>JAM</type></incident>";
  const RoadFeed feed = read("<incidents>" + large + small + "</incidents>");
  EXPECT_EQ(feed.unusable, 1) << "a record that is too large is left out; the next one is read";
  EXPECT_EQ(feed.not_concerning, 1);
  std::string wide = "<incident id='wide'>";
  for (int i = 0; i < 30'000; ++i) wide += "<a><b/></a>";
  EXPECT_EQ(read("<incidents>" + wide + "</incident>" + small + "</incidents>").not_concerning, 1);
}

std::string closure(int number) {
  const std::string n = std::to_string(number);
  const std::string lon = "4." + std::to_string(600000 + number % 90000);
  return "<incident id='C-" + n + "'><type>ROAD_CLOSED</type><description>Travaux " + n + "</description><street>Rue " +
         n + "</street><polyline>43.15 " + lon + " 43.16 " + lon +
         "</polyline><starttime>2026-11-16T08:00:00+01:00</starttime><endtime>2026-12-16T08:00:00+01:00</endtime>"
         "<schedule><everyday>08:00-18:00</everyday></schedule></incident>\n";
}

RC_GTEST_PROP(RoadFeed, OrderDoesNotMatter, ()) {
  auto numbers = *rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 90'000));
  const auto by_reference = [](const std::vector<int>& all) {
    std::string xml = "<incidents>";
    for (const int number : all) xml += closure(number);
    const RoadFeed feed = decode_road_feed(xml + "</incidents>", {.zone = kParis}).value();
    std::map<std::string, std::pair<std::string, std::vector<RoadLine>>> found;
    for (const RoadChange& each : feed.changes) found[each.reference] = {each.title, each.lines};
    return found;
  };
  const auto one = by_reference(numbers);
  RC_ASSERT(one.size() == numbers.size());
  std::reverse(numbers.begin(), numbers.end());
  RC_ASSERT(by_reference(numbers) == one);
}

RC_GTEST_PROP(RoadFeed, PiecesOfAnyLengthReadAsOne, ()) {
  const std::string xml = sample(*rc::gen::element<std::string>("regulations.xml", "situations.xml", "bad-lists.xml"));
  RoadFeedReader reader({.zone = kParis});
  for (std::size_t from = 0; from < xml.size();) {
    const auto length = *rc::gen::inRange<std::size_t>(1, 4000);
    RC_ASSERT(reader.feed(std::string_view(xml).substr(from, length)).ok());
    from += length;
  }
  const RoadFeed pieces = reader.finish().value();
  const RoadFeed whole = decode_road_feed(xml, {.zone = kParis}).value();
  RC_ASSERT(pieces.changes.size() == whole.changes.size());
  RC_ASSERT(pieces.faults == whole.faults);
}

TEST(RoadFeed, MoreThanIsKeptIsCountedInOneLine) {
  RoadFeedReader reader({.zone = kParis, .most_changes = 20'000});
  ASSERT_TRUE(reader.feed("<incidents>").ok());
  constexpr int kClosures = 100'000;
  for (int i = 0; i < kClosures; ++i) ASSERT_TRUE(reader.feed(closure(i)).ok());
  ASSERT_TRUE(reader.feed("</incidents>").ok());
  const RoadFeed feed = reader.finish().value();
  EXPECT_EQ(feed.read, kClosures);
  EXPECT_EQ(feed.changes.size(), 20'000u);
  EXPECT_EQ(feed.left_out, 80'000);
  ASSERT_EQ(feed.faults.size(), 1u);
  EXPECT_EQ(feed.faults[0], "80000 beyond the first 20000 road changes are left out");
}

}  // namespace
}  // namespace vigie::codec
