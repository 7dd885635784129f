// SPDX-License-Identifier: Apache-2.0
// Even-odd point in polygon.
#include "geo/polygon.hpp"

#include <algorithm>

namespace vigie::geo {

bool contains(const Polygon& polygon, const Position& place) {
  bool inside = false;
  const auto& ring = polygon.ring;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Position& a = ring[i];
    const Position& b = ring[j];
    const bool crosses = (a.lat() > place.lat()) != (b.lat() > place.lat());
    if (crosses && place.lon() < (b.lon() - a.lon()) * (place.lat() - a.lat()) / (b.lat() - a.lat()) + a.lon())
      inside = !inside;
  }
  return inside;
}

Box bounds(const Polygon& polygon) {
  Box box{90, 180, -90, -180};
  for (const Position& p : polygon.ring) {
    box.south = std::min(box.south, p.lat());
    box.north = std::max(box.north, p.lat());
    box.west = std::min(box.west, p.lon());
    box.east = std::max(box.east, p.lon());
  }
  return box;
}

}  // namespace vigie::geo
