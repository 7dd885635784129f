// SPDX-License-Identifier: Apache-2.0
// The clocks of a calendar: UTC, the city's, those known by name, and those a VTIMEZONE describes (RFC 5545, section 3.6.5).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/icalendar_lines.hpp"
#include "codec/recurrence.hpp"
#include "core/time_zone.hpp"

namespace vigie::codec {

/// A clock that a VTIMEZONE describes: its changes within a few years of now.
struct DescribedClock {
  struct Change {
    LocalSeconds onset;          ///< on the clock as it was before
    std::int64_t offset_from_s;  ///< of UTC
    std::int64_t offset_to_s;
  };
  std::vector<Change> changes;  ///< by onset, at least one
};

/// Which clock a time was written for.
class Clock {
 public:
  static Clock utc() { return Clock(std::nullopt, nullptr); }
  static Clock of(const TimeZone& zone) { return Clock(zone, nullptr); }
  /// `described` outlives it.
  static Clock of(const DescribedClock& described) { return Clock(std::nullopt, &described); }

  /// Of a time that comes twice the first; of one that is skipped, the jump or, on a described clock, as if it had not been.
  Time instant(LocalSeconds shown) const;
  LocalSeconds shown(Time at) const;

 private:
  Clock(std::optional<TimeZone> zone, const DescribedClock* described) : zone_(zone), described_(described) {}

  std::optional<TimeZone> zone_;
  const DescribedClock* described_;
};

/// The clocks of one calendar.
class CalendarClocks {
 public:
  /// Times without a zone are on `city`'s clock. VTIMEZONEs that cannot be read are told in `faults`.
  CalendarClocks(const CalendarComponent& calendar, const TimeZone& city, Time now, RuleEffort& effort,
                 std::vector<std::string>& faults);

  /// The clock of a TZID: by its name where it is a known city's, else as the calendar describes it. Nothing for one that is neither.
  std::optional<Clock> find(std::string_view name) const;
  Clock city() const { return Clock::of(city_); }

 private:
  TimeZone city_;
  std::map<std::string, DescribedClock, std::less<>> described_;
};

}  // namespace vigie::codec
