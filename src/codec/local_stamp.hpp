// SPDX-License-Identifier: Apache-2.0
// Days and times as a clock on the wall shows them, before anybody asks which wall.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/time_zone.hpp"

namespace vigie::codec {

inline constexpr std::int64_t kDay_s = 86'400;

/// Seconds since 1970-01-01 00:00 on that clock.
using LocalSeconds = std::int64_t;

/// "2026-11-24" or "20261124", years 1600 to 2200, as days since 1970. Nothing where it is not a day.
std::optional<std::int32_t> read_day(std::string_view text);

/// "19:30", "19:30:00", "193000": seconds of the day; a leap second is the one before.
std::optional<std::int32_t> read_time_of_day(std::string_view text);

/// The instant at which that clock shows it; of two the first, of none (the clock is put forward) the jump.
Time instant_of(LocalSeconds local, const TimeZone& zone);
LocalSeconds local_of(Time at, const TimeZone& zone);

/// When the day begins in the city.
inline Time midnight(std::int32_t day, const TimeZone& zone) { return zone.instant(day, 0, TimeZone::Twice::First); }

}  // namespace vigie::codec
