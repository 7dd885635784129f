// SPDX-License-Identifier: Apache-2.0
// How full places of each kind are by day, week and season, and how weather and chance move that: shares of a busy day's most.
#pragma once

#include <cstdint>

#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "model/zone.hpp"

namespace vigie::sim {

/// Smooth chance: a normal number at each multiple of `period`, and a smooth line between; the same for the same arguments.
double wander(std::uint64_t seed, Time at, std::chrono::minutes period);

/// 0 to 1: of the busiest hour of a usual week. `rest`: a public holiday, which is like a Sunday.
double week_shape(ZoneKind kind, const LocalTime& local, bool rest);

/// A factor about 1: beaches and parks live in summer.
double season(ZoneKind kind, Time at);

/// Rain, temperature and wind of the simulated city. Assumed, not of a real place.
struct Weather {
  double rain_mm_per_h;
  double temperature_c;
  double wind_mps;
};
Weather weather(std::uint64_t seed, const TimeZone& zone, Time at);

/// What was foreseen at `made` for `at`: right for now, and less so the farther ahead.
Weather weather_forecast(std::uint64_t seed, const TimeZone& zone, Time made, Time at);

/// A factor about 1: who comes in such weather.
double weather_factor(ZoneKind kind, const Weather& weather);

}  // namespace vigie::sim
