// SPDX-License-Identifier: Apache-2.0
// Counting and reading what the formats have in common.
#include "codec/road_feed_builder.hpp"

#include <charconv>
#include <cmath>
#include <utility>

#include "codec/utf8.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostOfName = 80;
constexpr int kDay_min = 24 * 60;
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

}  // namespace

void RoadFeedBuilder::keep(std::vector<RoadChange> changes) {
  ++feed_.read;
  if (feed_.changes.size() + changes.size() > options_.most_changes) {
    ++feed_.left_out;
    return;
  }
  for (RoadChange& change : changes) feed_.changes.push_back(std::move(change));
}

void RoadFeedBuilder::unusable(const Statement& statement, std::string_view why) {
  ++feed_.read;
  ++feed_.unusable;
  if (!statement.reference.empty() && feed_.unreadable.size() < options_.most_changes)
    feed_.unreadable.push_back(statement.reference);
  remark(statement, why);
}

void RoadFeedBuilder::not_concerning() {
  ++feed_.read;
  ++feed_.not_concerning;
}

void RoadFeedBuilder::remark(const Statement& statement, std::string_view what) {
  if (feed_.faults.size() >= kMostFeedFaults) return;
  std::string text = statement.what;
  if (!statement.reference.empty()) text += " '" + one_line(statement.reference, kMostOfName) + "'";
  fault(statement.line, text + ": " + std::string(what));
}

void RoadFeedBuilder::fault(int line, std::string_view what) {
  if (feed_.faults.size() < kMostFeedFaults)
    feed_.faults.push_back("line " + std::to_string(line) + ": " + one_line(what, 400));
}

void RoadFeedBuilder::close() {
  if (feed_.left_out == 0) return;
  if (feed_.faults.size() == kMostFeedFaults) feed_.faults.pop_back();
  feed_.faults.push_back(std::to_string(feed_.left_out) + " beyond the first " + std::to_string(options_.most_changes) +
                         " road changes are left out");
}

std::string one_line(std::string_view text, std::size_t most) {
  const std::string flat = cleaned(text, Lines::One);
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

std::string_view first_value(const XmlNode* text) {
  if (!text) return {};
  const XmlNode* values = text->child("values");
  return values ? values->text_of("value") : std::string_view(text->text);
}

std::optional<WeeklyHours> hours_of(std::uint8_t days, int from_min, int to_min) {
  const bool valid = from_min >= 0 && from_min <= kDay_min && to_min >= 0 && to_min <= kDay_min;
  if (!valid) return std::nullopt;
  if (from_min == kDay_min) from_min = kDay_min - 1;
  if (to_min == kDay_min - 1) to_min = kDay_min;
  return WeeklyHours{days, static_cast<std::int16_t>(from_min), static_cast<std::int16_t>(to_min)};
}

}  // namespace vigie::codec
