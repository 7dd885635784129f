// SPDX-License-Identifier: Apache-2.0
// Lays the entries of a calendar over the hours of a line of days.
#include "crowd/street_calendar.hpp"

#include <algorithm>
#include <cstdlib>

namespace vigie::crowd {
namespace {

/// Where a day kind is kept; null for an event.
bool StreetDay::*day_flag(const std::string& kind) {
  if (kind == "public-holiday") return &StreetDay::public_holiday;
  if (kind == "school-holiday") return &StreetDay::school_holiday;
  if (kind == "festive") return &StreetDay::festive;
  return nullptr;
}

}  // namespace

StreetCalendar::StreetCalendar(CivilDay first_day, std::size_t days, const std::vector<CalendarEntry>& entries)
    : days_(days) {
  for (std::size_t day = 0; day < days; ++day)
    days_[day].weekday = static_cast<int>(
        std::chrono::weekday(first_day + std::chrono::days(static_cast<long>(day))).iso_encoding() - 1);
  for (const CalendarEntry& entry : entries)
    if (day_flag(entry.kind) == nullptr) names_.push_back(entry.kind);
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  relative_.assign(names_.size() * hours(), kNoEvent);
  counts_.assign(names_.size(), 0);

  for (const CalendarEntry& entry : entries)
    for (const CivilDay at : entry.days) {
      const auto day = static_cast<std::ptrdiff_t>((at - first_day).count());
      const bool inside = day >= 0 && day < static_cast<std::ptrdiff_t>(days);
      if (bool StreetDay::*flag = day_flag(entry.kind)) {
        if (inside) days_[static_cast<std::size_t>(day)].*flag = true;
        continue;
      }
      const auto kind =
          static_cast<std::size_t>(std::lower_bound(names_.begin(), names_.end(), entry.kind) - names_.begin());
      if (inside) ++counts_[kind];
      const int before = std::min(entry.hours_before, kLongestEventHours);
      const int after = std::min(entry.hours_after, kLongestEventHours);
      for (int offset = -before; offset <= after; ++offset) {
        const std::ptrdiff_t hour = day * 24 + entry.start_hour + offset;
        if (hour < 0 || hour >= static_cast<std::ptrdiff_t>(hours())) continue;
        std::int8_t& nearest = relative_[kind * hours() + static_cast<std::size_t>(hour)];
        if (std::abs(offset) < std::abs(nearest)) nearest = static_cast<std::int8_t>(offset);
      }
    }
}

bool StreetCalendar::any_event(std::size_t hour) const {
  for (std::size_t kind = 0; kind < kinds(); ++kind)
    if (relative(kind, hour) != kNoEvent) return true;
  return false;
}

}  // namespace vigie::crowd
