// SPDX-License-Identifier: Apache-2.0
// When a road change holds: from start to end, on the hours of the week that it names, in the city's local time.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/time_zone.hpp"
#include "model/road_change.hpp"

namespace vigie::roads {

/// Does it hold at that instant? Start included, end not. On the night when the clock is put back a period that ends in the
/// hour that comes twice ends the second time: when in doubt the street is closed. Threads: any.
bool in_force(const RoadChange& change, Time at, const TimeZone& zone);

/// When it holds within [from, to), in order; touching periods are one.
std::vector<std::pair<Time, Time>> periods(const RoadChange& change, Time from, Time to, const TimeZone& zone);

}  // namespace vigie::roads
