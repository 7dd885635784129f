// SPDX-License-Identifier: Apache-2.0
// Local times back to instants, with what is known of the rows before.
#include "codec/clock_reading.hpp"

#include <string>

namespace vigie::codec {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

constexpr Time kLatest{std::chrono::sys_days{std::chrono::year{2200} / 1 / 1}};

Time instant_at(Time shown, const TimeZone& zone, TimeZone::Twice twice) {
  const auto day = floor<days>(shown);
  const auto minute = floor<minutes>(shown - day);
  return zone.instant(static_cast<std::int32_t>(day.time_since_epoch().count()),
                      static_cast<std::int32_t>(minute.count()), twice) +
         (shown - day - minute);
}

}  // namespace

Result<ClockReading> read_clock(std::string_view text) {
  const Error not_a_time{ErrorKind::Malformed, "expected a time like 2026-11-23T21:05 or 2026-11-23T21:05:00+01:00"};
  if (text.size() < 16) return not_a_time;
  std::string full(text);
  if (full[10] == ' ') full[10] = 'T';
  if (full.size() == 16 || full[16] != ':') full.insert(16, ":00");
  const bool has_offset = full.find_first_of("Zz+-", 19) != std::string::npos;
  const auto shown = parse_rfc3339(full.substr(0, 19) + "Z");
  if (!shown) return not_a_time;
  if (*shown < Time{} || *shown > kLatest)
    return Error{ErrorKind::OutOfRange, "a time that is not between 1970 and 2200"};
  if (!has_offset) return full.size() == 19 ? Result<ClockReading>(ClockReading{*shown, std::nullopt}) : not_a_time;
  const auto instant = parse_rfc3339(full);
  if (!instant) return not_a_time;
  return ClockReading{*shown, *instant};
}

Result<Time> instant_of(const ClockReading& reading, const TimeZone& zone, std::optional<Time> not_before) {
  if (reading.instant) return *reading.instant;
  const Time first = instant_at(reading.shown, zone, TimeZone::Twice::First);
  if (first + zone.offset(first) != reading.shown)
    return Error{ErrorKind::OutOfRange, "a time that the clock skips on that day"};
  const Time second = instant_at(reading.shown, zone, TimeZone::Twice::Second);
  return not_before && first < *not_before ? second : first;
}

Result<Time> end_of_period(const ClockReading& from_reading, Time from, const ClockReading& until,
                           const TimeZone& zone) {
  const Error not_after{ErrorKind::OutOfRange, "the end is not after the begin"};
  if (until.instant) return *until.instant > from ? Result<Time>(*until.instant) : not_after;
  // Where the clock is not changed between both, it says how long it was.
  const Time straight = from + (until.shown - from_reading.shown);
  const bool is_local = from + zone.offset(from) == from_reading.shown;
  if (is_local && straight > from && zone.offset(straight - std::chrono::milliseconds(1)) == zone.offset(from))
    return straight;
  for (const auto twice : {TimeZone::Twice::First, TimeZone::Twice::Second})
    if (const Time end = instant_at(until.shown, zone, twice); end > from) return end;
  return not_after;
}

}  // namespace vigie::codec
