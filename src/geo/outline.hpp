// SPDX-License-Identifier: Apache-2.0
// What a drawn outline is like: how large, does it cross itself, how far is a place from its line.
#pragma once

#include "geo/polygon.hpp"

namespace vigie::geo {

/// m², on a plane around its first corner; of a city, not of a country.
double area_m2(const Polygon& polygon);

/// True where two sides that are not neighbours meet, or neighbours lie on one another. Cost: square of its corners.
bool crosses_itself(const Polygon& polygon);

/// Metres to the nearest point of the line, from inside or outside.
double distance_to_outline_m(const Polygon& polygon, const Position& place);

/// The middle of its area; of a bent outline it may lie outside.
Position middle(const Polygon& polygon);

}  // namespace vigie::geo
