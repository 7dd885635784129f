// SPDX-License-Identifier: Apache-2.0
// When a DATEX II statement holds, v2 and v3: overall period, valid and exception periods, as start, end and weekly hours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codec/xml_records.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "model/road_change.hpp"

namespace vigie::codec {

/// One stretch of time, the same hours all through.
struct DatexPeriod {
  Time start;
  std::optional<Time> end;
  std::vector<WeeklyHours> hours;  ///< empty: at all hours
};

struct DatexValidity {
  std::vector<DatexPeriod> periods;  ///< it holds in each of them; empty: suspended
  std::vector<std::string>
      ignored;  ///< what narrows it and is not modelled: it holds longer than was meant, never shorter
};

/// Reads a `validity` (v2), `validityByOrder` or `implementedValidity` (v3).
/// Errors: Malformed (a time or an enumeration that is none, no start), OutOfRange (ends before it starts), TooLarge.
Result<DatexValidity> read_validity(const XmlNode& validity, const TimeZone& zone);

}  // namespace vigie::codec
