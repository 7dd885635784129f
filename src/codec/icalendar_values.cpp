// SPDX-License-Identifier: Apache-2.0
// Dates and durations, character by character.
#include "codec/icalendar_values.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kDateLength = 8, kTimeLength = 15;
constexpr std::int64_t kMostOfUnit = 400 * kDay_s;

}  // namespace

std::optional<CalendarTime> read_calendar_time(std::string_view text) {
  CalendarTime time;
  if (text.ends_with('Z')) {
    time.is_utc = true;
    text.remove_suffix(1);
  }
  const auto day = read_day(text.substr(0, kDateLength));
  if (!day || (text.size() != kDateLength && (text.size() != kTimeLength || text[kDateLength] != 'T')))
    return std::nullopt;
  time.shown = *day * kDay_s;
  time.is_day = text.size() == kDateLength;
  if (time.is_day) return time.is_utc ? std::nullopt : std::optional(time);
  const auto second = read_time_of_day(text.substr(kDateLength + 1));
  if (!second) return std::nullopt;
  time.shown += *second;
  return time;
}

std::optional<LocalSeconds> read_local(std::string_view text) {
  const auto time = read_calendar_time(text);
  if (!time) return std::nullopt;
  return time->shown;
}

std::optional<CalendarDuration> read_duration(std::string_view text) {
  CalendarDuration duration;
  if (text.starts_with('-') || text.starts_with('+')) {
    duration.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
  text.remove_prefix(1);
  bool of_day = false;  // behind the T
  while (!text.empty()) {
    if (text.front() == 'T' && !of_day) {
      of_day = true;
      text.remove_prefix(1);
      continue;
    }
    std::int64_t number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
      number = number * 10 + (text[digits] - '0');
      if (number > kMostOfUnit) return std::nullopt;
    }
    if (digits == 0 || digits == text.size()) return std::nullopt;
    const char unit = text[digits];
    text.remove_prefix(digits + 1);
    if (unit == 'W' && !of_day) duration.days += 7 * number;
    else if (unit == 'D' && !of_day) duration.days += number;
    else if (unit == 'H' && of_day) duration.seconds += 3600 * number;
    else if (unit == 'M' && of_day) duration.seconds += 60 * number;
    else if (unit == 'S' && of_day) duration.seconds += number;
    else return std::nullopt;
  }
  if (duration.days > 400 || duration.seconds > kMostOfUnit) return std::nullopt;
  return duration;
}

}  // namespace vigie::codec
