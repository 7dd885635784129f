// SPDX-License-Identifier: Apache-2.0
// Which square or street section of the network somebody means by a name or a position.
#pragma once

#include <string>

#include "core/result.hpp"
#include "movement/cut_place.hpp"
#include "movement/street_network.hpp"

namespace vigie::movement {

/// By name: a square, else a street's section, of several the nearest to `middle`; case and spaces around do not matter. By
/// "lat,lon": the square that holds the position, or the nearest within 300 m.
/// Errors: NotFound, naming the names most like it, or the nearest square and how far it is.
Result<PlaceId> find_place(const StreetNetwork& network, const std::string& words, const geo::Position& middle);

/// The street or square that a place is.
const Street& street_of(const StreetNetwork& network, PlaceId place);

}  // namespace vigie::movement
