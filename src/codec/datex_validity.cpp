// SPDX-License-Identifier: Apache-2.0
// Periods of DATEX II. What cannot be modelled is left out on the safe side: the street stays closed.
#include "codec/datex_validity.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "codec/road_feed_builder.hpp"

namespace vigie::codec {
namespace {

constexpr std::array<std::string_view, 7> kDays{"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};
constexpr int kDay_min = 24 * 60;
constexpr std::size_t kMostPeriods = 64;
constexpr std::size_t kMostHours = 64;

Result<std::uint8_t> day_bit(std::string_view word) {
  for (std::size_t i = 0; i < kDays.size(); ++i)
    if (kDays[i] == word) return static_cast<std::uint8_t>(1U << i);
  return Error{ErrorKind::Malformed, "applicableDay '" + one_line(word, 40) + "' is no day of the week"};
}

/// xs:time as local minutes after midnight: the start's rounded down, the end's up. With an offset: as the city's clock shows it
/// on the day of `on`.
std::optional<int> minutes_of(std::string_view text, bool is_end, Time on, const TimeZone& zone) {
  const auto two = [&](std::size_t at) {
    const bool digits =
        at + 1 < text.size() && text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9';
    return digits ? (text[at] - '0') * 10 + (text[at + 1] - '0') : -1;
  };
  const int hour = two(0), minute = two(3);
  if (text.size() < 5 || text[2] != ':' || hour < 0 || minute < 0 || minute > 59) return std::nullopt;
  int second = 0;
  std::size_t at = 5;
  if (at < text.size() && text[at] == ':') {
    second = two(at + 1);
    if (second < 0 || second > 59) return std::nullopt;
    at += 3;
    if (at < text.size() && text[at] == '.') at = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
  }
  int minutes = hour * 60 + minute + (is_end && second > 0 ? 1 : 0);
  if (minutes > kDay_min) return std::nullopt;
  const std::string_view offset = text.substr(at);
  if (offset.empty()) return minutes;
  int offset_min = 0;
  if (offset != "Z") {
    const auto sign = offset.front() == '-' ? -1 : 1;
    at += 1;
    const bool shaped = offset.size() == 6 && (offset.front() == '+' || offset.front() == '-') && offset[3] == ':';
    if (!shaped || two(at) < 0 || two(at) > 14 || two(at + 3) < 0 || two(at + 3) > 59) return std::nullopt;
    offset_min = sign * (two(at) * 60 + two(at + 3));
  }
  minutes += static_cast<int>(zone.offset(on).count()) - offset_min;
  return (minutes % kDay_min + kDay_min) % kDay_min;
}

/// Days that a period names: all where it names none. `said` tells whether it names any.
struct Days {
  std::uint8_t bits = 0;
  bool said = false;
};

Result<Days> days_of(const XmlNode& period, std::vector<std::string>& ignored) {
  Days days;
  for (const XmlNode& each : period.children) {
    if (each.name != "recurringDayWeekMonthPeriod") continue;
    bool names_a_day = false;
    for (const XmlNode& item : each.children) {
      if (item.name == "applicableDay") {
        const auto bit = day_bit(item.text);
        if (!bit) return bit.error();
        days.bits = static_cast<std::uint8_t>(days.bits | *bit);
        names_a_day = true;
      } else {
        ignored.push_back(item.name);  // months, weeks of the month, …
      }
    }
    if (!names_a_day) days.bits = kEveryDay;
    days.said = true;
  }
  if (!days.said) days.bits = kEveryDay;
  return days;
}

Result<Time> time_of(std::string_view text, std::string_view name, const TimeZone& zone) {
  const auto time = read_date_time(text, zone);
  if (!time) return Error{time.error().kind, std::string(name) + ": " + time.error().what};
  return *time;
}

Result<std::vector<WeeklyHours>> hours_in(const XmlNode& period, const Days& days, Time on, const TimeZone& zone) {
  std::vector<WeeklyHours> hours;
  for (const XmlNode& each : period.children) {
    if (each.name != "recurringTimePeriodOfDay") continue;
    if (hours.size() == kMostHours) return Error{ErrorKind::TooLarge, "more than 64 periods of the day"};
    const auto from = minutes_of(each.text_of("startTimeOfPeriod"), false, on, zone);
    const auto to = minutes_of(each.text_of("endTimeOfPeriod"), true, on, zone);
    const auto both = from && to ? hours_of(days.bits, *from, *to) : std::nullopt;
    if (!both) return Error{ErrorKind::Malformed, "a recurringTimePeriodOfDay is not of two times of day"};
    hours.push_back(*both);
  }
  if (hours.empty() && days.bits != kEveryDay) hours.push_back({days.bits, 0, kDay_min});
  return hours;
}

/// A valid period cut to the overall one.
Result<DatexPeriod> read_period(const XmlNode& node, const DatexPeriod& overall, const TimeZone& zone,
                                std::vector<std::string>& ignored) {
  DatexPeriod period = overall;
  if (const XmlNode* start = node.child("startOfPeriod")) {
    const auto time = time_of(start->text, "startOfPeriod", zone);
    if (!time) return time.error();
    period.start = std::max(period.start, *time);
  }
  if (const XmlNode* end = node.child("endOfPeriod")) {
    const auto time = time_of(end->text, "endOfPeriod", zone);
    if (!time) return time.error();
    period.end = period.end ? std::min(*period.end, *time) : *time;
  }
  if (period.end && *period.end <= period.start) return Error{ErrorKind::OutOfRange, "a period ends before it starts"};
  if (node.child("recurringSpecialDay")) ignored.emplace_back("recurringSpecialDay of a valid period");
  const auto days = days_of(node, ignored);
  if (!days) return days.error();
  auto hours = hours_in(node, *days, period.start, zone);
  if (!hours) return hours.error();
  period.hours = std::move(*hours);
  return period;
}

/// Whole days of the week that are taken out; whatever else an exception is stays in force.
Result<std::uint8_t> excepted_days(const XmlNode& exception, std::vector<std::string>& ignored) {
  const bool only_days = !exception.child("startOfPeriod") && !exception.child("endOfPeriod") &&
                         !exception.child("recurringTimePeriodOfDay");
  std::vector<std::string> narrowed;
  const auto days = days_of(exception, narrowed);
  if (!days) return days.error();
  if (days->said && only_days && narrowed.empty() && !exception.child("recurringSpecialDay")) return days->bits;
  const bool special_day_only = only_days && !days->said && exception.child("recurringSpecialDay");
  if (!special_day_only) ignored.emplace_back("an exceptionPeriod that is not of whole days of the week");
  return std::uint8_t{0};
}

/// Without the excepted days; nothing where no hour is left.
std::optional<DatexPeriod> without(DatexPeriod period, std::uint8_t excepted) {
  if (excepted == 0) return period;
  if (period.hours.empty()) period.hours.push_back({kEveryDay, 0, kDay_min});
  for (WeeklyHours& hours : period.hours) hours.days = static_cast<std::uint8_t>(hours.days & ~excepted);
  std::erase_if(period.hours, [](const WeeklyHours& hours) { return hours.days == 0; });
  if (period.hours.empty()) return std::nullopt;
  return period;
}

/// Periods that differ in their hours only are one; no more than a change may have.
void join(std::vector<DatexPeriod>& periods) {
  std::vector<DatexPeriod> joined;
  for (DatexPeriod& period : periods) {
    const auto same = std::find_if(joined.begin(), joined.end(), [&](const DatexPeriod& other) {
      return other.start == period.start && other.end == period.end &&
             other.hours.size() + period.hours.size() <= kMostHours;
    });
    if (same == joined.end()) joined.push_back(std::move(period));
    else if (period.hours.empty() || same->hours.empty()) same->hours.clear();
    else same->hours.insert(same->hours.end(), period.hours.begin(), period.hours.end());
  }
  periods = std::move(joined);
}

Result<DatexPeriod> read_overall(const XmlNode& specification, const TimeZone& zone) {
  const auto start = time_of(specification.text_of("overallStartTime"), "overallStartTime", zone);
  if (!start) return start.error();
  DatexPeriod overall{*start, std::nullopt, {}};
  if (const XmlNode* end = specification.child("overallEndTime")) {
    const auto time = time_of(end->text, "overallEndTime", zone);
    if (!time) return time.error();
    if (*time <= *start) return Error{ErrorKind::OutOfRange, "overallEndTime is not after overallStartTime"};
    overall.end = *time;
  }
  return overall;
}

}  // namespace

Result<DatexValidity> read_validity(const XmlNode& validity, const TimeZone& zone) {
  constexpr std::array<std::string_view, 3> kHolds{"active", "planned", "definedByValidityTimeSpec"};
  const std::string_view status = validity.text_of("validityStatus");
  DatexValidity read;
  if (status == "suspended") return read;
  if (std::find(kHolds.begin(), kHolds.end(), status) == kHolds.end())
    return Error{ErrorKind::Malformed, status.empty() ? "validityStatus is missing"
                                                      : "validityStatus '" + one_line(status, 40) + "' is unknown"};
  const XmlNode* specification = validity.child("validityTimeSpecification");
  if (!specification) return Error{ErrorKind::Malformed, "validityTimeSpecification is missing"};
  auto overall = read_overall(*specification, zone);
  if (!overall) return overall.error();
  if (validity.text_of("overrunning") == "true") overall->end.reset();  // it goes on beyond the end that was planned

  std::uint8_t excepted = 0;
  bool has_valid_period = false;
  for (const XmlNode& each : specification->children) {
    if (each.name == "validPeriod") {
      has_valid_period = true;
      if (read.periods.size() == kMostPeriods) return Error{ErrorKind::TooLarge, "more than 64 valid periods"};
      auto period = read_period(each, *overall, zone, read.ignored);
      if (!period) return period.error();
      read.periods.push_back(std::move(*period));
    } else if (each.name == "exceptionPeriod") {
      const auto days = excepted_days(each, read.ignored);
      if (!days) return days.error();
      excepted = static_cast<std::uint8_t>(excepted | *days);
    }
  }
  if (!has_valid_period) read.periods.push_back(*overall);
  std::vector<DatexPeriod> left;
  for (DatexPeriod& period : read.periods)
    if (auto kept = without(std::move(period), excepted)) left.push_back(std::move(*kept));
  read.periods = std::move(left);
  join(read.periods);
  return read;
}

}  // namespace vigie::codec
