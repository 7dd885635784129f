// SPDX-License-Identifier: Apache-2.0
// The areas of a CAP alert: polygons and circles, checked and bounded (CAP-v1.2, section 3.2.4).
#pragma once

#include <string>
#include <vector>

#include "codec/xml_records.hpp"
#include "geo/polygon.hpp"

namespace vigie::codec {

struct AlertAreas {
  std::string names;                   ///< areaDesc, one behind the other, at most 120 characters
  std::vector<geo::Polygon> polygons;  ///< circles become rings of 32 corners
  std::vector<std::string> faults;     ///< one line each, without a coordinate
};

/// Of one <info>: at most 100 polygons of 1,000 corners each. Where every area is refused, none is left: the warning then holds
/// everywhere, which is the safer side.
AlertAreas read_alert_areas(const XmlNode& info);

/// Is the place inside, or no farther from its border than that? The area must not cross the antimeridian.
bool is_within(const geo::Polygon& area, const geo::Position& place, double reach_m);

}  // namespace vigie::codec
