// SPDX-License-Identifier: Apache-2.0
// Square cells of 0.002°; rings of cells outward until none can hold anything nearer.
#include "city/gazetteer_nearest.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "city/plane.hpp"

namespace vigie::city {
namespace {

constexpr std::int64_t kCell_e7 = 20'000;
constexpr std::int64_t kRow = std::int64_t{1} << 32;

std::int64_t floor_div(std::int64_t value) { return value >= 0 ? value / kCell_e7 : (value - kCell_e7 + 1) / kCell_e7; }

std::int64_t cell(std::int64_t row, std::int64_t column) { return row * kRow + column; }

}  // namespace

NearestGrid::NearestGrid(const GazetteerData& data) : data_(data) {
  for (std::uint32_t i = 0; i < data.houses.size(); ++i) {
    const geo::Position& at = data.houses[i].position;
    houses_.emplace_back(cell(floor_div(at.lat_e7()), floor_div(at.lon_e7())), i);
  }
  for (std::uint32_t i = 0; i < data.lines.size(); ++i) {
    const StreetLine& line = data.lines[i];
    const geo::Position &a = line.from, &b = line.to;
    const std::int64_t north = floor_div(std::max(a.lat_e7(), b.lat_e7()));
    const std::int64_t east = floor_div(std::max(a.lon_e7(), b.lon_e7()));
    for (auto row = floor_div(std::min(a.lat_e7(), b.lat_e7())); row <= north; ++row)
      for (auto column = floor_div(std::min(a.lon_e7(), b.lon_e7())); column <= east; ++column)
        lines_.emplace_back(cell(row, column), i);
  }
  std::sort(houses_.begin(), houses_.end());
  std::sort(lines_.begin(), lines_.end());
}

template <class Distance>
std::optional<NearestGrid::Found> NearestGrid::nearest(const Cells& cells, const geo::Position& place, double within_m,
                                                       Distance distance) {
  const Plane plane(place);
  const double cell_m = std::min(plane.metres_north(kCell_e7), plane.metres_east(kCell_e7));
  const std::int64_t row = floor_div(place.lat_e7());
  const std::int64_t column = floor_div(place.lon_e7());
  std::optional<Found> best;
  for (std::int64_t ring = 0;
       static_cast<double>(ring - 1) * cell_m < std::min(within_m, best ? best->distance_m : within_m); ++ring) {
    for (std::int64_t r = row - ring; r <= row + ring; ++r) {
      const bool edge_row = std::abs(r - row) == ring;
      for (std::int64_t c = column - ring; c <= column + ring; c += edge_row || ring == 0 ? 1 : 2 * ring) {
        const std::int64_t key = cell(r, c);
        for (auto at = std::lower_bound(cells.begin(), cells.end(), std::pair(key, std::uint32_t{0}));
             at != cells.end() && at->first == key; ++at) {
          const double metres = distance(plane, at->second);
          if (metres <= within_m && (!best || metres < best->distance_m)) best = Found{at->second, metres};
        }
      }
    }
  }
  return best;
}

std::optional<NearestGrid::Found> NearestGrid::house(const geo::Position& place, double within_m) const {
  return nearest(houses_, place, within_m,
                 [&](const Plane& plane, std::uint32_t i) { return plane.distance_m(data_.houses[i].position); });
}

std::optional<NearestGrid::Found> NearestGrid::line(const geo::Position& place, double within_m) const {
  return nearest(lines_, place, within_m, [&](const Plane& plane, std::uint32_t i) {
    return plane.distance_m(data_.lines[i].from, data_.lines[i].to);
  });
}

}  // namespace vigie::city
