// SPDX-License-Identifier: Apache-2.0
// Contours of a grid of numbers by marching squares, as closed rings.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vigie::roads {

/// In steps of the grid: x along a row, y from row to row.
struct GridPoint {
  double x;
  double y;
};

/// Rings around what is at most `level`, each with that ground on its left: outer rings counter-clockwise, holes clockwise. The
/// grid's border counts as above the level, so that every ring closes. Ambiguous squares are joined by their middle's value.
/// Source: Lorensen, Cline, "Marching cubes", SIGGRAPH 1987, in two dimensions.
std::vector<std::vector<GridPoint>> contours(std::span<const double> values, std::int32_t rows, std::int32_t columns,
                                             double level);

/// The ring with fewer corners, none of the left-out ones farther than `tolerance` from it; at least four are kept where there are
/// four. Source: Douglas, Peucker, 1973.
std::vector<GridPoint> simplified(std::span<const GridPoint> ring, double tolerance);

/// Twice the signed area: positive where counter-clockwise.
double doubled_area(std::span<const GridPoint> ring);

/// Even-odd.
bool inside(std::span<const GridPoint> ring, const GridPoint& point);

}  // namespace vigie::roads
