// SPDX-License-Identifier: Apache-2.0
// Reads a rule from the left: a month and day, a counted weekday, Easter or a date, then what moves it.
#include "crowd/calendar_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace vigie::crowd {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

/// Takes a whole number from the front; none where there is none.
std::optional<int> take_number(std::string_view& text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// "+3", "-2" or nothing; none where something else follows.
std::optional<int> offset_to_end(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const std::optional<int> count = take_number(text);
  if (!count || *count < 0 || *count > 366 || !text.empty()) return std::nullopt;
  return sign * *count;
}

std::optional<CivilDay> monthly(int year, int month, int day) {
  if (month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return CivilDay(date);
}

/// The nth of a weekday in a month, from the end where n is negative.
std::optional<CivilDay> counted(int year, unsigned weekday, int nth, int month) {
  if (nth == 0 || nth > 4 || nth < -4 || month < 1 || month > 12) return std::nullopt;
  const auto in_month = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month));
  const std::chrono::weekday wanted(weekday);
  if (nth > 0) return CivilDay(in_month / wanted[static_cast<unsigned>(nth)]);
  return CivilDay(in_month / wanted[std::chrono::last]) + days(7 * (nth + 1));
}

/// Where the rule falls in a year; none where it is no rule (or its one date lies in another year, `elsewhere`).
std::optional<CivilDay> in_year(std::string_view rule, int year, bool& elsewhere) {
  if (take(rule, "easter")) {
    const auto offset = offset_to_end(rule);
    if (!offset) return std::nullopt;
    return easter_sunday(std::chrono::year(year)) + days(*offset);
  }
  for (unsigned weekday = 0; weekday < kWeekdays.size(); ++weekday) {
    if (!take(rule, kWeekdays[weekday])) continue;
    if (!take(rule, "#")) return std::nullopt;
    const auto nth = take_number(rule);
    if (!nth || !take(rule, "/")) return std::nullopt;
    const auto month = take_number(rule);
    const auto offset = offset_to_end(rule);
    const auto day = month && offset ? counted(year, weekday, *nth, *month) : std::nullopt;
    if (!day) return std::nullopt;
    return *day + days(*offset);
  }
  const auto first = take_number(rule);
  if (!first || !take(rule, "-")) return std::nullopt;
  const auto second = take_number(rule);
  if (!second) return std::nullopt;
  if (take(rule, "-")) {
    const auto third = take_number(rule);
    if (!third || !rule.empty()) return std::nullopt;
    elsewhere = *first != year;
    return monthly(*first, *second, *third);
  }
  auto day = monthly(year, *first, *second);
  if (!day) return std::nullopt;
  if (rule.empty()) return day;
  if (rule != ">monday") return std::nullopt;
  const unsigned weekday = std::chrono::weekday(*day).c_encoding();
  if (weekday == 6) return *day + days(2);
  return weekday == 0 ? *day + days(1) : *day;
}

}  // namespace

CivilDay easter_sunday(std::chrono::year year) {
  const int y = static_cast<int>(year);
  const int a = y % 19, b = y / 100, c = y % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31;
  const int day = (h + l - 7 * m + 114) % 31 + 1;
  return CivilDay(year / month / day);
}

Result<std::vector<CivilDay>> days_of_rule(std::string_view rule, int first_year, int last_year) {
  std::vector<CivilDay> found;
  for (int year = first_year; year <= last_year; ++year) {
    bool elsewhere = false;
    const auto day = in_year(rule, year, elsewhere);
    if (!day)
      return Error{
          ErrorKind::Malformed,
          "day \"" + std::string(rule) +
              "\": expected 2018-02-17, 01-26, 01-26>monday, monday#2/03 or easter, the last two with +N or -N"};
    if (!elsewhere) found.push_back(*day);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace vigie::crowd
