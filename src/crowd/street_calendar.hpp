// SPDX-License-Identifier: Apache-2.0
// What is known ahead about each day and hour of a street: holidays, and how far the nearest event of each kind is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crowd/calendar_rules.hpp"

namespace vigie::crowd {

/// One line of a city's calendar. Kinds "public-holiday", "school-holiday" and "festive" colour whole days;
/// every other kind is an event, whose effect on each sensor is learnt by the hour before and after its start.
struct CalendarEntry {
  std::string kind;
  std::vector<CivilDay> days;
  int start_hour = 0;    ///< of the local day
  int hours_before = 0;  ///< that the event is felt before its start
  int hours_after = 0;
};

struct StreetDay {
  int weekday = 0;  ///< 0 Monday … 6 Sunday
  bool public_holiday = false;
  bool school_holiday = false;
  bool festive = false;
};

/// The longest window of an event, each way.
constexpr int kLongestEventHours = 24;
/// relative(): no event of that kind is near.
constexpr std::int8_t kNoEvent = 127;

class StreetCalendar {
 public:
  /// Entries beyond the days given are left out, their windows cut.
  StreetCalendar(CivilDay first_day, std::size_t days, const std::vector<CalendarEntry>& entries);

  const std::vector<StreetDay>& days() const { return days_; }
  std::size_t kinds() const { return names_.size(); }
  const std::string& name(std::size_t kind) const { return names_[kind]; }
  std::size_t hours() const { return days_.size() * 24; }
  /// Hours since the start of the nearest event of that kind (negative before it), or kNoEvent.
  std::int8_t relative(std::size_t kind, std::size_t hour) const { return relative_[kind * hours() + hour]; }
  /// How many events of a kind start in these days: those that recur often have a shape worth a column of its own.
  std::size_t events(std::size_t kind) const { return counts_[kind]; }
  bool any_event(std::size_t hour) const;

 private:
  std::vector<StreetDay> days_;
  std::vector<std::string> names_;
  std::vector<std::int8_t> relative_;
  std::vector<std::size_t> counts_;
};

}  // namespace vigie::crowd
