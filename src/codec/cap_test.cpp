// SPDX-License-Identifier: Apache-2.0
// Claims about CAP alerts: what becomes a bulletin, what takes one back, and what an attacker gets.
#include "codec/cap.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace vigie::codec {
namespace {

const geo::Position kMarseille = geo::Position::checked(geo::Latitude{43.296}, geo::Longitude{5.37}).value();

FeedContext context(const char* now = "2026-11-24T12:00:00Z") {
  return {SourceId("feed/vigilance"),
          parse_rfc3339(now).value(),
          TimeZone::named("Europe/Paris").value(),
          {kMarseille},
          400};
}

std::string alert(const std::string& id, const std::string& type, const std::string& rest,
                  const std::string& status = "Actual") {
  return "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>" + id +
         "</identifier><sender>meteo@example</sender><sent>2026-11-24T10:00:00+01:00</sent><status>" + status +
         "</status><msgType>" + type + "</msgType><scope>Public</scope>" + rest + "</alert>";
}
std::string info(const std::string& more, const std::string& severity = "Severe",
                 const std::string& language = "fr-FR") {
  return "<info><language>" + language +
         "</language><category>Met</category><event>Vent violent</event><urgency>Future</urgency>"
         "<severity>" +
         severity + "</severity><certainty>Likely</certainty>" + more + "</info>";
}

std::vector<Bulletin> bulletins_of(const std::string& xml) {
  const auto content = read_cap(xml, context());
  if (!content) {
    ADD_FAILURE() << content.error().what;
    return {};
  }
  EXPECT_EQ(content->refused, 0U) << content->faults.front();
  return content->bulletins.value();
}
std::string fault_of(const std::string& xml) {
  const auto content = read_cap(xml, context());
  if (!content) return content.error().what;
  return content->faults.empty() ? "none" : content->faults.front();
}

TEST(Cap, ReadsAWarningWithItsAreaAndTimes) {
  const auto all = bulletins_of(alert(
      "A1", "Alert",
      info("<onset>2026-11-24T18:00:00+01:00</onset><expires>2026-11-25T06:00:00+01:00</expires>"
           "<headline>Vigilance orange: vent</headline><description>Rafales\n à 110 km/h</description>"
           "<area><areaDesc>Bouches-du-Rhône</areaDesc><polygon>43.1,5.0 43.1,5.8 43.6,5.8 43.6,5.0 43.1,5.0</polygon>"
           "<circle>43.3,5.4 10</circle></area>") +
          info("<headline>Wind</headline>", "Severe", "en-GB")));
  ASSERT_EQ(all.size(), 1U) << "the same in English is no second warning";
  const Bulletin& wind = all.front();
  EXPECT_EQ(wind.source, SourceId("feed/vigilance"));
  EXPECT_EQ(wind.reference, "A1#1");
  EXPECT_EQ(wind.kind, BulletinKind::Weather);
  EXPECT_EQ(wind.severity, Severity::Severe);
  EXPECT_EQ(wind.title, "Vigilance orange: vent");
  EXPECT_EQ(wind.text, "Bouches-du-Rhône: Rafales à 110 km/h");
  EXPECT_EQ(to_rfc3339(wind.start), "2026-11-24T17:00:00.000Z");
  EXPECT_EQ(to_rfc3339(wind.end.value()), "2026-11-25T05:00:00.000Z");
  ASSERT_EQ(wind.areas.size(), 2U);
  EXPECT_EQ(wind.areas[0].ring.size(), 4U);
  EXPECT_EQ(wind.areas[1].ring.size(), 32U);
  for (const geo::Position& corner : wind.areas[1].ring)
    EXPECT_NEAR(geo::distance_m(corner, geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.4}).value()),
                10'000, 60);
}

TEST(Cap, MapsSeverityAndTheEuropeanColours) {
  const auto severity = [](const std::string& word, const std::string& more = "") {
    const auto all = bulletins_of(alert("A", "Alert", info(more, word)));
    return all.empty() ? Severity::None : all.front().severity;
  };
  EXPECT_EQ(severity("Extreme"), Severity::Extreme);
  EXPECT_EQ(severity("Moderate"), Severity::Minor);
  EXPECT_EQ(severity("Unknown"), Severity::Minor);
  const auto level = [](const std::string& value) {
    return "<parameter><valueName>awareness_level</valueName><value>" + value + "</value></parameter>";
  };
  EXPECT_EQ(severity("Moderate", level("4; red; Extreme")), Severity::Extreme);
  EXPECT_EQ(severity("Minor", level("1; green; Minor")), Severity::None) << "green is no warning";
  EXPECT_EQ(fault_of(alert("A", "Alert", info("", "Horrible"))),
            "line 1: severity 'Horrible', expected Extreme, Severe, Moderate, Minor or Unknown");
}

TEST(Cap, IsTakenBackByCancelAndReplacedByUpdate) {
  const std::string first = alert("A1", "Alert", info("")), other = alert("B1", "Alert", info(""));
  const std::string update = alert(
      "A2", "Update", "<references>meteo@example,A1,2026-11-24T10:00:00+01:00</references>" + info("", "Extreme"));
  const std::string cancel = alert(
      "A3", "Cancel",
      "<references>meteo@example,A2,2026-11-24T10:00:00+01:00 meteo@example,B1,2026-11-24T10:00:00+01:00</references>");
  const auto wrapped = [](const std::string& all) { return "<alerts>" + all + "</alerts>"; };
  auto all = bulletins_of(wrapped(update + first + other));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].reference, "A2#1");
  EXPECT_EQ(all[1].reference, "B1#1");
  EXPECT_TRUE(bulletins_of(wrapped(first + update + other + cancel)).empty());
  EXPECT_TRUE(bulletins_of(cancel).empty()) << "the document that cancels is all that the source says now";
  EXPECT_TRUE(bulletins_of("<alerts/>").empty());
}

TEST(Cap, LeavesOutExercisesWhatIsOverAndWhatIsFarAway) {
  EXPECT_TRUE(bulletins_of(alert("A", "Alert", info(""), "Exercise")).empty());
  EXPECT_TRUE(bulletins_of(alert("A", "Alert", info("<expires>2026-11-24T11:00:00Z</expires>"))).empty());
  EXPECT_TRUE(bulletins_of(alert("A", "Alert", info("<responseType>AllClear</responseType>"))).empty());
  const auto in = [](const std::string& polygon) {
    return bulletins_of(
               alert("A", "Alert", info("<area><areaDesc>x</areaDesc><polygon>" + polygon + "</polygon></area>")))
        .size();
  };
  EXPECT_EQ(in("48,2 48,3 49,3 49,2 48,2"), 0U) << "Paris";
  EXPECT_EQ(in("43.2,5.3 43.2,5.4 43.4,5.4 43.4,5.3 43.2,5.3"), 1U);
  EXPECT_EQ(in("43.298,5.3 43.298,5.4 43.4,5.4 43.4,5.3 43.298,5.3"), 1U) << "its border is 220 m away";
  EXPECT_EQ(in("43.305,5.3 43.305,5.4 43.4,5.4 43.4,5.3 43.305,5.3"), 0U) << "its border is 1 km away";
}

TEST(Cap, RefusesWhatLacksItsPartsAndSaysSo) {
  std::string headless = alert("A", "Alert", info(""));
  headless.erase(headless.find("<scope>"), std::string("<scope>Public</scope>").size());
  EXPECT_EQ(fault_of(headless), "line 1: an alert without <scope>, which CAP requires");
  EXPECT_EQ(fault_of(alert("A", "Perhaps", info(""))), "line 1: msgType 'Perhaps', expected Alert, Update or Cancel");
  EXPECT_EQ(fault_of(alert("A", "Alert", info("<area><polygon>91,5 43,5 43,6</polygon></area>"))),
            "line 1: a polygon that is not 3 to 1,000 pairs of latitude,longitude: left out");
  EXPECT_EQ(fault_of(alert("A", "Alert", info("<area><circle>43,5 -1</circle></area>"))),
            "line 1: a circle that is not latitude,longitude and 0 to 500 km: left out");
  EXPECT_EQ(fault_of(alert("A", "Alert", info("<expires>never</expires>"))).find("line 1: expires: "), 0U);
  EXPECT_EQ(
      fault_of(alert("A", "Alert", info("<onset>2026-11-25T10:00:00Z</onset><expires>2026-11-25T09:00:00Z</expires>"))),
      "line 1: it expires before it begins");
  EXPECT_EQ(fault_of("<html><body/></html>"),
            "line 1: the root is <html> of '', expected <alert> of CAP 1.2 or 1.1, or <alerts>")
      << "an error page is not a sky without warnings";
  EXPECT_EQ(fault_of("<!DOCTYPE alert [<!ENTITY a 'b'>]><alerts/>"), "line 1: a DOCTYPE, which is refused");
  EXPECT_FALSE(read_cap("<alerts>" + alert("A", "Alert", info("")), context()).ok()) << "half a document";
}

std::string fixture(const std::string& name) {
  const char* const given = std::getenv("VIGIE_TEST_DATA");
  std::ifstream file((given ? given : "../shared/data") + std::string("/fixtures/cap/") + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Cap, ReadsRealAlertsAndRefusesTheHostileOne) {
  if (fixture("weather.cap").empty()) GTEST_SKIP() << "no fixtures/cap in $VIGIE_TEST_DATA (default ../shared/data)";
  const auto read = [](const char* name, const char* now) {
    FeedContext then = context(now);
    then.watched.clear();
    return read_cap(fixture(name), then);
  };
  const auto flood = read("weather.cap", "2010-08-30T12:00:00Z");
  ASSERT_TRUE(flood.ok()) << flood.error().what;
  ASSERT_EQ(flood->bulletins->size(), 1U);
  EXPECT_EQ(flood->bulletins->front().severity, Severity::Severe);
  EXPECT_EQ(flood->bulletins->front().kind, BulletinKind::Weather);
  EXPECT_TRUE(flood->bulletins->front().areas.empty()) << "it has codes of counties and no border: it holds everywhere";
  EXPECT_TRUE(read("weather.cap", "2010-08-31T12:00:00Z")->bulletins->empty()) << "it has expired";
  const auto fire = read("australia.cap", "2011-10-06T00:00:00Z");
  ASSERT_EQ(fire->bulletins->size(), 2U);
  EXPECT_EQ(fire->bulletins->front().areas.size(), 1U);
  EXPECT_TRUE(read("canada.cap", "2012-05-02T23:30:00Z")->bulletins->empty()) << "all clear";
  EXPECT_TRUE(read("earthquake-iso8859-1.cap", "2012-10-14T23:00:00Z").ok());
  EXPECT_TRUE(read("no_optional_fields.cap", "2010-08-31T12:00:00Z")->bulletins->empty());
  EXPECT_EQ(read("invalid.cap", "2010-08-31T12:00:00Z")->refused, 1U);
  const auto hostile = read("xee.cap", "2026-11-24T12:00:00Z");
  ASSERT_FALSE(hostile.ok());
  EXPECT_NE(hostile.error().what.find("a DOCTYPE, which is refused"), std::string::npos);
}

}  // namespace
}  // namespace vigie::codec
