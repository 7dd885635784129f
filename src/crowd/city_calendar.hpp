// SPDX-License-Identifier: Apache-2.0
// CityCalendar: what is known ahead about a city's days: its clock, events, holidays, warnings and weather.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "model/bulletin.hpp"
#include "model/city_event.hpp"

namespace vigie::crowd {

/// The weather of a moment, seen or foretold; NaN: not said.
struct WeatherReading {
  Time at;     ///< of which it speaks
  Time known;  ///< since when it has been known: equal to `at` for what was seen, earlier for what was foretold
  float temperature_c = std::numeric_limits<float>::quiet_NaN();
  float rain_mm_per_h = std::numeric_limits<float>::quiet_NaN();
};

/// Everything carries the time since which it has been known (`received`, `known`): whoever asks on behalf of an earlier
/// moment is told only what was known then. Threads: a value.
struct CityCalendar {
  TimeZone time_zone;
  std::vector<CityEvent> events;  ///< holidays among them, by their kind; in any order
  std::vector<Bulletin> bulletins;
  std::vector<WeatherReading> weather;
};

/// What was known at `now`: entries received later are left out. Of several readings of the same hour the newest stays.
CityCalendar known_at(const CityCalendar& calendar, Time now);

}  // namespace vigie::crowd
