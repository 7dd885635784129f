// SPDX-License-Identifier: Apache-2.0
// The text of a recurrence rule.
#include <array>
#include <string>

#include "codec/field_text.hpp"
#include "codec/recurrence.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostInList = 100;
constexpr std::size_t kMostPart = 30;
constexpr std::array<std::string_view, 7> kWeekdays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

Error wrong(std::string_view name, std::string_view seen, const std::string& expected) {
  return Error{ErrorKind::Malformed,
               "RRULE " + std::string(name) + " is '" + one_line(seen, kMostPart) + "', expected " + expected};
}

std::optional<int> integer(std::string_view text) {
  bool negative = false;
  if (text.starts_with('-') || text.starts_with('+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto count = read_count(text, 1'000'000);
  if (!count) return std::nullopt;
  return static_cast<int>(negative ? -*count : *count);
}

/// Calls `take(item)` for each of a comma-separated list; false ends it.
template <class Take>
bool each_of(std::string_view list, Take take) {
  for (std::size_t count = 0; count < kMostInList; ++count) {
    const std::size_t comma = list.find(',');
    if (!take(list.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
  return false;
}

struct Range {
  int least;
  int most;
  bool from_the_end;  ///< negative ones, too
};

bool read_numbers(std::string_view list, Range range, std::vector<int>& into) {
  return each_of(list, [&](std::string_view item) {
    const auto number = integer(item);
    if (!number) return false;
    const int size = *number < 0 ? -*number : *number;
    if (size < range.least || size > range.most || (*number < 0 && !range.from_the_end)) return false;
    into.push_back(*number);
    return true;
  });
}

std::optional<int> weekday_of(std::string_view word) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i)
    if (kWeekdays[i] == word) return static_cast<int>(i);
  return std::nullopt;
}

bool read_weekdays(std::string_view list, std::vector<RuleWeekday>& into) {
  return each_of(list, [&](std::string_view item) {
    if (item.size() < 2) return false;
    const auto weekday = weekday_of(item.substr(item.size() - 2));
    const std::string_view before = item.substr(0, item.size() - 2);
    const auto ordinal = before.empty() ? std::optional<int>(0) : integer(before);
    if (!weekday || !ordinal || *ordinal < -53 || *ordinal > 53 || (*ordinal == 0 && !before.empty())) return false;
    into.push_back({*ordinal, *weekday});
    return true;
  });
}

Result<void> read_frequency(std::string_view word, Recurrence& rule) {
  constexpr std::array<std::string_view, 4> kWords{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (kWords[i] == word) {
      rule.frequency = static_cast<Frequency>(i);
      return {};
    }
  return wrong("FREQ", word, "DAILY, WEEKLY, MONTHLY or YEARLY");
}

Result<void> read_until(std::string_view text, Recurrence& rule) {
  const auto day = read_day(text.substr(0, 8));
  if (!day) return wrong("UNTIL", text, "20261231 or 20261231T225959Z");
  const LocalSeconds midnight = *day * kDay_s;
  if (text.size() == 8) {
    rule.until = midnight + kDay_s - 1;
    return {};
  }
  rule.until_is_utc = text.ends_with('Z');
  if (rule.until_is_utc) text.remove_suffix(1);
  const auto second = text.size() == 15 && text[8] == 'T' ? read_time_of_day(text.substr(9)) : std::nullopt;
  if (!second) return wrong("UNTIL", text, "20261231 or 20261231T225959Z");
  rule.until = midnight + *second;
  return {};
}

Result<void> read_part(std::string_view name, std::string_view value, Recurrence& rule) {
  const auto list = [&](Range range, std::vector<int>& into, const char* expected) -> Result<void> {
    if (!into.empty()) return wrong(name, value, "it once");
    if (!read_numbers(value, range, into)) return wrong(name, value, expected);
    return {};
  };
  if (name == "FREQ") return read_frequency(value, rule);
  if (name == "UNTIL") return read_until(value, rule);
  if (name == "BYMONTH") return list({1, 12, false}, rule.months, "months from 1 to 12");
  if (name == "BYMONTHDAY") return list({1, 31, true}, rule.month_days, "days from 1 to 31, or -1 to -31");
  if (name == "BYYEARDAY") return list({1, 366, true}, rule.year_days, "days from 1 to 366, or -1 to -366");
  if (name == "BYHOUR") return list({0, 23, false}, rule.hours, "hours from 0 to 23");
  if (name == "BYMINUTE") return list({0, 59, false}, rule.minutes, "minutes from 0 to 59");
  if (name == "BYSETPOS") return list({1, 366, true}, rule.positions, "positions from 1 to 366, or -1 to -366");
  if (name == "BYDAY") {
    if (!read_weekdays(value, rule.weekdays)) return wrong(name, value, "days like MO, 2TU or -1SU");
    return {};
  }
  if (name == "WKST") {
    const auto weekday = weekday_of(value);
    if (!weekday) return wrong(name, value, "a day like MO");
    rule.week_start = *weekday;
    return {};
  }
  if (name == "INTERVAL" || name == "COUNT") {
    const auto number = integer(value);
    if (!number || *number < 1 || *number > 10'000) return wrong(name, value, "a number from 1 to 10000");
    if (name == "COUNT") rule.count = *number;
    else rule.interval = *number;
    return {};
  }
  return Error{ErrorKind::Malformed, "RRULE has " + one_line(name, kMostPart) + ", which is not read"};
}

/// What RFC 5545 forbids together.
Result<void> check(const Recurrence& rule) {
  const bool by_period = rule.frequency == Frequency::Monthly || rule.frequency == Frequency::Yearly;
  for (const RuleWeekday& each : rule.weekdays)
    if (each.ordinal != 0 && !by_period)
      return Error{ErrorKind::Malformed, "RRULE BYDAY counts days of a month or year, FREQ is DAILY or WEEKLY"};
  if (!rule.month_days.empty() && rule.frequency == Frequency::Weekly)
    return Error{ErrorKind::Malformed, "RRULE BYMONTHDAY with FREQ=WEEKLY, which RFC 5545 forbids"};
  if (!rule.year_days.empty() && rule.frequency != Frequency::Yearly)
    return Error{ErrorKind::Malformed, "RRULE BYYEARDAY without FREQ=YEARLY, which RFC 5545 forbids"};
  if (rule.count && rule.until) return Error{ErrorKind::Malformed, "RRULE has COUNT and UNTIL, expected one of them"};
  return {};
}

}  // namespace

Result<Recurrence> read_recurrence(std::string_view text) {
  Recurrence rule;
  bool has_frequency = false;
  for (bool more = true; more;) {
    const std::size_t semicolon = text.find(';');
    const std::string_view part = text.substr(0, semicolon);
    more = semicolon != std::string_view::npos;
    if (more) text.remove_prefix(semicolon + 1);
    if (part.empty() && !more) break;  // a semicolon at the end: common, harmless
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return wrong("part", part, "NAME=VALUE");
    has_frequency = has_frequency || part.starts_with("FREQ=");
    if (auto read = read_part(part.substr(0, equals), part.substr(equals + 1), rule); !read) return read.error();
  }
  if (!has_frequency) return Error{ErrorKind::Malformed, "RRULE without FREQ"};
  if (auto checked = check(rule); !checked) return checked.error();
  return rule;
}

}  // namespace vigie::codec
