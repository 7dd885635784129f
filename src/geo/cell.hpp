// SPDX-License-Identifier: Apache-2.0
// Fixed square cells of about 1 km: the precision at which outsiders may know where a unit is.
#pragma once

#include <compare>
#include <cstdint>

#include "geo/position.hpp"

namespace vigie::geo {

/// A cell of the fixed grid: 0.009° of latitude (1,001 m) by 0.0125° of longitude (1,008 m at 43.6°N, 1,044 m at 41.2°N).
/// The grid never moves and knows nothing of who asks, so that asking again tells nothing more.
struct Cell {
  std::int32_t row;
  std::int32_t column;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

Cell cell_of(const Position& place);

/// The middle of the cell; the same for every place inside.
Position centre(const Cell& cell);

}  // namespace vigie::geo
