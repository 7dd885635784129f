// SPDX-License-Identifier: Apache-2.0
// A batch of unit positions as bytes, before they are sealed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "model/unit.hpp"

namespace vigie::store {

/// Per position: length and bytes of the unit's name (u16), latitude and longitude (i32, 1e-7 degrees), heading in
/// 0.1 degrees and speed in cm/s (i32, -1: not known), seen and received (i64, ms); little-endian.
std::string pack(std::span<const UnitPosition> positions);

/// Errors: Corrupt.
Result<std::vector<UnitPosition>> unpack(std::string_view bytes);

}  // namespace vigie::store
