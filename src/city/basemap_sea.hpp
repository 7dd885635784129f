// SPDX-License-Identifier: Apache-2.0
// From coastlines to the sea: closes them along the edge of the map.
#pragma once

#include <vector>

#include "geo/polygon.hpp"

namespace vigie::city {

/// A corner of a map, degrees. Not a Position: the sea's edge need not be kept to a centimetre.
struct MapPoint {
  double lon;
  double lat;
};
using MapLine = std::vector<MapPoint>;

/// A piece of sea: outline, then islands; rings not repeated at the end.
struct Sea {
  MapLine outline;
  std::vector<MapLine> islands;
};

/// The sea inside `box`. Coastlines have the land on their left, the water on their right
/// (OpenStreetMap's rule for natural=coastline), and may come in pieces of any order that share end points.
/// A coastline that ends inside the box is led straight to the nearest edge. No coastline, no sea.
std::vector<Sea> sea_within(const geo::Box& box, std::vector<MapLine> coastlines);

}  // namespace vigie::city
