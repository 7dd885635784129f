// SPDX-License-Identifier: Apache-2.0
// One VEVENT: what it tells, when it is, and when it comes again.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "codec/icalendar_values.hpp"
#include "codec/icalendar_zones.hpp"
#include "model/city_event.hpp"

namespace vigie::codec {

struct CalendarEvent {
  std::string uid;
  std::int64_t sequence = 0;
  int line = 0;
  CityEvent told;              ///< without reference and times
  Clock clock = Clock::utc();  ///< of its start
  LocalSeconds start = 0;
  std::int64_t nominal_s = 0;  ///< to its end as the clock shows it …
  std::int64_t exact_s = 0;    ///< … and what passes behind that
  std::optional<CalendarDuration> doors_before;
  std::optional<Time> replaces;           ///< RECURRENCE-ID: which of its series
  std::vector<Recurrence> rules;          ///< UNTIL on the event's clock
  std::vector<LocalSeconds> more_starts;  ///< RDATE
  std::set<Time> excluded;                ///< EXDATE
  std::vector<std::string> remarks;       ///< what of it was not understood

  Time end_of(LocalSeconds begin) const;
  std::optional<Time> doors_of(LocalSeconds begin) const;
};

/// Errors: Malformed, without the line.
Result<CalendarEvent> read_calendar_event(const CalendarComponent& component, const CalendarClocks& clocks);

}  // namespace vigie::codec
