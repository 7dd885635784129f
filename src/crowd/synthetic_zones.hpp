// SPDX-License-Identifier: Apache-2.0
// A made-up city for tests: stations, streets, squares and a stadium over weeks, with matches, rain and moods that last.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "crowd/city_calendar.hpp"
#include "crowd/zone_history.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

struct SyntheticOptions {
  std::size_t zones = 6;  ///< 0 a station, 1 the street beside it, 2 the stadium, then streets and squares
  int days = 35;
  Time first = Time(std::chrono::sys_days(std::chrono::year(2026) / 5 / 4));  // a Monday
  std::uint64_t seed = 1;
  double noise = 0.06;          ///< of each count
  double mood = 0.12;           ///< of hours, each zone's own
  double city_mood = 0.08;      ///< of hours, all zones'
  double surplus_spread = 0.1;  ///< of a match's people against what is expected
};

struct SyntheticCity {
  std::vector<Zone> zones;
  ZoneHistory history;
  CityCalendar calendar;
};

inline geo::Position synthetic_place(double east_m, double north_m) {
  return geo::offset(geo::Position::checked(geo::Latitude{43.3}, geo::Longitude{5.4}).value(), east_m, north_m);
}

/// A square of 200 m, zones 300 m apart on a line; the stadium 3 km away from it.
inline Zone synthetic_zone(std::size_t index) {
  Zone zone;
  zone.id = ZoneId("zone-" + std::to_string(index));
  zone.name = "Zone " + std::to_string(index);
  zone.kind = index == 0 ? ZoneKind::Station : index == 2 ? ZoneKind::Venue : ZoneKind::Street;
  const double east = 300.0 * static_cast<double>(index), north = index == 2 ? 3000 : 0;
  for (const auto& [x, y] : {std::pair{-100, -100}, {100, -100}, {100, 100}, {-100, 100}})
    zone.outline.ring.push_back(synthetic_place(east + x, north + y));
  zone.area_m2 = 40'000;
  zone.capacity = index == 2 ? 40'000 : 6'000;
  zone.district = DistrictId(index < 3 ? "north" : "south");
  if (index == 1)
    zone.gates.push_back({"gate", "Gate", synthetic_place(150, 0), 600, GateGround::Level, ZoneId("zone-0")});
  return zone;
}

/// People that a workday's or rest day's hour brings to a zone of some size.
inline double synthetic_usual(std::size_t zone, int weekday, double hour) {
  const auto bump = [&](double middle, double width) {
    return std::exp(-(hour - middle) * (hour - middle) / (2 * width * width));
  };
  const double size = zone == 2 ? 60 : 300.0 + 150.0 * static_cast<double>(zone % 5);
  const double work = zone % 2 == 0 ? bump(8.5, 1.2) + 1.1 * bump(17.8, 1.6) + 0.4 * bump(12.5, 1)
                                    : 0.8 * bump(13, 2) + bump(18.5, 2.2);
  const double rest = 1.2 * bump(15.5, 3) + 0.3 * bump(21, 2);
  const double friday = weekday == 4 ? 0.4 * bump(21, 1.5) : 0;
  return size * (0.04 + (weekday < 5 ? work + friday : rest * (weekday == 5 ? 1.3 : 0.8)));
}

/// Matches on Wednesdays 20:00 to 22:00, of 15,000 to 30,000 people; known a week ahead. Rain on one day in five, 16:00 to 20:00.
inline SyntheticCity synthetic_city(const SyntheticOptions& options = {}) {
  SyntheticCity city{{}, {}, {TimeZone::named("Europe/Paris").value(), {}, {}, {}}};
  std::vector<ZoneId> ids;
  for (std::size_t index = 0; index < options.zones; ++index) {
    city.zones.push_back(synthetic_zone(index));
    ids.push_back(city.zones.back().id);
  }
  city.history = ZoneHistory(ids, options.first);
  const std::size_t slots = static_cast<std::size_t>(options.days) * 288;
  city.history.extend_to(options.first + kHistorySlot * static_cast<int>(slots - 1));
  Random random(options.seed);

  std::vector<double> surplus;  // of each match's people
  for (int day = 2; day < options.days + 8; day += 7) {
    CityEvent match;
    match.id = EventId("E-" + std::to_string(day));
    match.title = "Match " + std::to_string(day);
    match.kind = EventKind::Match;
    match.place = synthetic_place(600, 3000);
    match.start = options.first + std::chrono::hours(24 * day + 18);  // 20:00 in Paris' summer
    match.end = match.start + std::chrono::hours(2);
    match.attendance = 15'000 + 500 * static_cast<std::int64_t>(random.below(31));
    match.received = match.start - std::chrono::hours(24 * 7);
    city.calendar.events.push_back(match);
    surplus.push_back(1 + options.surplus_spread * random.normal());
  }
  std::vector<char> wet;
  for (int day = 0; day < options.days + 8; ++day) {
    wet.push_back(random.share() < 0.2 ? 1 : 0);
    for (int hour = 0; hour < 24; ++hour) {
      const Time at = options.first + std::chrono::hours(24 * day + hour);
      const float rain = wet.back() != 0 && hour >= 14 && hour < 18 ? 4.0F : 0.0F;
      city.calendar.weather.push_back({at, at - std::chrono::hours(24 * 3), 18.0F, rain});
    }
  }
  std::vector<double> mood(options.zones, 0);
  double city_mood = 0;
  const double keep = std::exp(-5.0 / 180);  // moods last three hours
  const double step = std::sqrt(1 - keep * keep);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const Time at = city.history.time_of(slot);
    const LocalTime local = city.calendar.time_zone.local(at);
    const double hour = local.minute / 60.0;
    const auto day = static_cast<std::size_t>((at - options.first) / std::chrono::hours(24));
    city_mood = keep * city_mood + step * random.normal();
    for (std::size_t zone = 0; zone < options.zones; ++zone) {
      mood[zone] = keep * mood[zone] + step * random.normal();
      double people = synthetic_usual(zone, local.weekday, hour) *
                      std::exp(options.mood * mood[zone] + options.city_mood * city_mood);
      const std::int64_t utc_hour = (at - options.first) / std::chrono::hours(1) % 24;
      if (zone != 0 && zone != 2 && wet[day] != 0 && utc_hour >= 14 && utc_hour < 18) people *= 0.6;
      for (std::size_t i = 0; i < city.calendar.events.size() && zone == 2; ++i) {
        const CityEvent& match = city.calendar.events[i];
        const double before = std::chrono::duration<double, std::ratio<60>>(match.start - at).count();
        const double after = std::chrono::duration<double, std::ratio<60>>(at - match.end).count();
        double part = 0;
        if (before > 0) part = 1 / (1 + std::exp((before - 35) / 10));
        else part = after <= 0 ? 0.97 : 0.97 / (1 + std::exp((after - 18) / 6));
        if (part > 1e-3) people += part * surplus[i] * static_cast<double>(match.attendance);
      }
      people *= 1 + options.noise * random.normal();
      ZoneSlot value;
      value.people = static_cast<float>(std::round(std::max(people, 0.0)));
      city.history.put(slot, zone, value);
    }
  }
  return city;
}

}  // namespace vigie::crowd
