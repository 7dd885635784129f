// SPDX-License-Identifier: Apache-2.0
// Zone: an area whose crowd is watched: a square, a street section, a venue, a station; with its gates and who counts there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/polygon.hpp"
#include "model/ids.hpp"
#include "model/measurement.hpp"

namespace vigie {

enum class ZoneKind : std::uint8_t { Square, Street, Venue, Station, Park };

enum class GateGround : std::uint8_t { Level, Stepped };

/// A way in and out of a zone.
struct ZoneGate {
  std::string id;  ///< unique within the zone
  std::string name;
  geo::Position place;
  std::int32_t width_cm = 0;  ///< > 0
  GateGround ground = GateGround::Level;
  ZoneId to;  ///< the zone on its other side; empty: the rest of the city

  /// People per minute, both directions together: 82 per metre on level ground, 66 on steps.
  /// Source: Guide to Safety at Sports Grounds (SGSA).
  double capacity_per_min() const { return width_cm / 100.0 * (ground == GateGround::Level ? 82 : 66); }
};

/// Which part of a zone's crowd a source counts.
struct ZoneSensor {
  SourceId source;
  std::string feature;  ///< the source's own name of the place; empty: all it says
  Quantity quantity = Quantity::People;
  std::string gate;                    ///< of Entered and Left: the gate; empty: all of them together
  std::int32_t share_permille = 1000;  ///< of the zone that it sees, 1 to 1000
};

struct Zone {
  ZoneId id;
  std::string name;
  ZoneKind kind = ZoneKind::Square;
  geo::Polygon outline;
  double area_m2 = 0;         ///< where people can stand; > 0
  std::int64_t capacity = 0;  ///< people that fit safely; > 0
  std::int64_t licensed = 0;  ///< people allowed; 0: no licence says
  DistrictId district;        ///< empty: none
  std::vector<ZoneGate> gates;
  std::vector<ZoneSensor> sensors;

  /// What an occupancy is compared with.
  std::int64_t limit() const { return licensed > 0 ? licensed : capacity; }
};

}  // namespace vigie
