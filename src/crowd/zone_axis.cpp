// SPDX-License-Identifier: Apache-2.0
// Local days by the city's clock, holidays as sets of them, weather by the hour.
#include "crowd/zone_axis.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/check.hpp"
#include "crowd/zone_history.hpp"

namespace vigie::crowd {
namespace {

constexpr float kMostRain = 10;  // mm per hour: beyond it people do not stay away more
constexpr int kWarmthDays = 14;
constexpr double kWarmthUnit = 10;  // °C
constexpr std::int64_t kHourMs = 3600'000;

std::set<std::int32_t> days_of(const CityCalendar& calendar, EventKind kind) {
  std::set<std::int32_t> days;
  for (const CityEvent& event : calendar.events) {
    if (event.kind != kind || event.cancelled || event.end <= event.start) continue;
    const std::int32_t from = calendar.time_zone.local(event.start).day;
    const std::int32_t to = calendar.time_zone.local(event.end - std::chrono::milliseconds(1)).day;
    for (std::int32_t day = from; day <= to && day < from + 400; ++day) days.insert(day);
  }
  return days;
}

/// Readings by hour since `first`; NaN where there is none.
struct Hours {
  std::vector<float> rain, warmth;
};

Hours hours_of(const CityCalendar& calendar, Time first, std::size_t slots) {
  const std::size_t count = slots / 12 + 2;
  Hours hours{std::vector<float>(count, NAN), std::vector<float>(count, NAN)};
  std::vector<float> temperature(count, NAN);
  for (const WeatherReading& reading : calendar.weather) {
    const std::int64_t hour = (millis(reading.at) - millis(first) + kHourMs / 2) / kHourMs;
    if (reading.at < first || hour >= static_cast<std::int64_t>(count)) continue;
    const auto index = static_cast<std::size_t>(hour);
    if (reading.rain_mm_per_h >= 0) hours.rain[index] = std::sqrt(std::min(reading.rain_mm_per_h, kMostRain));
    temperature[index] = reading.temperature_c;
  }
  for (std::size_t hour = 0; hour < count; ++hour) {
    double sum = 0, days = 0;
    for (std::size_t back = 24; back <= 24 * kWarmthDays && back <= hour; back += 24) {
      if (std::isnan(temperature[hour - back])) continue;
      sum += static_cast<double>(temperature[hour - back]);
      days += 1;
    }
    if (days >= 3)
      hours.warmth[hour] = static_cast<float>((static_cast<double>(temperature[hour]) - sum / days) / kWarmthUnit);
  }
  return hours;
}

}  // namespace

Time ZoneAxis::time_of(std::size_t slot) const { return first + kHistorySlot * static_cast<std::int64_t>(slot); }

std::size_t ZoneAxis::slot_near(Time at) const {
  if (at <= first) return 0;
  return std::min(static_cast<std::size_t>((at - first) / kHistorySlot), slots.size() - 1);
}

ZoneAxis zone_axis(const CityCalendar& calendar, Time first, std::size_t slots) {
  VIGIE_CHECK(slots > 0);
  const std::set<std::int32_t> holidays = days_of(calendar, EventKind::PublicHoliday);
  const std::set<std::int32_t> school = days_of(calendar, EventKind::SchoolHoliday);
  const Hours hours = hours_of(calendar, first, slots);
  const auto said = [](float value) { return std::isnan(value) ? 0.0F : value; };
  ZoneAxis axis{first, {}};
  axis.slots.reserve(slots);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const LocalTime local = calendar.time_zone.local(axis.time_of(slot));
    const std::size_t hour = (slot + 6) / 12;
    const auto weekday = holidays.contains(local.day) ? 6 : local.weekday;
    axis.slots.push_back({local.day, static_cast<std::int16_t>(local.minute), static_cast<std::uint8_t>(weekday),
                          school.contains(local.day), said(hours.rain[hour]), said(hours.warmth[hour])});
  }
  return axis;
}

}  // namespace vigie::crowd
