// SPDX-License-Identifier: Apache-2.0
// Claims about commands as JSON: each form of api/openapi.yaml#Command, and nothing else.
#include "codec/command_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace vigie::codec {
namespace {

using ::testing::HasSubstr;

template <class T>
T read(const std::string& json) {
  auto command = decode_command(json);
  EXPECT_TRUE(command.ok()) << command.error().what;
  return std::get<T>(*command);
}

std::string refusal(const std::string& json) {
  const auto command = decode_command(json);
  return command.ok() ? "accepted" : command.error().what;
}

TEST(Command, EveryFormIsReadAndNamed) {
  constexpr std::array<const char*, std::variant_size_v<Command>> all{
      R"({"command":"acknowledge_alarm","alarm":"A-1"})",
      R"({"command":"shelve_alarm","alarm":"A-1","reason":"test of the siren","until":"2026-11-23T22:00:00Z"})",
      R"({"command":"confirm_alarm","alarm":"A-1"})",
      R"({"command":"open_incident","title":"Fall","rank":2,"lat":41.1,"lon":-8.6})",
      R"({"command":"own_incident","incident":"I-1"})",
      R"({"command":"send_unit","incident":"I-1","unit":"PM-03","proposed_as":1})",
      R"({"command":"cancel_mission","mission":"M-1","reason":"nearer one"})",
      R"({"command":"report_mission","mission":"M-1","state":"en_route"})",
      R"({"command":"set_unit_status","unit":"PM-03","status":"free"})",
      R"({"command":"write_note","incident":"I-1","text":"two lines\nof it"})",
      R"({"command":"classify_incident","incident":"I-1","nature":"C11.06.00"})",
      R"({"command":"close_incident","incident":"I-1","disposition":"resolved"})",
      R"({"command":"undo_unit_status","unit":"PM-03"})",
      R"({"command":"change_road","title":"Market","effect":"closed","lines":[[[-8.6,41.1],[-8.61,41.1]]]})",
      R"({"command":"withdraw_road_change","road_change":"R-1","reason":"market over"})",
      R"({"command":"restore_road_change","road_change":"R-1"})",
      R"({"command":"typed_command","line":"03 free"})"};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto command = decode_command(all[i]);
    ASSERT_TRUE(command.ok()) << all[i] << ": " << command.error().what;
    EXPECT_EQ(command->index(), i);
    EXPECT_THAT(all[i], HasSubstr(std::string("\"") + name(*command) + "\""));
    // One member more, or one less, and it is no longer that command.
    const std::string json = all[i];
    EXPECT_THAT(refusal(json.substr(0, json.size() - 1) + R"(,"more":1})"), HasSubstr("'more' is unknown"));
    EXPECT_THAT(refusal(json.substr(0, json.find(',')) + "}"), HasSubstr("missing"));
  }
}

TEST(Command, MembersReachTheirPlaces) {
  const auto send =
      read<SendUnit>(R"({"proposed_as":2,"unit":"PM-07","command":"send_unit","incident":"I-4","reason":"knows it"})");
  EXPECT_EQ(send.incident, IncidentId("I-4"));
  EXPECT_EQ(send.unit, UnitId("PM-07"));
  EXPECT_EQ(send.proposed_as, 2);
  EXPECT_EQ(send.reason, "knows it");
  const auto open = read<OpenIncident>(
      R"({"command":"open_incident","title":"Fall\u0007","nature":"C02","rank":1,"lat":41.5,"lon":-8.25,"address":"Rua 1"})");
  EXPECT_EQ(open.title, "Fall ");
  EXPECT_EQ(open.rank, Rank::Danger);
  EXPECT_EQ(open.place.lat_e7(), 415'000'000);
  EXPECT_EQ(open.address, "Rua 1");
  EXPECT_EQ(read<WriteNote>(R"({"command":"write_note","incident":"I-1","text":"a\nb"})").text, "a\nb");
}

TEST(Command, ARoadChangeHasItsLinesTimesAndHours) {
  const RoadChange change =
      read<ChangeRoad>(R"({"command":"change_road","title":"Works","effect":"speed_limit","speed_kmh":30,)"
                       R"("sense":"along","bars":"ordinary_traffic","lines":[[[-8.6,41.1],[-8.61,41.2]],[[0,0]]],)"
                       R"("start":"2026-11-24T21:00:00Z","end":"2026-11-30T00:00:00Z","event":"Fair",)"
                       R"("hours":[{"days":["mon","sun"],"from":"22:00","to":"05:30"}]})")
          .change;
  EXPECT_EQ(change.effect, RoadEffect::SpeedLimit);
  EXPECT_EQ(change.speed_kmh, 30);
  EXPECT_EQ(change.sense, RoadSense::Along);
  EXPECT_EQ(change.bars, RoadBars::OrdinaryTraffic);
  ASSERT_EQ(change.lines.size(), 2U);
  EXPECT_EQ(change.lines[0][1].lat_e7(), 412'000'000);
  EXPECT_EQ(change.lines[0][1].lon_e7(), -86'100'000);
  EXPECT_EQ(change.origin, RoadOrigin::Event);
  EXPECT_EQ(change.reference, "Fair");
  EXPECT_EQ(change.hours, (std::vector<WeeklyHours>{{0b1000001, 1320, 330}}));
}

TEST(Command, ARoadChangeThatCannotBeIsRefusedWithItsMember) {
  const auto with = [](const std::string& more) {
    return refusal(R"({"command":"change_road","title":"x",)" + more + "}");
  };
  const std::string closed = R"("effect":"closed",)";
  EXPECT_THAT(with(closed + R"("lines":[])"), HasSubstr("'lines' holds no line"));
  EXPECT_THAT(with(closed + R"("lines":[[]])"), HasSubstr("a line without a point"));
  EXPECT_THAT(with(closed + R"("lines":[[[1,91]]])"), HasSubstr("not [longitude, latitude]"));
  EXPECT_THAT(with(closed + R"("lines":[[[1,2,3]]])"), HasSubstr("not [longitude, latitude]"));
  EXPECT_THAT(with(R"("effect":"speed_limit","lines":[[[1,2]]])"), HasSubstr("'speed_kmh' is missing"));
  const std::string line = closed + R"("lines":[[[1,2]]],"hours":)";
  EXPECT_THAT(with(line + R"([{"days":[],"from":"10:00","to":"11:00"}])"), HasSubstr("no day of the week"));
  EXPECT_THAT(with(line + R"([{"days":["mon"],"from":"24:00","to":"11:00"}])"), HasSubstr("'from' is not a time"));
  EXPECT_THAT(with(line + R"([{"days":["lun"],"from":"10:00","to":"11:00"}])"), HasSubstr("mon, tue"));
  std::string many = "[[1,2]";
  for (int i = 0; i < 2000; ++i) many += ",[1,2]";
  EXPECT_THAT(with(closed + "\"lines\":[" + many + "]]"), HasSubstr("more than 2000 points"));
  EXPECT_THAT(with(closed + R"("lines":[[[-180,-90],[180,90]]])"), HasSubstr("'lines' is longer than 500 km"));
  EXPECT_THAT(with(closed + R"("lines":[[[0,45],[4,45]],[[0,46],[4,46]]])"), HasSubstr("longer than 500 km"));
}

TEST(Command, LimitsAreThoseOfTheSchema) {
  EXPECT_THAT(refusal(R"({"command":"shelve_alarm","alarm":"A","reason":"no","until":"2026-11-23T22:00:00Z"})"),
              HasSubstr("'reason' has 2"));
  EXPECT_THAT(refusal(R"({"command":"open_incident","title":"x","rank":4,"lat":0,"lon":0})"),
              HasSubstr("'rank' is outside 0 to 3"));
  EXPECT_THAT(refusal(R"({"command":"open_incident","title":"x","rank":1.5,"lat":0,"lon":0})"),
              HasSubstr("'rank' is not an integer"));
  EXPECT_EQ(read<OpenIncident>(R"({"command":"open_incident","title":"x","rank":1.0,"lat":0,"lon":0})").rank,
            Rank::Danger);
  EXPECT_THAT(refusal(R"({"command":"open_incident","title":"x","rank":1,"lat":NaN,"lon":0})"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal(R"({"command":"open_incident","title":"x","rank":1,"lat":-90.1,"lon":0})"),
              HasSubstr("'lat' is outside"));
  EXPECT_THAT(refusal(R"({"command":"send_unit","incident":"I","unit":"U","proposed_as":6})"),
              HasSubstr("'proposed_as' is outside 0 to 5"));
  EXPECT_THAT(refusal(R"({"command":"report_mission","mission":"M","state":"cancelled"})"),
              HasSubstr("'state' is not one of en_route"));
  EXPECT_THAT(refusal(R"({"command":"set_unit_status","unit":"U","status":"sent"})"),
              HasSubstr("'status' is not one of free"));
  EXPECT_THAT(refusal(R"({"command":"write_note","incident":"I","text":""})"), HasSubstr("'text' has 0"));
  EXPECT_THAT(refusal(R"({"command":"close_incident","incident":"I","disposition":"ok"})"),
              HasSubstr("is not one of resolved"));
  EXPECT_THAT(refusal(R"({"command":"acknowledge_alarm","alarm":null})"), HasSubstr("'alarm' is not text"));
  EXPECT_THAT(refusal(R"({"command":"launch_missiles"})"), HasSubstr("'command' is not one of acknowledge_alarm"));
  EXPECT_THAT(refusal(R"({"alarm":"A-1"})"), HasSubstr("'command' is missing"));
  EXPECT_THAT(refusal(R"({"command":"write_note","incident":"I","text":")" + std::string(70'000, 'x') + "\"}"),
              HasSubstr("expected 65536"));
}

}  // namespace
}  // namespace vigie::codec
