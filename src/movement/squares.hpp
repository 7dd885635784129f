// SPDX-License-Identifier: Apache-2.0
// Squares of the network: cut out of the streets, entered where streets cross their outline.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/crowd_scenario.hpp"
#include "movement/pieces.hpp"
#include "movement/plane.hpp"

namespace vigie::movement {

struct OpenSquare {
  std::string name;
  std::vector<geo::Position> outline;
  double area_m2;
  geo::Position middle;
  std::map<std::uint32_t, double> entries;  ///< node of the pieces to its width, metres
  std::vector<std::vector<geo::Position>> holes = {};
  int line = 0;  ///< in the scenario's file; 0 for a square of the map
};

/// The mean of its corners.
geo::Position middle_of(const std::vector<geo::Position>& ring);

/// Streets are cut where they cross the outline; what lies inside is the square's. Without entries where no street crosses it.
OpenSquare open_square(Pieces& pieces, const Plane& plane, const CrowdSquare& square);

}  // namespace vigie::movement
