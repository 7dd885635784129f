// SPDX-License-Identifier: Apache-2.0
// RFC 3339 reading and writing; the machine's clocks.
#include "core/time.hpp"

#include <cstdio>

namespace vigie {
namespace {

/// Reads exactly `count` digits at `pos` and moves it on; -1 where there are none.
int digits(std::string_view text, std::size_t& pos, std::size_t count) {
  if (text.size() < pos + count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char c = text[pos + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  pos += count;
  return value;
}

bool take(std::string_view text, std::size_t& pos, char a, char b) {
  if (pos >= text.size() || (text[pos] != a && text[pos] != b)) return false;
  ++pos;
  return true;
}

Error not_a_time(std::string_view text) {
  return Error{ErrorKind::Malformed,
               "time '" + std::string(text.substr(0, 40)) + "', expected RFC 3339 like 2026-11-23T21:05:28Z"};
}

/// The fraction of a second after "."; milliseconds, the rest cut.
int fraction_ms(std::string_view text, std::size_t& pos) {
  int value = 0;
  int scale = 100;
  const std::size_t start = pos;
  while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') {
    value += (text[pos] - '0') * scale;
    scale /= 10;
    ++pos;
  }
  return pos == start ? -1 : value;
}

}  // namespace

std::string to_rfc3339(Time time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()), unsigned(date.month()),
                unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()),
                int(clock.seconds().count()), int(clock.subseconds().count()));
  return text;
}

Result<Time> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  std::size_t pos = 0;
  const int y = digits(text, pos, 4);
  if (y < 1 || !take(text, pos, '-', '-')) return not_a_time(text);
  const int m = digits(text, pos, 2);
  if (m < 0 || !take(text, pos, '-', '-')) return not_a_time(text);
  const int d = digits(text, pos, 2);
  if (d < 0 || !take(text, pos, 'T', 't')) return not_a_time(text);
  const int hh = digits(text, pos, 2);
  if (hh < 0 || hh > 23 || !take(text, pos, ':', ':')) return not_a_time(text);
  const int mm = digits(text, pos, 2);
  if (mm < 0 || mm > 59 || !take(text, pos, ':', ':')) return not_a_time(text);
  int ss = digits(text, pos, 2);
  if (ss < 0 || ss > 60) return not_a_time(text);
  int ms = 0;
  if (take(text, pos, '.', ',')) {
    ms = fraction_ms(text, pos);
    if (ms < 0) return not_a_time(text);
  }
  if (ss == 60) {
    ss = 59;
    ms = 999;
  }
  minutes offset{0};
  if (!take(text, pos, 'Z', 'z')) {
    if (pos >= text.size() || (text[pos] != '+' && text[pos] != '-')) return not_a_time(text);
    const int sign = text[pos++] == '-' ? -1 : 1;
    const int oh = digits(text, pos, 2);
    if (oh < 0 || oh > 23 || !take(text, pos, ':', ':')) return not_a_time(text);
    const int om = digits(text, pos, 2);
    if (om < 0 || om > 59) return not_a_time(text);
    offset = minutes{sign * (oh * 60 + om)};
  }
  const year_month_day date{year{y}, month{unsigned(m)}, day{unsigned(d)}};
  if (pos != text.size() || !date.ok()) return not_a_time(text);
  return Time(sys_days{date} + hours{hh} + minutes{mm} + seconds{ss} + milliseconds{ms} - offset);
}

Time SystemWallClock::now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds SystemSteadyClock::now() const { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace vigie
