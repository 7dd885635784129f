// SPDX-License-Identifier: Apache-2.0
// Checked WGS-84 positions; great-circle distance and bearing between them.
#pragma once

#include <compare>
#include <cstdint>

#include "core/result.hpp"

namespace vigie::geo {

/// Degrees north, -90 to 90; not a longitude.
struct Latitude {
  double deg;
};

/// Degrees east, -180 to 180; not a latitude.
struct Longitude {
  double deg;
};

/// A place on the ground, kept as whole 1e-7 degrees (1.1 cm), so that state compares and hashes exactly.
class Position {
 public:
  /// Errors: OutOfRange for what is not on the globe, NaN and infinity included.
  static Result<Position> checked(Latitude lat, Longitude lon);

  /// From stored 1e-7 degrees. Errors: OutOfRange.
  static Result<Position> from_e7(std::int64_t lat_e7, std::int64_t lon_e7);

  double lat() const { return lat_e7_ / 1e7; }
  double lon() const { return lon_e7_ / 1e7; }
  std::int32_t lat_e7() const { return lat_e7_; }
  std::int32_t lon_e7() const { return lon_e7_; }

  friend auto operator<=>(const Position&, const Position&) = default;

 private:
  Position(std::int32_t lat_e7, std::int32_t lon_e7) : lat_e7_(lat_e7), lon_e7_(lon_e7) {}

  std::int32_t lat_e7_;
  std::int32_t lon_e7_;
};

/// Metres along the great circle, on a sphere of 6,371,008.8 m (IUGG mean radius); errs 0.5 % at most against WGS-84.
double distance_m(const Position& from, const Position& to);

/// Initial great-circle bearing, degrees clockwise from north, 0 <= bearing < 360.
double bearing_deg(const Position& from, const Position& to);

/// The position `east_m` and `north_m` metres away, on a local plane; for distances of a city. Clamped to the globe.
Position offset(const Position& from, double east_m, double north_m);

}  // namespace vigie::geo
