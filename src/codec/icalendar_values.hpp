// SPDX-License-Identifier: Apache-2.0
// Values of a calendar: dates, times, durations (RFC 5545, section 3.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "codec/local_stamp.hpp"

namespace vigie::codec {

/// A DATE or a DATE-TIME.
struct CalendarTime {
  LocalSeconds shown = 0;  ///< on whatever clock it is meant for
  bool is_utc = false;     ///< it ends in Z
  bool is_day = false;     ///< no time of day
};

/// "20261124", "20261124T193000", "20261124T183000Z". Nothing where it is none.
std::optional<CalendarTime> read_calendar_time(std::string_view text);

/// The same without regard to Z or a missing time of day.
std::optional<LocalSeconds> read_local(std::string_view text);

/// "P1DT2H" is a day on the clock and two hours that pass.
struct CalendarDuration {
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  bool is_negative = false;
};

/// Nothing where it is none, or longer than 400 days.
std::optional<CalendarDuration> read_duration(std::string_view text);

}  // namespace vigie::codec
