// SPDX-License-Identifier: Apache-2.0
// Street: a place of the simulated network as it is drawn on a map.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/position.hpp"

namespace vigie::movement {

/// A street between two junctions, or a square; all that follows is by their order.
struct Street {
  enum class Kind : std::uint8_t {
    Street,
    Stairs,
    Square,
    Forecourt
  };  ///< Forecourt: drawn by us from a door to the streets
  Kind kind;
  std::string name;                 ///< may be empty
  std::vector<geo::Position> line;  ///< of a square its outline, the first corner repeated at the end
  double length_m;                  ///< 0 for a square
  double width_m;                   ///< 0 for a square
  double area_m2;
};

}  // namespace vigie::movement
