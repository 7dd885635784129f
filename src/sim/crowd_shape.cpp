// SPDX-License-Identifier: Apache-2.0
// Tables by the hour, drawn by hand after the shapes of published counts (Melbourne's streets, metro entries); not fitted.
#include "sim/crowd_shape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/random.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;
using Hours = std::array<std::uint8_t, 24>;  // percent at the full hour

struct Week {
  Hours workday, saturday, sunday;
};

constexpr Week kSquare{{12, 7, 4, 3, 3, 5, 12, 24, 38, 36, 40, 52, 74, 70, 50, 48, 54, 68, 82, 84, 76, 62, 44, 26},
                       {24, 18, 12, 7, 4, 4, 7, 13, 24, 38, 54, 68, 80, 78, 74, 76, 82, 92, 98, 100, 94, 82, 64, 46},
                       {34, 26, 18, 10, 6, 5, 6, 9, 15, 25, 40, 54, 64, 62, 58, 60, 62, 62, 56, 50, 42, 32, 22, 14}};
constexpr Week kStreet{{3, 2, 1, 1, 1, 2, 6, 16, 30, 38, 50, 60, 76, 74, 62, 62, 70, 84, 88, 62, 34, 20, 12, 6},
                       {8, 5, 3, 2, 1, 2, 4, 9, 20, 38, 62, 80, 88, 90, 94, 98, 100, 96, 82, 56, 36, 26, 18, 12},
                       {8, 5, 3, 2, 1, 1, 2, 4, 8, 14, 22, 28, 32, 32, 34, 36, 36, 32, 26, 20, 14, 10, 7, 4}};
constexpr Week kVenue{{1, 1, 1, 1, 1, 1, 2, 4, 8, 9, 9, 9, 7, 8, 9, 9, 8, 5, 3, 2, 2, 1, 1, 1},
                      {1, 1, 1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 6, 6, 6, 6, 5, 4, 3, 2, 2, 1, 1, 1},
                      {1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1}};
constexpr Week kStation{{6, 3, 2, 2, 3, 12, 38, 78, 100, 66, 44, 42, 48, 48, 46, 52, 70, 94, 96, 66, 42, 30, 24, 14},
                        {14, 9, 5, 3, 3, 7, 14, 22, 32, 40, 46, 50, 52, 52, 54, 56, 58, 60, 58, 50, 42, 36, 34, 26},
                        {18, 11, 6, 3, 3, 5, 9, 14, 20, 26, 32, 36, 38, 38, 40, 42, 44, 44, 42, 36, 30, 24, 18, 10}};
constexpr Week kPark{{1, 1, 0, 0, 0, 1, 4, 9, 12, 16, 22, 28, 36, 38, 36, 40, 48, 52, 44, 34, 22, 12, 6, 3},
                     {2, 1, 1, 0, 0, 1, 3, 7, 14, 26, 42, 54, 60, 70, 84, 92, 94, 84, 66, 46, 30, 18, 10, 5},
                     {3, 2, 1, 0, 0, 1, 3, 8, 16, 30, 48, 60, 64, 76, 92, 100, 98, 86, 62, 40, 24, 14, 7, 3}};

const Week& week_of(ZoneKind kind) {
  switch (kind) {
    case ZoneKind::Square: return kSquare;
    case ZoneKind::Street: return kStreet;
    case ZoneKind::Venue: return kVenue;
    case ZoneKind::Station: return kStation;
    case ZoneKind::Park: return kPark;
  }
  return kSquare;
}

double drawn(std::uint64_t seed, std::int64_t knot) {
  Random chance(seed * 0x9e3779b97f4a7c15u + static_cast<std::uint64_t>(knot));
  chance.next();
  return chance.normal();
}

/// 0 at the year's coldest, 1 at its warmest.
double summer(Time at) {
  const double day = static_cast<double>(millis(at)) / 86'400'000;
  return 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (day - 20) / 365.2425);  // coldest about 20 January
}

}  // namespace

double wander(std::uint64_t seed, Time at, std::chrono::minutes period) {
  const std::int64_t period_ms = std::chrono::milliseconds(period).count();
  const std::int64_t ms = millis(at);
  const std::int64_t knot = ms / period_ms - (ms % period_ms < 0 ? 1 : 0);
  const double t = static_cast<double>(ms - knot * period_ms) / static_cast<double>(period_ms);
  const double smooth = t * t * (3 - 2 * t);
  return drawn(seed, knot) * (1 - smooth) + drawn(seed, knot + 1) * smooth;
}

double week_shape(ZoneKind kind, const LocalTime& local, bool rest) {
  const Week& week = week_of(kind);
  const auto day = [&](std::int32_t weekday, bool like_sunday) -> const Hours& {
    return like_sunday || weekday == 6 ? week.sunday : weekday == 5 ? week.saturday : week.workday;
  };
  const auto hour = static_cast<std::size_t>(local.minute / 60);
  const Hours& today = day(local.weekday, rest);
  const Hours& then = hour == 23 ? day((local.weekday + 1) % 7, false) : today;
  const double part = local.minute % 60 / 60.0;
  return (today[hour] * (1 - part) + then[(hour + 1) % 24] * part) / 100;
}

double season(ZoneKind kind, Time at) {
  if (kind == ZoneKind::Park) return 0.15 + 0.95 * summer(at);
  if (kind == ZoneKind::Station) return 1.03 - 0.08 * summer(at);
  return 0.9 + 0.2 * summer(at);
}

Weather weather(std::uint64_t seed, const TimeZone& zone, Time at) {
  const LocalTime local = zone.local(at);
  const double wet = wander(seed + 1, at, 5h) + 0.5 * wander(seed + 2, at, 40min);
  const double sun = std::sin(2 * std::numbers::pi * (local.minute - 9 * 60) / 1440.0);
  const double warm = 9 + 15 * summer(at) + 4 * sun + 3 * wander(seed + 3, at, 36h);
  const double rain = std::max(0.0, wet - 1.1) * 2.5;
  return {rain, warm - std::min(rain, 3.0), std::abs(4 + 2.5 * wander(seed + 4, at, 8h))};
}

Weather weather_forecast(std::uint64_t seed, const TimeZone& zone, Time made, Time at) {
  Weather foreseen = weather(seed, zone, at);
  const double ahead_h = std::max(0.0, static_cast<double>((at - made).count()) / 3'600'000);
  const double unsure = std::min(1.0, ahead_h / 72);
  const auto issue =
      static_cast<std::uint64_t>(millis(made) / (6 * std::int64_t{3'600'000}));  // a new run every six hours
  const double off = wander(seed + 5 + issue, at, 9h);
  foreseen.temperature_c += 3 * unsure * off;
  foreseen.rain_mm_per_h = std::max(0.0, foreseen.rain_mm_per_h * (1 - unsure * 0.5) + unsure * std::max(0.0, off - 1));
  foreseen.wind_mps = std::max(0.0, foreseen.wind_mps + 2 * unsure * off);
  return foreseen;
}

double weather_factor(ZoneKind kind, const Weather& weather) {
  const double wet = std::min(1.0, weather.rain_mm_per_h / 2);
  switch (kind) {
    case ZoneKind::Park: return (1 - 0.85 * wet) * std::clamp(1 + 0.03 * (weather.temperature_c - 20), 0.4, 1.4);
    case ZoneKind::Square: return 1 - 0.4 * wet;
    case ZoneKind::Street: return 1 - 0.2 * wet;
    case ZoneKind::Station: return 1 + 0.08 * wet;
    case ZoneKind::Venue: break;
  }
  return 1;
}

}  // namespace vigie::sim
