// SPDX-License-Identifier: Apache-2.0
// Haversine distance (Sinnott 1984) and bearing.
#include "geo/position.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::geo {
namespace {

constexpr double kEarthRadius_m = 6'371'008.8;
constexpr double kRadians = std::numbers::pi / 180;
constexpr std::int64_t kMaxLat_e7 = 900'000'000;
constexpr std::int64_t kMaxLon_e7 = 1'800'000'000;

}  // namespace

Result<Position> Position::checked(Latitude lat, Longitude lon) {
  const bool on_globe = lat.deg >= -90 && lat.deg <= 90 && lon.deg >= -180 && lon.deg <= 180;
  if (!on_globe) return Error{ErrorKind::OutOfRange, "position outside latitude -90…90, longitude -180…180"};
  return from_e7(std::llround(lat.deg * 1e7), std::llround(lon.deg * 1e7));
}

Result<Position> Position::from_e7(std::int64_t lat_e7, std::int64_t lon_e7) {
  const bool on_globe = lat_e7 >= -kMaxLat_e7 && lat_e7 <= kMaxLat_e7 && lon_e7 >= -kMaxLon_e7 && lon_e7 <= kMaxLon_e7;
  if (!on_globe) return Error{ErrorKind::OutOfRange, "stored position outside latitude -90…90, longitude -180…180"};
  return Position(static_cast<std::int32_t>(lat_e7), static_cast<std::int32_t>(lon_e7));
}

double distance_m(const Position& from, const Position& to) {
  const double dlat = (to.lat() - from.lat()) * kRadians;
  const double dlon = (to.lon() - from.lon()) * kRadians;
  const double s = std::sin(dlat / 2);
  const double t = std::sin(dlon / 2);
  const double a = s * s + std::cos(from.lat() * kRadians) * std::cos(to.lat() * kRadians) * t * t;
  return 2 * kEarthRadius_m * std::asin(std::sqrt(std::min(1.0, a)));
}

double bearing_deg(const Position& from, const Position& to) {
  const double lat1 = from.lat() * kRadians;
  const double lat2 = to.lat() * kRadians;
  const double dlon = (to.lon() - from.lon()) * kRadians;
  const double y = std::sin(dlon) * std::cos(lat2);
  const double x = std::cos(lat1) * std::sin(lat2) - std::sin(lat1) * std::cos(lat2) * std::cos(dlon);
  const double bearing = std::atan2(y, x) / kRadians;
  return bearing < 0 ? std::fmod(bearing + 360, 360) : bearing;
}

Position offset(const Position& from, double east_m, double north_m) {
  const double degree_m = kEarthRadius_m * kRadians;
  const double shrink = std::max(1e-6, std::cos(from.lat() * kRadians));
  const double lat = std::clamp(from.lat() + north_m / degree_m, -90.0, 90.0);
  const double lon = std::clamp(from.lon() + east_m / (degree_m * shrink), -180.0, 180.0);
  return Position::checked(Latitude{lat}, Longitude{lon}).value();
}

}  // namespace vigie::geo
