// SPDX-License-Identifier: Apache-2.0
// Claims about Cursor on Target: what is read, what is refused and why, and how a stream is cut into events.
#include "codec/cot.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "codec/cot_splitter.hpp"
#include "codec/cot_words.hpp"
#include "codec/cot_write.hpp"

namespace vigie::codec {
namespace {

constexpr const char* kTimes =
    R"(time="2026-11-23T21:05:28Z" start="2026-11-23T21:05:28Z" stale="2026-11-23T21:06:28Z")";

std::string event(const std::string& type, const std::string& detail,
                  const std::string& point = R"(lat="43.2965" lon="5.3698" ce="5")",
                  const std::string& extra = R"(how="m-g")") {
  return R"(<event version="2.0" uid="ANDROID-1" type=")" + type + "\" " + kTimes + " " + extra + "><point " + point +
         R"( hae="0" le="9"/><detail>)" + detail + "</detail></event>";
}

Result<CotEvent> read(const std::string& xml) { return CotReader().read(xml); }

TEST(Cot, APositionReportGivesPlaceSpeedAndHeading) {
  const auto got = read(event("a-f-G-U-C", R"(<contact callsign="PM-03"/><track speed="3.5" course="360"/>)"));
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->kind, CotKind::Position);
  EXPECT_EQ(got->callsign, "PM-03");
  EXPECT_EQ(got->place->lat_e7(), 432'965'000);
  EXPECT_EQ(got->speed_mps, 3.5);
  EXPECT_EQ(got->heading_deg, 0.0);
  EXPECT_EQ(to_rfc3339(got->time), "2026-11-23T21:05:28.000Z");
}

TEST(Cot, UnknownSpeedAndCourseAreAbsent) {
  for (const char* value : {"NaN", "-1", "-1.0", "9999999.0", "inf", "", "fast"}) {
    const std::string track = std::string("<track speed=\"") + value + "\" course=\"" + value + "\"/>";
    const auto got = read(event("a-f-G", track));
    ASSERT_TRUE(got) << value;
    EXPECT_FALSE(got->speed_mps) << value;
    EXPECT_FALSE(got->heading_deg) << value;
  }
}

TEST(Cot, APhoneWithoutAFixHasNoPlace) {
  const auto got = read(event("a-f-G", "", R"(lat="0.0" lon="0.0" ce="9999999.0")"));
  ASSERT_TRUE(got);
  EXPECT_FALSE(got->place);
}

TEST(Cot, AMarkerDrawnBySomebodyIsNotThatUnitsPlace) {
  EXPECT_EQ(read(event("a-f-G", R"(<link uid="X" relation="p-p" type="a-f-G"/>)"))->kind, CotKind::Other);
  EXPECT_EQ(read(event("a-f-G", "", R"(lat="1" lon="1")", R"(how="h-g-i-g-o")"))->kind, CotKind::Other);
  EXPECT_EQ(read(event("a-h-G", ""))->kind, CotKind::Other);
}

TEST(Cot, TheEmergencyButtonAndItsRelease) {
  for (const char* type : {"b-a-o-tbl", "b-a-o-pan", "b-a-o-opn", "b-a-o-c"}) {
    const auto got = read(event(type, R"(<emergency type="911 Alert">PM-03</emergency>)"));
    ASSERT_TRUE(got) << type;
    EXPECT_EQ(got->kind, CotKind::Emergency) << type;
    EXPECT_EQ(got->text, "PM-03");
  }
  EXPECT_EQ(read(event("b-a-o-can", R"(<emergency cancel="true">PM-03</emergency>)"))->kind,
            CotKind::EmergencyCancelled);
  EXPECT_EQ(read(event("b-a-o-tbl", R"(<emergency cancel="true"/>)"))->kind, CotKind::EmergencyCancelled);
  EXPECT_EQ(read(event("b-a-g", R"(<emergency type="Geo-fence Breached"/>)"))->kind, CotKind::Other);
}

TEST(Cot, AnEmergencyIsHeardEvenWhereItsPlaceAndTimeAreUnreadable) {
  const auto got = read(R"(<event uid="A-9-1-1" type="b-a-o-tbl" time="now"><point lat="NaN" lon="NaN"/></event>)");
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->kind, CotKind::Emergency);
  EXPECT_FALSE(got->place);
  EXPECT_EQ(millis(got->time), 0);
}

TEST(Cot, OurOwnAnswerNamesTheMission) {
  const auto got = read(event("t-x-vigie", R"(<vigie mission="M-9" state="en_route"/>)"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->kind, CotKind::Answer);
  EXPECT_EQ(got->answer->mission, MissionId("M-9"));
  EXPECT_EQ(got->answer->state, MissionState::EnRoute);
  EXPECT_EQ(read(event("t-x-vigie", R"(<vigie status="free"/>)"))->status, UnitStatus::Free);
  EXPECT_EQ(read(event("t-x-vigie", R"(<vigie mission="M-9" state="lost"/>)")).error().kind, ErrorKind::Malformed);
  EXPECT_EQ(read(event("b-m-p-w-GOTO", R"(<vigie mission="M-9" state="sent"/>)"))->kind, CotKind::Other)
      << "our own marker";
}

std::string chat(const std::string& room, const std::string& text) {
  return event("b-t-f", "<__chat chatroom=\"" + room + "\" id=\"" + room + "\"/><remarks>" + text + "</remarks>");
}

TEST(Cot, AChatMessageToVigieAnswersInTwoLanguages) {
  using enum MissionState;
  const std::map<std::string, MissionState> said = {{"En route", EnRoute},
                                                    {"en-route, 3 min", EnRoute},
                                                    {"1", EnRoute},
                                                    {" 2. ", OnScene},
                                                    {"SUR PLACE", OnScene},
                                                    {"on scene", OnScene},
                                                    {"Arrivé", OnScene},
                                                    {"Done.", Done},
                                                    {"Terminé !", Done},
                                                    {"TERMINÉ", Done},
                                                    {"3", Done},
                                                    {"arrivée sur place", OnScene},
                                                    {"fini", Done}};
  for (const auto& [text, state] : said) {
    const auto got = read(chat("Vigie", text));
    ASSERT_TRUE(got) << text;
    ASSERT_EQ(got->kind, CotKind::Answer) << text;
    EXPECT_EQ(got->answer->state, state) << text;
  }
  EXPECT_EQ(read(chat("All Chat Rooms", "libre"))->status, UnitStatus::Free);
}

TEST(Cot, ChatterIsNotAnAnswer) {
  for (const char* text : {"1 man on the ground", "en routeur", "donee", "not done", "hello", "", "2 3", "12"})
    EXPECT_EQ(read(chat("Vigie", text))->kind, CotKind::Other) << text;
  EXPECT_EQ(read(chat("JOKER MAN", "done"))->kind, CotKind::Other) << "said to somebody else";
}

TEST(Cot, APingIsAPing) { EXPECT_EQ(read(event("t-x-c-t", ""))->kind, CotKind::Ping); }

TEST(Cot, RefusesWhatIsNotAnEvent) {
  const std::string good = event("a-f-G", "");
  std::string deep, wide = "<x", many;
  for (int i = 0; i < 20; ++i) deep += "<a>";
  for (int i = 0; i < 20; ++i) deep += "</a>";
  for (int i = 0; i < 65; ++i) wide += " a" + std::to_string(i) + "=\"\"";
  for (int i = 0; i < 2001; ++i) many += "<a/>";
  const std::map<std::string, ErrorKind> refused = {
      {"", ErrorKind::Malformed},
      {"<event", ErrorKind::Malformed},
      {good + good, ErrorKind::Malformed},
      {"<msg/>", ErrorKind::Malformed},
      {"<!DOCTYPE event><event/>", ErrorKind::Malformed},
      {"<!DOCTYPE e [<!ENTITY a \"b\">]>" + good, ErrorKind::Malformed},
      {event("a-f-G", "<remarks>&xxe;</remarks>"), ErrorKind::Malformed},
      {event("a-f-G", "<remarks>\xFF\xFE</remarks>"), ErrorKind::Malformed},
      {event("a-f-G", "", R"(lat="91" lon="0")"), ErrorKind::OutOfRange},
      {event("a-f-G", "", R"(lat="NaN" lon="0")"), ErrorKind::Malformed},
      {event("a-f-G", "", R"(lat="" lon="0")"), ErrorKind::Malformed},
      {event("a-f-G", deep), ErrorKind::TooLarge},
      {event("a-f-G", wide + "/>"), ErrorKind::TooLarge},
      {event("a-f-G", many), ErrorKind::TooLarge},
      {event("a-f-G", "<remarks>" + std::string(70'000, 'a') + "</remarks>"), ErrorKind::TooLarge},
      {R"(<event uid="a" type="a-f-G" time="2026-11-23T21:05:28Z" stale="2026-11-23T21:05:28Z"/>)",
       ErrorKind::Malformed},
  };
  for (const auto& [xml, kind] : refused) {
    const auto got = read(xml);
    ASSERT_FALSE(got) << xml.substr(0, 200);
    EXPECT_EQ(got.error().kind, kind) << xml.substr(0, 200) << ": " << got.error().what;
  }
}

TEST(Cot, AReaderGoesOnAfterAFault) {
  CotReader reader;
  EXPECT_FALSE(reader.read("<event><"));
  EXPECT_FALSE(reader.read("<!DOCTYPE event><event/>"));
  EXPECT_TRUE(reader.read(event("a-f-G", "")));
}

TEST(Cot, TextIsCutBetweenCharacters) {
  std::string long_text;
  for (int i = 0; i < 300; ++i) long_text += "é";
  const auto got = read(event("b-a-o-tbl", "<emergency>x" + long_text + "</emergency>"));
  EXPECT_EQ(got->text.size(), 499u);
}

RC_GTEST_PROP(Cot, TakesAnyBytesWithoutHarm, (const std::string& bytes)) {
  (void)CotReader().read(bytes);
  (void)CotReader().read("<event " + bytes + "</event>");
}

// ---- what we write

TEST(CotWrite, WhatWeWriteIsWellFormedAndCarriesTheMission) {
  const CotTasking tasking{.mission = MissionId("M-9"),
                           .incident = IncidentId("I-4"),
                           .title = "Panic <button> & \"12 bis rue\"",
                           .text = "line one\nline two\x01",
                           .place = geo::Position::checked(geo::Latitude{41.1496}, geo::Longitude{-8.6109}).value()};
  const Time now = parse_rfc3339("2026-11-23T21:05:28Z").value();
  std::vector<CotEvent> events;
  const auto gather = [&](std::string_view xml) {
    auto read_back = CotReader().read(xml);
    ASSERT_TRUE(read_back) << read_back.error().what << "\n" << xml;
    events.push_back(*read_back);
  };
  CotSplitter splitter;
  splitter.feed(write_tasking(tasking, {.uid = "ANDROID-1", .callsign = "PM-03"}, now), gather);
  splitter.feed(write_tasking_cancelled(tasking, {.uid = "ANDROID-1", .callsign = "PM-03"}, now), gather);
  splitter.feed(write_pong(now), gather);
  ASSERT_EQ(events.size(), 5u);
  EXPECT_EQ(splitter.garbage(), 0u);
  EXPECT_EQ(events[0].type, "b-m-p-w-GOTO");
  EXPECT_EQ(events[0].callsign, "M-9 Panic <button> & \"12 bis rue\"");
  EXPECT_EQ(events[0].place->lon_e7(), -86'109'000);
  EXPECT_EQ(events[0].text, "line one\nline two ");
  EXPECT_EQ(events[1].type, "b-t-f");
  EXPECT_EQ(events[2].type, "t-x-d-d");
  EXPECT_EQ(events[4].type, "t-x-c-t-r");
}

// ---- the stream

std::vector<std::string> split(const std::vector<std::string>& feeds, CotSplitter& splitter) {
  std::vector<std::string> events;
  for (const std::string& bytes : feeds) splitter.feed(bytes, [&](std::string_view xml) { events.emplace_back(xml); });
  return events;
}

TEST(CotSplitter, DeclarationsAndNewlinesBetweenEventsAreNoRubbish) {
  CotSplitter splitter;
  const auto events = split(
      {"<?xml version=\"1.0\"?>\n<event a=\"1\"><p/></event>\n\n<event/><?xml version='1.0'?> <event >x</event\n>"},
      splitter);
  EXPECT_EQ(events, (std::vector<std::string>{"<event a=\"1\"><p/></event>", "<event/>", "<event >x</event\n>"}));
  EXPECT_EQ(splitter.garbage(), 0u);
}

TEST(CotSplitter, FindsTheNextEventAfterRubbishAndCountsIt) {
  CotSplitter splitter;
  const auto events =
      split({"GET / HTTP/1.1\r\n<event><p></event>", "<event a='<event b=\"2\"></event>", "<event><eventual/><event/>"},
            splitter);
  EXPECT_EQ(events, (std::vector<std::string>{"<event><p></event>", "<event b=\"2\"></event>", "<event/>"}));
  EXPECT_EQ(splitter.garbage(), 3u);
}

TEST(CotSplitter, AQuotedBracketDoesNotEndTheTag) {
  CotSplitter splitter;
  EXPECT_EQ(split({"<event a='/>' b=\">\"><p/></event>"}, splitter).size(), 1u);
}

TEST(CotSplitter, AnEventWithoutEndIsDroppedAndTheNextIsFound) {
  CotSplitter splitter;
  const std::string endless = "<event>" + std::string(kMaxCotBytes + 10, 'x');
  EXPECT_EQ(split({endless, std::string(1000, 'y'), "</event><event/>"}, splitter),
            std::vector<std::string>{"<event/>"});
  EXPECT_EQ(splitter.oversized(), 1u);
}

TEST(CotSplitter, EndlessRubbishDoesNotGrow) {
  CotSplitter splitter;
  for (const char* rubbish : {"<", "x", "<even", "<?xml", "\n"})
    for (int i = 0; i < 10'000; ++i) splitter.feed(rubbish, [](std::string_view) { FAIL(); });
  EXPECT_EQ(split({"<event/>"}, splitter).size(), 1u);
}

RC_GTEST_PROP(CotSplitter, WhereTheBytesAreCutDoesNotMatter, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("<event a=\"b\">", "</event>", "<event/>", "<point/>", "\n",
                                    "<?xml version=\"1.0\"?>", "junk", "<", ">", "'", "\"", "<even"));
  std::string whole;
  for (const auto& piece : pieces) whole += piece;
  CotSplitter at_once;
  const auto expected = split({whole}, at_once);
  std::vector<std::string> bytes;
  for (const char c : whole) bytes.emplace_back(1, c);
  CotSplitter byte_by_byte;
  RC_ASSERT(split(bytes, byte_by_byte) == expected);
  RC_ASSERT(byte_by_byte.garbage() == at_once.garbage());
}

// ---- real events

TEST(Cot, EverySampleIsReadOrRefusedForAReason) {
  const char* const given = std::getenv("VIGIE_TEST_DATA");
  const std::filesystem::path folder = std::filesystem::path(given ? given : "../shared/data") / "fixtures/cot";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no samples at " << folder;
  const std::map<std::string, std::string> expected = {
      {"002", "position"},
      {"003", "position"},
      {"005", "refused: event: uid is missing"},
      {"007", "position"},
      {"010", "refused: event: uid is missing"},
      {"011", "refused: event: time is not a date like 2026-11-23T21:05:28Z"},
      {"012", "refused: event: time is not a date like 2026-11-23T21:05:28Z"},
      {"013", "refused: event: time is not a date like 2026-11-23T21:05:28Z"},
      {"014", "position"},
      {"015", "position"},
      {"016", "other"},
      {"017", "other"},
      {"018", "other"},
      {"019", "other"},
      {"020", "position"}};
  std::map<std::string, std::string> got;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ostringstream bytes;
    bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
    const auto sample = read(bytes.str());
    std::string& what = got[file.path().filename().string().substr(0, 3)];
    if (!sample) what = "refused: " + sample.error().what;
    else what = sample->kind == CotKind::Position ? "position" : "other";
  }
  EXPECT_EQ(got, expected);
}

}  // namespace
}  // namespace vigie::codec
