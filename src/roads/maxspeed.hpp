// SPDX-License-Identifier: Apache-2.0
// The value of OpenStreetMap's `maxspeed` in km/h.
#pragma once

#include <optional>
#include <string_view>

namespace vigie::roads {

/// "50", "30 mph", "FR:urban", "walk", "none" …; nothing where it says nothing usable ("signals", "fast", "-3").
/// Several values ("50;30") give the lowest. Range of an answer: 1 to 150.
/// Source: https://wiki.openstreetmap.org/wiki/Key:maxspeed (values), Default_speed_limits (implicit ones).
std::optional<double> parse_maxspeed_kmh(std::string_view text);

}  // namespace vigie::roads
