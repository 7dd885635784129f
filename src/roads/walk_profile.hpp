// SPDX-License-Identifier: Apache-2.0
// Where one may walk: a way's tags read for people on foot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "roads/tags.hpp"

namespace vigie::roads {

enum class WalkKind : std::uint8_t {
  Footway,  ///< footpaths, pavements drawn on their own, crossings
  Steps,
  Pedestrian,  ///< pedestrian streets
  Street,      ///< along a street that cars use
  Square,      ///< across a square (no width: the square has an area)
};
inline constexpr std::size_t kWalkKinds = 5;

struct WalkTraits {
  WalkKind kind;
  std::uint16_t width_cm;  ///< as tagged; 0 where it is not
};

/// Nothing where people on foot may not go, or nobody can. Motorways and trunk roads need an explicit `foot`.
std::optional<WalkTraits> read_walk(const Tags& tags);

/// Is a closed way (or a relation's outline) with these tags a walkable area? `highway=pedestrian|footway` with
/// `area=yes` (or as a relation), or `place=square`.
bool is_square(const Tags& tags);

/// "3", "2.5 m", "8'": centimetres; 0 where it cannot be read. Range of an answer: 10 to 20,000 cm.
std::uint16_t parse_width_cm(std::string_view text);

}  // namespace vigie::roads
