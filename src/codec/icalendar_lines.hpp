// SPDX-License-Identifier: Apache-2.0
// The lines of an iCalendar document, unfolded, and the components they make (RFC 5545, sections 3.1 and 3.6).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace vigie::codec {

/// "DTSTART;TZID=Europe/Paris:20261124T193000".
struct CalendarLine {
  std::string name;                                             ///< in capitals
  std::vector<std::pair<std::string, std::string>> parameters;  ///< names in capitals, values without quotation marks
  std::string value;                                            ///< as written
  int line = 0;

  /// Empty where it is absent.
  std::string_view parameter(std::string_view wanted) const;
};

/// BEGIN:VEVENT … END:VEVENT.
struct CalendarComponent {
  std::string name;  ///< in capitals
  std::vector<CalendarLine> lines;
  std::vector<CalendarComponent> parts;
  int line = 0;

  /// The first of that name; nullptr where there is none.
  const CalendarLine* find(std::string_view wanted) const;
  /// Its value; empty where there is none.
  std::string_view value(std::string_view wanted) const;
};

struct CalendarDocument {
  std::vector<CalendarComponent> calendars;  ///< one behind the other
  std::vector<std::string> faults;           ///< lines that were left out: not NAME:VALUE, or longer than 64 KiB
};

/// Lines that name people (ORGANIZER, ATTENDEE, CONTACT) or hold remarks are dropped here, and what is in an alarm, a task or a journal entry.
/// Errors: Malformed (no BEGIN:VCALENDAR, a component that does not end), TooLarge (32 MiB, six levels, 5,000 lines in a component,
/// 100,000 components); the line is named. Half a document is refused whole: what is absent from it would count as revoked.
Result<CalendarDocument> read_calendar(std::string_view text);

/// TEXT: \n, \,, \; and \\ as what they stand for.
std::string unescaped(std::string_view text);

}  // namespace vigie::codec
