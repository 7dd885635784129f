// SPDX-License-Identifier: Apache-2.0
// Reading days and times of day, and laying them on a city's clock.
#include "codec/local_stamp.hpp"

#include <algorithm>
#include <array>

namespace vigie::codec {
namespace {

constexpr int kFirstYear = 1600, kLastYear = 2200;  // Outlook describes its clocks from 1601 on

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<std::int32_t> read_day(std::string_view text) {
  const bool dashes = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!dashes && text.size() != 8) return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(dashes ? 5 : 4, 2));
  const auto d = digits(text.substr(dashes ? 8 : 6, 2));
  if (!y || !m || !d || *y < kFirstYear || *y > kLastYear) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(*y), std::chrono::month(static_cast<unsigned>(*m)),
                                        std::chrono::day(static_cast<unsigned>(*d))};
  if (!day.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::optional<std::int32_t> read_time_of_day(std::string_view text) {
  std::array<int, 3> parts{0, 0, 0};
  std::size_t count = 0;
  const bool colons = text.size() > 2 && text[2] == ':';
  while (count < parts.size() && text.size() >= 2) {
    const auto part = digits(text.substr(0, 2));
    if (!part) return std::nullopt;
    parts[count++] = *part;
    text.remove_prefix(2);
    if (text.empty()) break;
    if (colons && text.front() != ':') return std::nullopt;
    if (colons) text.remove_prefix(1);
    if (text.empty()) return std::nullopt;  // "19:30:"
  }
  if (!text.empty() || count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) return std::nullopt;
  return (parts[0] * 60 + parts[1]) * 60 + std::min(parts[2], 59);
}

Time instant_of(LocalSeconds local, const TimeZone& zone) {
  const std::int64_t day = (local >= 0 ? local : local - (kDay_s - 1)) / kDay_s;
  const std::int64_t second = local - day * kDay_s;
  return zone.instant(static_cast<std::int32_t>(day), static_cast<std::int32_t>(second / 60), TimeZone::Twice::First) +
         std::chrono::seconds(second % 60);
}

LocalSeconds local_of(Time at, const TimeZone& zone) {
  return std::chrono::floor<std::chrono::seconds>(at + zone.offset(at)).time_since_epoch().count();
}

}  // namespace vigie::codec
