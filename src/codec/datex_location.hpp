// SPDX-License-Identifier: Apache-2.0
// Where a DATEX II statement lies, v2 and v3: coordinates out of a location, whichever way they are written.
#pragma once

#include <vector>

#include "codec/xml_records.hpp"
#include "core/result.hpp"
#include "model/road_change.hpp"

namespace vigie::codec {

/// What a location says.
struct DatexPlace {
  std::vector<RoadLine> lines;
  RoadSense sense = RoadSense::Both;  ///< Along: its lines are given in the direction that is meant
};

/// Of one location, of a group or of an itinerary. Where a location is written in several ways the most exact counts: a line of
/// coordinates (latitude first, unless srsName says CRS84), points of a linear element, both ends of a TPEG line, a point.
/// Errors: Malformed (an odd list, not a number, an unknown srsName, or no coordinates: ALERT-C, OpenLR, names), OutOfRange,
/// TooLarge (64 lines, 2,000 points).
Result<DatexPlace> read_place(const XmlNode& location);

/// The two lists as one. Errors: TooLarge.
Result<void> add_place(DatexPlace& to, DatexPlace more);

/// Numbers in turn, latitude first, as in CIFS and posList. Errors: as above; fewer than two points.
Result<RoadLine> read_coordinates(std::string_view text);

}  // namespace vigie::codec
