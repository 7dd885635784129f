// SPDX-License-Identifier: Apache-2.0
// What searches share about the partial streets at both ends of a way.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "roads/snap.hpp"

namespace vigie::roads {

/// Of an arc's whole duration, what it takes from its start to an offset; rounded down.
inline std::uint64_t part(std::uint32_t whole, std::uint32_t offset_cm, std::uint32_t length_cm) {
  return length_cm == 0 ? 0 : std::uint64_t{whole} * offset_cm / length_cm;
}

inline std::array<std::optional<OnArc>, 2> directions(const Snap& snap) { return {snap.forward, snap.backward}; }

/// Where a place is on an arc, if it is.
inline std::optional<OnArc> place_on(const Snap& snap, ArcId arc) {
  for (const std::optional<OnArc>& on : directions(snap))
    if (on && on->arc == arc) return on;
  return std::nullopt;
}

}  // namespace vigie::roads
