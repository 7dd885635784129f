// SPDX-License-Identifier: Apache-2.0
// Times as tables write them: an instant, or what the city's clock showed; right in the nights when the clock is changed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"
#include "core/time_zone.hpp"

namespace vigie::codec {

/// What is written: "2026-10-25T02:15:00+02:00", or without an offset what the clock showed. A space for the T and a missing
/// second are as good.
struct ClockReading {
  Time shown;                   ///< as if the clock were UTC's; between 1970 and 2200
  std::optional<Time> instant;  ///< where an offset or Z is written
};

/// Errors: Malformed, OutOfRange.
Result<ClockReading> read_clock(std::string_view text);

/// The instant of a reading. Of an hour that comes twice it is the first time, unless that lies before `not_before`.
/// Errors: OutOfRange for a reading that the clock skips.
Result<Time> instant_of(const ClockReading& reading, const TimeZone& zone, std::optional<Time> not_before);

/// The instant at which a period that began at `from` ends: the earliest that the clock can have meant.
/// Errors: OutOfRange where it is not after `from`.
Result<Time> end_of_period(const ClockReading& from_reading, Time from, const ClockReading& until,
                           const TimeZone& zone);

}  // namespace vigie::codec
