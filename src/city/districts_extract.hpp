// SPDX-License-Identifier: Apache-2.0
// Districts out of an extract's administrative boundaries.
#pragma once

#include <string>
#include <vector>

#include "city/districts.hpp"
#include "core/result.hpp"

namespace vigie::city {

/// The level of 8 to 10 with the most whole boundaries, where it has at least two; else one district, "all", the extract's bounds.
/// A boundary that the extract cuts is not whole, and left out. Errors: Malformed.
Result<std::vector<District>> districts_of_extract(const std::string& osm_file);

}  // namespace vigie::city
