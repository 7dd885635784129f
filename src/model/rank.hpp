// SPDX-License-Identifier: Apache-2.0
// Rank: what goes first, and what is shed last.
#pragma once

#include <cstdint>

namespace vigie {

/// Lower is more urgent. Overload sheds from the bottom up; Panic is never shed.
enum class Rank : std::uint8_t {
  Panic = 0,       ///< a panic button, an officer in distress
  Danger = 1,      ///< danger to life
  Decision = 2,    ///< decisions, acknowledgements
  Incident = 3,    ///< other incidents
  Position = 4,    ///< unit positions, latest wins
  Sensor = 5,      ///< counts, flags
  Background = 6,  ///< forecasts, tiles, statistics
};

inline constexpr int kRanks = 7;

}  // namespace vigie
