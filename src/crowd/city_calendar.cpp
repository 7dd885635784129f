// SPDX-License-Identifier: Apache-2.0
// Leaves out what came later, and of each hour's readings all but the newest.
#include "crowd/city_calendar.hpp"

#include <chrono>
#include <map>

namespace vigie::crowd {

CityCalendar known_at(const CityCalendar& calendar, Time now) {
  CityCalendar known{calendar.time_zone, {}, {}, {}};
  for (const CityEvent& event : calendar.events)
    if (event.received <= now) known.events.push_back(event);
  for (const Bulletin& bulletin : calendar.bulletins)
    if (bulletin.received <= now) known.bulletins.push_back(bulletin);
  std::map<Time, WeatherReading> newest;
  for (const WeatherReading& reading : calendar.weather) {
    if (reading.known > now) continue;
    const auto [found, first] = newest.try_emplace(std::chrono::round<std::chrono::hours>(reading.at), reading);
    if (!first && reading.known >= found->second.known) found->second = reading;
  }
  for (const auto& [hour, reading] : newest) known.weather.push_back(reading);
  return known;
}

}  // namespace vigie::crowd
