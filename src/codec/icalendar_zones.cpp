// SPDX-License-Identifier: Apache-2.0
// A VTIMEZONE's changes laid out, and times found between them.
#include "codec/icalendar_zones.hpp"

#include <algorithm>

#include "codec/field_text.hpp"
#include "codec/icalendar_values.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostClocks = 100;
constexpr std::size_t kMostChanges = 200;  // within five years
constexpr std::chrono::days kBack{3 * 366}, kAhead{2 * 366};

/// "+0100", "-023000": seconds east of UTC.
std::optional<std::int64_t> read_offset(std::string_view text) {
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto second = read_time_of_day(text.substr(1));
  if (!second) return std::nullopt;
  return text[0] == '-' ? -*second : *second;
}

std::string at(const CalendarComponent& part, const std::string& what) {
  return "line " + std::to_string(part.line) + ": " + part.name + " " + what;
}

/// The changes that one STANDARD or DAYLIGHT brings within the window.
Result<void> add_changes(const CalendarComponent& part, LocalWindow window, RuleEffort& effort, DescribedClock& clock) {
  const auto from = read_offset(part.value("TZOFFSETFROM"));
  const auto to = read_offset(part.value("TZOFFSETTO"));
  const auto start = read_local(part.value("DTSTART"));
  if (!from || !to || !start) return Error{ErrorKind::Malformed, at(part, "lacks TZOFFSETFROM, TZOFFSETTO or DTSTART")};
  std::vector<LocalSeconds> onsets{*start};
  for (const CalendarLine& line : part.lines) {
    if (line.name == "RDATE")
      if (const auto more = read_local(line.value)) onsets.push_back(*more);
    if (line.name != "RRULE") continue;
    auto rule = read_recurrence(trimmed(line.value));
    if (!rule) return Error{rule.error().kind, at(part, "has an " + rule.error().what)};
    if (rule->until && rule->until_is_utc) *rule->until += *from;
    const auto found = occurrences(*rule, *start, window, effort);
    if (!found) return Error{found.error().kind, at(part, "is refused: " + found.error().what)};
    onsets.insert(onsets.end(), found->begin(), found->end());
  }
  for (const LocalSeconds onset : onsets) clock.changes.push_back({onset, *from, *to});
  return {};
}

Result<DescribedClock> describe(const CalendarComponent& zone, Time now, RuleEffort& effort) {
  const auto seconds = [](Time time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  };
  const LocalWindow window{seconds(now - kBack), seconds(now + kAhead)};
  DescribedClock clock;
  for (const CalendarComponent& part : zone.parts)
    if (auto added = add_changes(part, window, effort, clock); !added) return added.error();
  if (clock.changes.empty()) return Error{ErrorKind::Malformed, at(zone, "has neither STANDARD nor DAYLIGHT")};
  std::sort(clock.changes.begin(), clock.changes.end(), [](const auto& a, const auto& b) { return a.onset < b.onset; });
  // Of those before the window the last one tells how it began.
  const auto first = std::find_if(clock.changes.begin(), clock.changes.end(),
                                  [&](const auto& change) { return change.onset >= window.from; });
  if (first - clock.changes.begin() > 1) clock.changes.erase(clock.changes.begin(), first - 1);
  if (clock.changes.size() > kMostChanges) return Error{ErrorKind::TooLarge, at(zone, "changes more than 200 times")};
  return clock;
}

/// The offset behind the last change for which `is_past`; before all of them, the one that was before.
template <class IsPast>
std::int64_t offset_of(const DescribedClock& clock, IsPast is_past) {
  std::int64_t offset = clock.changes.front().offset_from_s;
  for (const DescribedClock::Change& change : clock.changes)
    if (is_past(change)) offset = change.offset_to_s;
  return offset;
}

}  // namespace

Time Clock::instant(LocalSeconds local) const {
  if (zone_) return instant_of(local, *zone_);
  std::int64_t offset = 0;
  if (described_)
    offset = offset_of(*described_, [&](const DescribedClock::Change& change) {
      // Put forward: what is skipped still counts as before. Put back: the hour comes first as before.
      const std::int64_t skipped = std::max<std::int64_t>(0, change.offset_to_s - change.offset_from_s);
      return change.onset + skipped <= local;
    });
  return Time(std::chrono::seconds(local - offset));
}

LocalSeconds Clock::shown(Time at) const {
  if (zone_) return local_of(at, *zone_);
  const std::int64_t utc = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  if (!described_) return utc;
  return utc + offset_of(*described_, [&](const DescribedClock::Change& change) {
           return change.onset - change.offset_from_s <= utc;
         });
}

CalendarClocks::CalendarClocks(const CalendarComponent& calendar, const TimeZone& city, Time now, RuleEffort& effort,
                               std::vector<std::string>& faults)
    : city_(city) {
  for (const CalendarComponent& part : calendar.parts) {
    if (part.name != "VTIMEZONE" || described_.size() == kMostClocks) continue;
    const std::string name(part.value("TZID"));
    if (name.empty() || TimeZone::named(name)) continue;  // a known city's clock needs no description
    auto clock = describe(part, now, effort);
    if (clock) described_.emplace(name, std::move(*clock));
    else faults.push_back(clock.error().what);
  }
}

std::optional<Clock> CalendarClocks::find(std::string_view name) const {
  if (name.starts_with('/')) name.remove_prefix(name.rfind('/', name.rfind('/') - 1) + 1);  // "/vendor/…/Europe/Paris"
  if (const auto known = TimeZone::named(name)) return Clock::of(*known);
  const auto found = described_.find(name);
  if (found == described_.end()) return std::nullopt;
  return Clock::of(found->second);
}

}  // namespace vigie::codec
