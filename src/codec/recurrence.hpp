// SPDX-License-Identifier: Apache-2.0
// Recurrence: a rule by which a day comes again (RFC 5545, section 3.3.10), and the days it gives within a window.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "codec/local_stamp.hpp"
#include "core/result.hpp"

namespace vigie::codec {

enum class Frequency : std::uint8_t { Daily, Weekly, Monthly, Yearly };

struct RuleWeekday {
  int ordinal = 0;  ///< 2: the second, -1: the last, of the month or the year; 0: every
  int weekday = 0;  ///< 0 Monday to 6 Sunday
};

/// Not read, and refused: SECONDLY, MINUTELY, HOURLY (no gathering comes each hour, and such rules are how a calendar stops a
/// program), BYSECOND, BYWEEKNO.
struct Recurrence {
  Frequency frequency = Frequency::Daily;
  int interval = 1;
  std::optional<int> count;
  std::optional<LocalSeconds> until;  ///< the last that may be, on the clock that UNTIL was written for
  bool until_is_utc = false;          ///< `until` is on UTC's clock, to be brought to the event's
  int week_start = 0;                 ///< 0 Monday
  std::vector<int> months;            ///< 1 to 12
  std::vector<int> month_days;        ///< 1 to 31, -1 the last
  std::vector<int> year_days;         ///< 1 to 366, -1 the last
  std::vector<RuleWeekday> weekdays;
  std::vector<int> hours;
  std::vector<int> minutes;
  std::vector<int> positions;  ///< BYSETPOS
};

/// Reads the value of an RRULE. Errors: Malformed, OutOfRange, in words that name the part.
Result<Recurrence> read_recurrence(std::string_view rule);

struct LocalWindow {
  LocalSeconds from;
  LocalSeconds until;  ///< not within it any more
};

/// How many times of days may still be looked at, over all the rules of a document: hostile rules end, whatever they say.
struct RuleEffort {
  std::int64_t times_left = 5'000'000;
};

/// All of the rule's times at or after `start` and within the window, in order; `start` itself only where it is one.
/// `until` counts as it stands. Errors: TooLarge beyond the effort, or beyond 2,000 times.
Result<std::vector<LocalSeconds>> occurrences(const Recurrence& rule, LocalSeconds start, LocalWindow window,
                                              RuleEffort& effort);

}  // namespace vigie::codec
