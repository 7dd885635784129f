// SPDX-License-Identifier: Apache-2.0
// The fixed grid, in whole 1e-7 degrees.
#include "geo/cell.hpp"

#include <algorithm>

namespace vigie::geo {
namespace {

constexpr std::int64_t kRow_e7 = 90'000;
constexpr std::int64_t kColumn_e7 = 125'000;

std::int32_t floor_div(std::int64_t value, std::int64_t by) {
  return static_cast<std::int32_t>((value >= 0 ? value : value - by + 1) / by);
}

}  // namespace

Cell cell_of(const Position& place) {
  return {floor_div(place.lat_e7(), kRow_e7), floor_div(place.lon_e7(), kColumn_e7)};
}

Position centre(const Cell& cell) {
  const std::int64_t lat = cell.row * kRow_e7 + kRow_e7 / 2;
  const std::int64_t lon = cell.column * kColumn_e7 + kColumn_e7 / 2;
  return Position::from_e7(std::clamp<std::int64_t>(lat, -900'000'000, 900'000'000),
                           std::clamp<std::int64_t>(lon, -1'800'000'000, 1'800'000'000))
      .value();
}

}  // namespace vigie::geo
