// SPDX-License-Identifier: Apache-2.0
// Claims about journal payloads and pictures: canonical, exact, and never a crash.
#include "codec/entry_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "codec/arbitrary_test.hpp"
#include "codec/picture_json.hpp"

namespace vigie::codec {
namespace {

/// The slow obvious twin of the canonical form: parse, sort the names, write compactly.
std::string canonical(const std::string& json) { return nlohmann::json::parse(json).dump(); }

/// Cuts, overwrites, removes or repeats at one place.
std::string mutated(std::string text) {
  if (text.empty()) return text;
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return text.substr(0, at);
    case 1: text[at] = *rc::gen::arbitrary<char>(); return text;
    case 2: return text.erase(at, 1);
    default: return text.insert(at, text.substr(at, *rc::gen::inRange<std::size_t>(1, 40)));
  }
}

TEST(Entry, APanicReadsAsWrittenInTheFormatsPage) {
  Observation o;
  o.id = "b-1";
  o.source = SourceId("mqtt/button-17");
  o.kind = ObservationKind::PanicButton;
  o.seen = from_millis(1'795'469'128'000);
  o.received = from_millis(1'795'469'128'120);
  o.place = geo::Position::from_e7(411'496'000, -86'110'000).value();
  const EncodedBody encoded = encode(EntryBody(Observed{o, "Rua das Flores 12"}));
  EXPECT_EQ(encoded.kind, "observed");
  EXPECT_EQ(encoded.schema, 2);
  EXPECT_EQ(encoded.payload,
            R"({"address":"Rua das Flores 12","observation":{"id":"b-1","kind":"panic_button","lat_e7":411496000,)"
            R"("lon_e7":-86110000,"received_ms":1795469128120,"seen_ms":1795469128000,"source":"mqtt/button-17",)"
            R"("text":"","timeliness":"on_time","value":0}})");
}

RC_GTEST_PROP(Entry, DecodingThenEncodingGivesTheSameBytes, ()) {
  const EncodedBody encoded = encode(arbitrary::entry_body());
  const auto decoded = decode(encoded.kind, encoded.schema, encoded.payload);
  if (!decoded.ok()) RC_FAIL(decoded.error().what + " in " + encoded.payload);
  const EncodedBody again = encode(*decoded);
  RC_ASSERT(again.kind == encoded.kind);
  RC_ASSERT(again.payload == encoded.payload);
  RC_ASSERT(canonical(encoded.payload) == encoded.payload);
}

RC_GTEST_PROP(Entry, DamagedPayloadsAreRefusedOrMeanWhatTheySay, ()) {
  const EncodedBody encoded = encode(arbitrary::entry_body());
  const std::string damaged = mutated(encoded.payload);
  const auto decoded = decode(encoded.kind, encoded.schema, damaged);
  if (decoded.ok()) RC_ASSERT(encode(*decoded).payload == damaged);
}

TEST(Entry, UnknownKindsNewerSchemasAndOtherSpellingsAreRefused) {
  EXPECT_TRUE(decode("ticked", 2, "{}").ok());
  EXPECT_FALSE(decode("ticked", 3, "{}").ok());
  EXPECT_FALSE(decode("ticked", 2, "{ }").ok());
  EXPECT_FALSE(decode("ticked", 2, R"({"more":1})").ok());
  EXPECT_FALSE(decode("tocked", 2, "{}").ok());
  EXPECT_FALSE(decode("mission_delivered", 2, R"({"mission":"\u004d-1"})").ok());
  EXPECT_TRUE(decode("mission_delivered", 2, R"({"mission":"M-1"})").ok());
}

RC_GTEST_PROP(PictureJson, DecodingThenEncodingGivesTheSameBytes, ()) {
  const Picture picture = arbitrary::picture();
  const std::string bytes = encode(picture);
  const auto decoded = decode_picture(bytes);
  if (!decoded.ok()) RC_FAIL(decoded.error().what + " in " + bytes);
  RC_ASSERT(encode(*decoded) == bytes);
  RC_ASSERT(state_hash(*decoded) == state_hash(picture));
  RC_ASSERT(canonical(bytes) == bytes);
}

RC_GTEST_PROP(PictureJson, DamagedBytesAreRefusedOrMeanWhatTheySay, ()) {
  const std::string damaged = mutated(encode(arbitrary::picture()));
  const auto decoded = decode_picture(damaged);
  if (decoded.ok()) RC_ASSERT(encode(*decoded) == damaged);
}

TEST(PictureJson, ItemsAreFoundUnderTheirOwnNames) {
  Picture picture;
  for (const char* name : {"PM-03", "PM-07"}) picture.units.put(UnitId(name), Unit{.id = UnitId(name)});
  const Picture decoded = decode_picture(encode(picture)).value();
  ASSERT_EQ(decoded.units.size(), 2u);
  ASSERT_NE(decoded.units.find(UnitId("PM-07")), nullptr);
  EXPECT_EQ(decoded.units.find(UnitId("PM-07"))->id, UnitId("PM-07"));
}

TEST(EntryJson, ARecordOfTheFirstSchemaIsStillRead) {
  const auto body =
      decode("recommended", 1,
             R"({"candidates":[{"ahead_s":0,"distance_m":900,"kind":"car","missing":[],"position_age_s":1,)"
             R"("status":"free","travel_s":90,"unit":"PM-03"}],"changed":0,"considered":1,"incident":"I-1",)"
             R"("made_ms":0,"model":"cch/1","sealed_inputs":"","unreachable":0,"without_position":0})");
  ASSERT_TRUE(body.ok()) << body.error().what;
  const Candidate& candidate = std::get<Recommended>(*body).recommendation.candidates.at(0);
  EXPECT_EQ(candidate.travel_s, 90);
  EXPECT_EQ(candidate.eta_s, 90);
  EXPECT_FALSE(decode("ticked", 0, "{}").ok());
}

TEST(PictureJson, TheHashIsThatOfTheBytesAndSeesEveryMember) {
  // BLAKE2b-256 of the 415 bytes of an empty picture, by `b2sum -l 256`.
  EXPECT_EQ(encode(Picture{}),
            R"({"alarms":[],"bulletins":[],"counts":[],"crowd":[],"events":[],"forecasts":[],"incidents":[],"last":)"
            R"({"epoch":0,"partition":0,"sequence":0},"links":[],"measurements":[],"missions":[],"next_alarm":1,"ne)"
            R"(xt_event":1,"next_incident":1,"next_mission":1,"next_road_change":1,"now_ms":0,"nowcasts":[],"recommendations":[],)"
            R"("removed":[],"road_changes":[],"seen_ids":[],"street_speeds":[],"surges":[],"undoable":[],"units":[])"
            R"(})");
  EXPECT_EQ(state_hash(Picture{}), "e2947bebba1309e9f97079b9fa0ccc2534b83b1738248a85fd1191bb51e7b0be");
  Picture other;
  other.undoable.emplace(UnitId("PM-03"), Picture::StatusChange{"user:alice", Time{}, UnitStatus::Free});
  EXPECT_NE(state_hash(other), state_hash(Picture{}));
}

}  // namespace
}  // namespace vigie::codec
