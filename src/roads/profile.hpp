// SPDX-License-Identifier: Apache-2.0
// Who may drive where, and how fast: a street's tags read for an ordinary car and for an emergency vehicle.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "roads/tags.hpp"

namespace vigie::roads {

/// Two drivers. Both see the same graph; a street closed to one is an arc without a travel time for that one.
enum class Profile : std::uint8_t {
  Car,        ///< keeps the Highway Code
  Emergency,  ///< police, fire, ambulance under way with lights and siren
};
inline constexpr std::size_t kProfiles = 2;

enum class RoadClass : std::uint8_t {
  Motorway,
  MotorwayLink,
  Trunk,
  TrunkLink,
  Primary,
  PrimaryLink,
  Secondary,
  SecondaryLink,
  Tertiary,
  TertiaryLink,
  Unclassified,
  Residential,
  LivingStreet,
  Service,
  Busway,
  Pedestrian,
  Track,
  Path,
  Barrier,
};
inline constexpr std::size_t kRoadClasses = 19;

/// km/h for each profile; 0 is closed to it.
using Speeds = std::array<double, kProfiles>;

/// One street as its two directions, along its geometry and against it.
struct RoadTraits {
  RoadClass road_class;
  bool roundabout;
  Speeds forward_kmh;
  Speeds backward_kmh;
};

/// Nothing where neither driver can use the way (a footpath, a railway, a building site).
/// The rules and their sources: docs/concepts/road-profiles.md.
std::optional<RoadTraits> read_road(const Tags& tags);

/// A gate, a bollard … on a street: may the profile pass, and how long does opening it take?
struct BarrierTraits {
  std::array<bool, kProfiles> passes;
  std::int32_t opening_ms;
};

/// Nothing where the node is no obstacle to anyone.
std::optional<BarrierTraits> read_barrier(const Tags& tags);

}  // namespace vigie::roads
