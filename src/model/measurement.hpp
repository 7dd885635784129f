// SPDX-License-Identifier: Apache-2.0
// Measurement: a number that a feed says of a place and a time: people, passages, departures, weather.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"

namespace vigie {

/// What is measured; the unit of `value` stands beside it.
enum class Quantity : std::uint8_t {
  People,        ///< people in the place at `until`
  Entered,       ///< people who came in from `from` to `until`
  Left,          ///< people who went out
  Density,       ///< people per 1,000 m² at `until`
  Vehicles,      ///< vehicles that passed from `from` to `until`
  VehicleSpeed,  ///< mean, 0.1 km/h
  FreeSpaces,    ///< of a car park, at `until`
  FreeBikes,     ///< at a station, at `until`
  FreeDocks,     ///< at a station, at `until`
  Departures,    ///< of trains, trams, buses that are planned from `from` to `until`
  ServiceDelay,  ///< seconds, mean of what leaves the stop now; below 0: early
  Temperature,   ///< 0.1 °C
  Rain,          ///< 0.1 mm per hour
  Wind,          ///< 0.1 m/s, mean over ten minutes
};

struct Measurement {
  SourceId source;
  std::string feature;  ///< the source's own name of the place: a stop, a counter, a station; at most 100 characters
  Quantity quantity = Quantity::People;
  Time from;   ///< begin of the period; equal to `until` for what holds at an instant
  Time until;  ///< may lie ahead of us: planned departures, a weather forecast
  std::int64_t value = 0;
  bool ahead = false;  ///< foreseen or planned, not measured; the engine sets it where `until` lies ahead as it comes
  std::optional<geo::Position> place;
  friend bool operator==(const Measurement&, const Measurement&) = default;
};

}  // namespace vigie
