// SPDX-License-Identifier: Apache-2.0
// Reading and cleaning single fields.
#include "codec/field_text.hpp"

#include <charconv>
#include <chrono>
#include <cmath>

#include "codec/utf8.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostCleaned_bytes = std::size_t{64} * 1024;
constexpr Time kLatest{std::chrono::sys_days{std::chrono::year{2200} / 1 / 1}};

bool has_offset(std::string_view text) {
  const std::size_t time = text.find('T');
  return time == std::string_view::npos || text.ends_with('Z') || text.ends_with('z') ||
         text.find_first_of("+-", time) != std::string_view::npos;
}

Result<Time> read_any_date_time(std::string_view text, const TimeZone& zone) {
  if (has_offset(text)) return parse_rfc3339(text);
  const auto as_utc = parse_rfc3339(std::string(text) + "Z");
  if (!as_utc) return as_utc.error();
  const auto since_1970 = as_utc->time_since_epoch();
  const auto day = std::chrono::floor<std::chrono::days>(since_1970);
  const auto minute = std::chrono::floor<std::chrono::minutes>(since_1970 - day);
  return zone.instant(static_cast<std::int32_t>(day.count()), static_cast<std::int32_t>(minute.count()),
                      TimeZone::Twice::First) +
         (since_1970 - day - minute);
}

/// Bytes that are no UTF-8 become question marks.
std::string made_valid(std::string_view text) {
  std::string valid;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) valid += '?';
    else valid.append(text, at, length);
    at += length == 0 ? 1 : length;
  }
  return valid;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
  // A character has four bytes at most; a run of spaces counts as one, hence the margin.
  const std::string flat = cleaned(made_valid(text.substr(0, kMostCleaned_bytes)), Lines::One);
  std::string line;
  std::size_t count = 0;
  for (std::size_t at = 0; at < flat.size() && count < most;) {
    const std::size_t length = utf8_sequence(flat, at);
    const bool second_space = flat[at] == ' ' && (line.empty() || line.back() == ' ');
    if (!second_space) {
      line.append(flat, at, length);
      ++count;
    }
    at += length;
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

Result<std::string> read_feature_name(std::string_view text, std::string_view what) {
  text = trimmed(text);
  const std::string field(what);
  if (text.empty()) return Error{ErrorKind::Malformed, field + " is empty"};
  if (!valid_utf8(text)) return Error{ErrorKind::Malformed, field + " is not UTF-8"};
  if (has_control(text)) return Error{ErrorKind::Malformed, field + " has control characters"};
  if (characters(text) > kMostFeatureName)
    return Error{ErrorKind::TooLarge, field + " has more than " + std::to_string(kMostFeatureName) + " characters"};
  return std::string(text);
}

Result<Time> read_date_time(std::string_view text, const TimeZone& zone) {
  auto time = read_any_date_time(text, zone);
  if (time && (*time < Time{} || *time > kLatest))
    return Error{ErrorKind::OutOfRange, "a time that is not between 1970 and 2200"};
  return time;
}

std::optional<double> read_decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> read_count(std::string_view text, std::int64_t most) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > most) return std::nullopt;
  return value;
}

Result<geo::Position> read_position(std::string_view lat, std::string_view lon) {
  const auto north = read_decimal(trimmed(lat));
  const auto east = read_decimal(trimmed(lon));
  if (!north || !east) return Error{ErrorKind::Malformed, "latitude or longitude is no number"};
  const auto place = geo::Position::checked(geo::Latitude{*north}, geo::Longitude{*east});
  if (!place) return Error{ErrorKind::OutOfRange, "its place is not on the globe"};
  return *place;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kWhite);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kWhite) - from + 1);
}

}  // namespace vigie::codec
