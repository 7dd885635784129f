// SPDX-License-Identifier: Apache-2.0
// What makes drivers wait: signals, stop and give-way signs, crossings, as the map's nodes have them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "roads/profile.hpp"
#include "roads/tags.hpp"

namespace vigie::roads {

/// At the end of a street: up to Signals. The others are met on the way.
enum class Control : std::uint8_t { None, GiveWay, Stop, Signals, Crossing, PedestrianSignals };

/// A node of the map that drivers wait at, and which of them.
struct ControlTraits {
  Control control;
  std::optional<bool> along;  ///< true: only who drives the way in its own direction; false: only against it
  bool everybody;             ///< every approach stops
};

/// Nothing where nobody waits. Rules: docs/concepts/road-profiles.md.
std::optional<ControlTraits> read_control(const Tags& tags);

/// A node met by a driver, in order.
struct MetNode {
  double from_start_m;
  const ControlTraits* control;  ///< nullptr: nothing there
};

/// What a driver of a street meets.
struct MetControls {
  Control at_end = Control::None;  ///< at most Signals
  std::array<std::uint32_t, kProfiles> on_the_way_ms{};
};

/// `nodes` in driving order, both ends included; the first node's control belongs to the street before.
/// `along`: in the direction of the map's way.
MetControls met_on(std::span<const MetNode> nodes, bool along);

/// Signals of one junction with several carriageways are waited for once: not at the end of a shorter street between two.
inline constexpr std::uint32_t kInsideJunction_cm = 4000;

/// What waiting takes on average.
std::uint32_t wait_ms(Control control, Profile profile);

}  // namespace vigie::roads
