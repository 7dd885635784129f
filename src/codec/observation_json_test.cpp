// SPDX-License-Identifier: Apache-2.0
// Claims about observations as JSON: what is taken, marked, refused, and what is never repeated.
#include "codec/observation_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vigie::codec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const SourceId kSource("http/harbour");
const Time kNow = parse_rfc3339("2026-11-23T21:05:30Z").value();

Result<Observation> decode(const std::string& json) { return decode_observation(json, kSource, kNow); }

/// A good observation with `member` added.
std::string with(const std::string& member) {
  return R"({"id":"b-1","kind":"panic_button","seen":"2026-11-23T21:05:28Z")" + member + "}";
}

std::string refusal(const std::string& json) {
  const auto decoded = decode(json);
  return decoded.ok() ? "accepted" : decoded.error().what;
}

TEST(Observation, EveryMemberIsRead) {
  const auto o = decode(R"({"id":"c-9","sensor":"gate-2","kind":"count","seen":"2026-11-23T22:05:28.5+01:00",
                            "lat":41.1496,"lon":-8.611,"text":"Portão é aqui","people":42})");
  ASSERT_TRUE(o.ok()) << o.error().what;
  EXPECT_EQ(o->id, "c-9");
  EXPECT_EQ(o->source, SourceId("http/harbour/gate-2"));
  EXPECT_EQ(o->kind, ObservationKind::Count);
  EXPECT_EQ(to_rfc3339(o->seen), "2026-11-23T21:05:28.500Z");
  EXPECT_EQ(o->received, kNow);
  EXPECT_EQ(o->place->lat_e7(), 411'496'000);
  EXPECT_EQ(o->place->lon_e7(), -86'110'000);
  EXPECT_EQ(o->text, "Portão é aqui");
  EXPECT_EQ(o->value, 42);
}

TEST(Observation, LateAndFutureDatedAreMarkedNotLost) {
  const auto timeliness = [](const char* seen) {
    return decode(std::string(R"({"id":"1","kind":"call","seen":")") + seen + "\"}").value().timeliness;
  };
  EXPECT_EQ(timeliness("2026-11-23T21:00:30Z"), Timeliness::OnTime);  // exactly 5 min
  EXPECT_EQ(timeliness("2026-11-23T21:00:29.999Z"), Timeliness::Late);
  EXPECT_EQ(timeliness("1970-01-01T00:00:00Z"), Timeliness::Late);
  EXPECT_EQ(timeliness("2026-11-23T21:05:35Z"), Timeliness::OnTime);  // exactly 5 s
  EXPECT_EQ(timeliness("2026-11-23T21:05:35.001Z"), Timeliness::FutureDated);
  EXPECT_EQ(timeliness("2038-01-19T03:14:08Z"), Timeliness::FutureDated);
  EXPECT_EQ(timeliness("2106-02-07T06:28:16Z"), Timeliness::FutureDated);
}

TEST(Observation, RefusalsNameTheMember) {
  EXPECT_THAT(refusal("{}"), HasSubstr("'id' is missing"));
  EXPECT_THAT(refusal(R"({"id":"","kind":"call","seen":"2026-11-23T21:05:28Z"})"), HasSubstr("'id' has 0 characters"));
  EXPECT_THAT(refusal(R"({"id":7,"kind":"call","seen":"2026-11-23T21:05:28Z"})"), HasSubstr("'id' is not text"));
  EXPECT_THAT(refusal(R"({"id":"a\u0000b","kind":"call","seen":"2026-11-23T21:05:28Z"})"),
              HasSubstr("control characters"));
  EXPECT_THAT(refusal(R"({"id":"1","kind":"riot","seen":"2026-11-23T21:05:28Z"})"),
              HasSubstr("'kind' is not one of panic_button"));
  EXPECT_THAT(refusal(R"({"id":"1","kind":"call","seen":"yesterday"})"), HasSubstr("'seen' is not a time"));
  EXPECT_THAT(refusal(with(R"(,"lat":91,"lon":0)")), HasSubstr("'lat' is outside"));
  EXPECT_THAT(refusal(with(R"(,"lat":0,"lon":180.0001)")), HasSubstr("'lon' is outside"));
  EXPECT_THAT(refusal(with(R"(,"lat":41.1)")), HasSubstr("'lon' is missing"));
  EXPECT_THAT(refusal(with(R"(,"lat":"41","lon":0)")), HasSubstr("'lat' is not a number"));
  EXPECT_THAT(refusal(with(R"(,"people":3)")), HasSubstr("'people' belongs to kind 'count'"));
  EXPECT_THAT(refusal(with(R"(,"sensor":"a/b")")), HasSubstr("'sensor' has a slash"));
  EXPECT_THAT(refusal(with(R"(,"colour":"red")")), HasSubstr("'colour' is unknown"));
  EXPECT_THAT(refusal(with(R"(,"id":"b-2")")), HasSubstr("'id' is there twice"));
  EXPECT_THAT(refusal(with(",\"text\":\"" + std::string(501, 'x') + "\"")), HasSubstr("'text' has 501 characters"));
  EXPECT_THAT(refusal(R"({"id":"1","kind":"count","seen":"2026-11-23T21:05:28Z"})"), HasSubstr("'people' is missing"));
  EXPECT_THAT(refusal(R"({"id":"1","kind":"count","people":2.5,"seen":"2026-11-23T21:05:28Z"})"),
              HasSubstr("not an integer"));
  EXPECT_THAT(refusal(R"({"id":"1","kind":"count","people":-1,"seen":"2026-11-23T21:05:28Z"})"),
              HasSubstr("outside 0 to 1000000"));
}

TEST(Observation, WhatIsNotJsonIsRefused) {
  for (const std::string& json :
       {std::string(), std::string("null"), std::string("[]"), std::string("\"x\""), with(""),
        with(R"(,"lat":NaN,"lon":0)"), with(R"(,"lat":1e999,"lon":0)"), with(R"(,"lat":0x10,"lon":0)"),
        with(R"(,"lat":01,"lon":0)"), with(",\"text\":\"\xC3\""), with(",\"text\":\"\xED\xA0\x80\""),
        with(R"(,"text":"\uD800")"), with(R"(,"text":"\uDC00")"), with(",\"text\":\"\t\""), with("}"),
        with(R"(,"text":"a",)"), std::string("\xEF\xBB\xBF") + with(""), with("") + with("")}) {
    if (json == with("")) continue;
    EXPECT_FALSE(decode(json).ok()) << json;
  }
  EXPECT_TRUE(decode(with("")).ok());
}

TEST(Observation, SizeAndDepthAreLimited) {
  const auto padded = [](std::size_t size) {
    std::string json = with("");
    return json + std::string(size - json.size(), ' ');
  };
  EXPECT_TRUE(decode(padded(8192)).ok());
  ASSERT_FALSE(decode(padded(8193)).ok());
  EXPECT_EQ(decode(padded(8193)).error().kind, ErrorKind::TooLarge);
  const std::string nest = with(",\"x\":" + std::string(2000, '[') + std::string(2000, ']'));
  EXPECT_EQ(decode(nest).error().kind, ErrorKind::TooLarge);
  std::string many;
  for (int i = 0; i < 40; ++i) many += ",\"m" + std::to_string(i) + "\":0";
  EXPECT_EQ(decode(with(many)).error().kind, ErrorKind::TooLarge);
}

TEST(Observation, ControlCharactersInTextBecomeSpaces) {
  EXPECT_EQ(decode(with(R"(,"text":"line\nforged\u001b[31m \u202Eesrever\u2028é")")).value().text,
            "line forged [31m  esrever é");
}

TEST(Observation, FiveHundredAccentedCharactersAreTaken) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "é";
  EXPECT_EQ(decode(with(",\"text\":\"" + text + "\"")).value().text, text);
}

TEST(Observation, MembersAboutPersonsAreRefusedAndTheirValueIsNotRepeated) {
  for (const char* name :
       {"face", "faceId", "face_embedding", "gait", "Gender", "age", "person_age", "identity", "identifiedAs", "plate",
        "license-plate", "licensePlateText", "biometrics", "emotion", "SURNAME"}) {
    const auto decoded = decode(with(",\"" + std::string(name) + R"(":"AB-123-CD")"));
    ASSERT_FALSE(decoded.ok()) << name;
    EXPECT_THAT(decoded.error().what, HasSubstr("places, never persons")) << name;
    EXPECT_THAT(decoded.error().what, Not(HasSubstr("AB-123-CD"))) << name;
  }
  // Their value is not repeated even where it hides in the name or a level below.
  EXPECT_THAT(refusal(with(R"(,"plate_AB123CD":1)")), Not(HasSubstr("AB123CD")));
  EXPECT_THAT(refusal(with(R"(,"attributes":{"gender":"f"})")), HasSubstr("'attributes' is unknown"));
}

TEST(Observation, WordsThatOnlyLookPersonalAreMerelyUnknown) {
  for (const char* name : {"agency", "message", "surface", "stage"})
    EXPECT_THAT(refusal(with(",\"" + std::string(name) + "\":1")), HasSubstr("is unknown")) << name;
}

TEST(Observation, RefusalsNeverHoldThePosition) {
  for (const std::string& json : {with(R"(,"lat":41.1496123,"lon":-188.6110456)"),
                                  with(R"(,"lat":41.1496123,"lon":-8.6110456,"x":1)"), with(R"(,"lat":41.1496123)")})
    EXPECT_THAT(refusal(json), Not(HasSubstr("41.14"))) << json;
}

}  // namespace
}  // namespace vigie::codec
