// SPDX-License-Identifier: Apache-2.0
// Weekly hours as instants, cut to start and end.
#include "roads/road_calendar.hpp"

#include <algorithm>

namespace vigie::roads {
namespace {

using Period = std::pair<Time, Time>;

/// The period that begins on a local day.
Period period_of(const WeeklyHours& hours, std::int32_t day, const TimeZone& zone) {
  const bool overnight = hours.to_min <= hours.from_min;
  return {zone.instant(day, hours.from_min, TimeZone::Twice::First),
          zone.instant(overnight ? day + 1 : day, hours.to_min, TimeZone::Twice::Second)};
}

bool on_day(const WeeklyHours& hours, std::int32_t day) {
  const std::int32_t weekday = ((day + 3) % 7 + 7) % 7;  // 1 January 1970 was a Thursday
  return (hours.days >> weekday & 1) != 0;
}

bool within_hours(const RoadChange& change, Time at, const TimeZone& zone) {
  const std::int32_t today = zone.local(at).day;
  return std::any_of(change.hours.begin(), change.hours.end(), [&](const WeeklyHours& hours) {
    for (const std::int32_t day : {today - 1, today}) {
      if (!on_day(hours, day)) continue;
      const auto [from, to] = period_of(hours, day, zone);
      if (from <= at && at < to) return true;
    }
    return false;
  });
}

}  // namespace

bool in_force(const RoadChange& change, Time at, const TimeZone& zone) {
  if (change.withdrawn && at >= *change.withdrawn) return false;
  if (at < change.start || (change.end && at >= *change.end)) return false;
  return change.hours.empty() || within_hours(change, at, zone);
}

std::vector<Period> periods(const RoadChange& change, Time from, Time to, const TimeZone& zone) {
  from = std::max(from, change.start);
  if (change.end) to = std::min(to, *change.end);
  if (change.withdrawn) to = std::min(to, *change.withdrawn);
  std::vector<Period> all;
  if (from >= to) return all;
  if (change.hours.empty()) return {{from, to}};
  const std::int32_t last = zone.local(to).day;
  for (std::int32_t day = zone.local(from).day - 1; day <= last; ++day)
    for (const WeeklyHours& hours : change.hours) {
      if (!on_day(hours, day)) continue;
      const auto [begin, end] = period_of(hours, day, zone);
      const Period cut{std::max(begin, from), std::min(end, to)};
      if (cut.first < cut.second) all.push_back(cut);
    }
  std::sort(all.begin(), all.end());
  std::vector<Period> joined;
  for (const Period& period : all) {
    if (!joined.empty() && period.first <= joined.back().second)
      joined.back().second = std::max(joined.back().second, period.second);
    else joined.push_back(period);
  }
  return joined;
}

}  // namespace vigie::roads
