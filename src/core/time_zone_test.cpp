// SPDX-License-Identifier: Apache-2.0
// Claims about local time, on the nights when the clock is put forward and back above all.
#include "core/time_zone.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace vigie {
namespace {

using namespace std::chrono_literals;
using Twice = TimeZone::Twice;

Time utc(const char* text) { return parse_rfc3339(text).value(); }
TimeZone paris() { return TimeZone::named("Europe/Paris").value(); }
std::int32_t day(const char* midnight) {
  return static_cast<std::int32_t>(millis(utc(midnight)) / std::chrono::milliseconds(24h).count());
}

TEST(TimeZone, ParisIsOneHourAheadInWinterAndTwoInSummer) {
  EXPECT_EQ(paris().offset(utc("2026-01-15T12:00:00Z")), 60min);
  EXPECT_EQ(paris().offset(utc("2026-07-15T12:00:00Z")), 120min);
  EXPECT_EQ(paris().offset(utc("2026-03-29T00:59:59.999Z")), 60min);
  EXPECT_EQ(paris().offset(utc("2026-03-29T01:00:00Z")), 120min);
  EXPECT_EQ(paris().offset(utc("2026-10-25T00:59:59.999Z")), 120min);
  EXPECT_EQ(paris().offset(utc("2026-10-25T01:00:00Z")), 60min);
}

TEST(TimeZone, LocalTimeHasItsDayMinuteAndWeekday) {
  const LocalTime local = paris().local(utc("2026-11-24T23:30:00Z"));  // a Tuesday; in Paris already Wednesday
  EXPECT_EQ(local.day, day("2026-11-25T00:00:00Z"));
  EXPECT_EQ(local.minute, 30);
  EXPECT_EQ(local.weekday, 2);
}

TEST(TimeZone, AnHourThatComesTwiceIsTheFirstOrTheSecond) {
  const std::int32_t night = day("2026-10-25T00:00:00Z");
  EXPECT_EQ(paris().instant(night, 150, Twice::First), utc("2026-10-25T00:30:00Z"));
  EXPECT_EQ(paris().instant(night, 150, Twice::Second), utc("2026-10-25T01:30:00Z"));
}

TEST(TimeZone, AnHourThatIsSkippedIsTheJump) {
  const std::int32_t night = day("2026-03-29T00:00:00Z");
  for (const int minute : {120, 121, 150, 179})
    EXPECT_EQ(paris().instant(night, minute, Twice::First), utc("2026-03-29T01:00:00Z")) << minute;
  EXPECT_EQ(paris().instant(night, 180, Twice::First), utc("2026-03-29T01:00:00Z"));
  EXPECT_EQ(paris().instant(night, 119, Twice::First), utc("2026-03-29T00:59:00Z"));
}

TEST(TimeZone, KeepsItsNameWhateverBecameOfTheTextItWasAskedBy) {
  std::string asked = "Europe/Lisbon";
  const TimeZone zone = TimeZone::named(asked).value();
  asked.assign(asked.size(), 'x');
  EXPECT_EQ(zone.name(), "Europe/Lisbon");
}

TEST(TimeZone, UnknownZonesAreRefusedWithTheKnownOnes) {
  const auto zone = TimeZone::named("Mars/Olympus");
  ASSERT_FALSE(zone.ok());
  EXPECT_NE(zone.error().what.find("Europe/Paris"), std::string::npos);
}

RC_GTEST_PROP(TimeZone, InstantUndoesLocal, ()) {
  const Time at = from_millis(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000) * 1000 / 60'000 * 60'000);
  const LocalTime local = paris().local(at);
  const Time first = paris().instant(local.day, local.minute, Twice::First);
  const Time second = paris().instant(local.day, local.minute, Twice::Second);
  RC_ASSERT(first == at || second == at);
  RC_ASSERT(second - first == 0ms || second - first == 1h);
}

}  // namespace
}  // namespace vigie
