// SPDX-License-Identifier: Apache-2.0
// The demo city: an invented harbour town, written as an OpenStreetMap extract so that the usual import makes the rest.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.hpp"

namespace vigie::city {

/// Writes the town of that seed; the same seed gives the same bytes. It lies in the open sea off Provence, where no town is,
/// and no part of it is copied from a real one. Errors: Io.
Result<void> write_demo_osm(std::uint64_t seed, const std::string& out_osm_pbf);

}  // namespace vigie::city
