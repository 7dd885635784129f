// SPDX-License-Identifier: Apache-2.0
// What a turn costs beyond driving: slowing down for the bend, giving way, waiting at signals.
#pragma once

#include <cstdint>

#include "roads/profile.hpp"
#include "roads/road_control.hpp"

namespace vigie::roads {

/// A turn as the driver sees it.
struct Turn {
  double angle_deg = 0;            ///< -180 to 180, right positive
  bool back = false;               ///< along the same street
  bool choice = false;             ///< three streets or more meet: a junction, not a bend
  bool roundabout = false;         ///< comes from one or goes into one
  bool enters_roundabout = false;  ///< from outside
  RoadClass from = RoadClass::Residential;
  RoadClass crossed =
      RoadClass::Residential;       ///< the most important road that passes here; `from` where none is above it
  Control control = Control::None;  ///< at the end of the street that is left
};

/// Right-hand traffic. At most kMostDelay_ms.
/// The shape over the angle is that of OSRM's car profile; the rest and its sources: docs/concepts/road-profiles.md.
std::uint16_t turn_delay_ms(const Turn& turn, Profile profile);

inline constexpr std::uint16_t kMostDelay_ms = 60'000;

/// Is it a road to which one that comes from `from` gives way without a sign?
bool above(RoadClass road, RoadClass from);

}  // namespace vigie::roads
