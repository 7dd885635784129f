// SPDX-License-Identifier: Apache-2.0
// Doors of an event, stations and car parks: joined to the square or the streets they open onto.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "movement/squares.hpp"

namespace vigie::movement {

inline constexpr double kDoorNear_m = 250;  ///< from a door to the streets, at most

/// Makes a node for a door; it is kept. It becomes an entry of the square it lies in or beside (30 m), else forecourts lead from it to up to
/// four places of the streets within 80 m, 25 m apart, one of them the nearest. Nothing where no street is near.
std::optional<std::uint32_t> connect_door(Pieces& pieces, std::vector<OpenSquare>& squares, const Plane& plane,
                                          const geo::Position& at, double width_m, const std::string& name);

}  // namespace vigie::movement
