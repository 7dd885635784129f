// SPDX-License-Identifier: Apache-2.0
// Claims about the API's shapes: exact examples, absent instead of null, and always JSON.
#include "codec/view_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <set>

#include "codec/arbitrary_test.hpp"

namespace vigie::codec {
namespace {

template <class T>
std::string shown(const T& noun) {
  std::string out;
  write(out, noun);
  return out;
}

TEST(View, AnAlarmWithoutMoreIsShort) {
  Alarm alarm{};
  alarm.id = AlarmId("A-17");
  alarm.rank = Rank::Panic;
  alarm.kind = ObservationKind::PanicButton;
  alarm.source = SourceId("mqtt/button-17");
  alarm.seen = parse_rfc3339("2026-11-23T21:05:28Z").value();
  alarm.received = parse_rfc3339("2026-11-23T21:05:28.12Z").value();
  EXPECT_EQ(shown(alarm),
            R"({"id":"A-17","state":"new","rank":0,"kind":"panic_button","source":"mqtt/button-17",)"
            R"("seen":"2026-11-23T21:05:28.000Z","received":"2026-11-23T21:05:28.120Z","timeliness":"on_time",)"
            R"("repeats":0,"changed":0})");
}

TEST(View, DegreesAreExact) {
  UnitPosition p{UnitId("PM-03"), geo::Position::from_e7(411'496'000, -1).value(), 359.96, std::nullopt, Time{},
                 Time{}};
  std::string out;
  write(out, p, Precision::Exact);
  EXPECT_EQ(
      out,
      R"({"unit":"PM-03","lat":41.1496,"lon":-0.0000001,"heading_deg":360.0,"seen":"1970-01-01T00:00:00.000Z","precision":"exact"})");
  p.place = geo::Position::from_e7(-900'000'000, 1'800'000'000).value();
  out.clear();
  write(out, p, Precision::Cell);
  EXPECT_NE(out.find(R"("lat":-90,"lon":180,)"), std::string::npos) << out;
}

TEST(View, WhatIsNotFiniteDoesNotReachTheScreen) {
  const UnitPosition p{UnitId("U"), geo::Position::from_e7(0, 0).value(), 0.0 / 0.0, 1.0 / 0.0, Time{}, Time{}};
  std::string out;
  write(out, p, Precision::Exact);
  EXPECT_TRUE(nlohmann::json::accept(out)) << out;
}

TEST(View, StringsAreAlwaysValid) {
  std::string out;
  write_string(out, "a\"\\\n\x01\xC3(\xF0\x9F\x9A\x93\xED\xA0\x80");
  EXPECT_EQ(out, "\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBD(\xF0\x9F\x9A\x93\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

RC_GTEST_PROP(View, PositionsReadBackAsTheSame1e7Degrees, ()) {
  const UnitPosition p = arbitrary::unit_position();
  std::string out;
  write(out, p, Precision::Exact);
  const auto json = nlohmann::json::parse(out);
  RC_ASSERT(geo::Position::checked(geo::Latitude{json["lat"]}, geo::Longitude{json["lon"]}).value() == p.place);
  RC_ASSERT(parse_rfc3339(json["seen"].get<std::string>()).value() == p.seen);
}

/// The members that api/openapi.yaml requires are there, and none that is null.
void expect_members(const std::string& out, const std::set<std::string>& required) {
  const auto json = nlohmann::json::parse(out);
  for (const std::string& name : required) RC_ASSERT(json.contains(name));
  for (const auto& [name, value] : json.items()) RC_ASSERT(!value.is_null());
}

RC_GTEST_PROP(View, EveryNounHasWhatTheContractRequires, ()) {
  expect_members(shown(arbitrary::alarm()),
                 {"id", "state", "rank", "kind", "source", "seen", "received", "timeliness", "repeats", "changed"});
  expect_members(shown(arbitrary::incident()), {"id", "state", "rank", "nature", "kind", "title", "address", "opened",
                                                "alarms", "missions", "timeline", "changed"});
  expect_members(shown(arbitrary::mission()),
                 {"id", "unit", "incident", "state", "decided_by", "proposed_as", "reason", "reached", "changed"});
  expect_members(shown(arbitrary::unit()), {"id", "kind", "status", "skills", "distress", "changed"});
  expect_members(shown(arbitrary::recommendation()), {"incident", "made", "model", "candidates", "considered",
                                                      "without_position", "unreachable", "changed"});
  expect_members(shown(arbitrary::link()), {"name", "state", "since", "detail", "changed"});
  expect_members(shown(arbitrary::people_count()), {"source", "people", "seen", "changed"});
}

RC_GTEST_PROP(View, SealedInputsStayInside, ()) {
  Recommendation r = arbitrary::recommendation();
  r.sealed_inputs = "c2VhbGVk";
  RC_ASSERT(shown(r).find("c2VhbGVk") == std::string::npos);
}

}  // namespace
}  // namespace vigie::codec
