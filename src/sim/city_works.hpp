// SPDX-License-Identifier: Apache-2.0
// What the road authority of a simulated city publishes: a street flooded now, works at night, a run tomorrow.
#pragma once

#include <cstdint>

#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "links/road_intake.hpp"

namespace vigie::city {
class City;
}

namespace vigie::sim {

/// Three changes on three streets with names, within 2.5 km of the city's middle; fewer where it has fewer. The first holds
/// from half an hour before `start` for five hours, the second on the nights of working days for two weeks, the third on the
/// next day from 14:00 to 18:00 on the city's clock. The same arguments give the same changes.
links::RoadStatement city_works(const city::City& city, const TimeZone& zone, std::uint64_t seed, Time start);

}  // namespace vigie::sim
