// SPDX-License-Identifier: Apache-2.0
// A square or street section of the network as ground that people walk on, with its ways in.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "movement/cut_place.hpp"
#include "movement/plane.hpp"
#include "movement/street_network.hpp"
#include "pedestrians/ground.hpp"

namespace vigie::movement {

struct PlaceGround {
  Plane plane;                   ///< of the plan's coordinates
  pedestrians::GroundPlan plan;  ///< its exits in the order of CoupledPlace's ways in
  std::vector<std::string>
      ways_in;  ///< by exit: an exit's or station's name; else the street's, and in which direction it lies
};

/// A square: its outline, opened where streets cross it; what the scenario draws on it (`holes`) stands in the way. The event's exits
/// open out of the nearest hole within 100 m, what else lies inside out of the nearest edge within 10 m, or out of a stair head of its
/// own. A section: its line on the map, as wide as it is. The map's buildings are not known here.
/// Errors: OutOfRange, with the line where the scenario drew the square: an outline that crosses itself, a way in that does not fit,
/// stairs, a gate, closure or cordon on the section.
Result<PlaceGround> place_ground(const StreetNetwork& network, const CrowdScenario& scenario, PlaceId place);

}  // namespace vigie::movement
