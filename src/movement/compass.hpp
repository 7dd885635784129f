// SPDX-License-Identifier: Apache-2.0
// The eight directions of the compass.
#pragma once

#include <array>
#include <cstddef>

namespace vigie::movement {

inline constexpr std::array<const char*, 8> kDirections{"north", "north-east", "east", "south-east",
                                                        "south", "south-west", "west", "north-west"};

/// Which of them a bearing of 0 to 360° is nearest to.
inline std::size_t direction_of(double bearing_deg) {
  return static_cast<std::size_t>((bearing_deg + 22.5) / 45) % kDirections.size();
}

}  // namespace vigie::movement
