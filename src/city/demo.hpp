// SPDX-License-Identifier: Apache-2.0
// The demo city: an invented harbour town, written as an OpenStreetMap extract so that the usual import makes the rest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "model/zone.hpp"

namespace vigie::city {

/// Writes the town of that seed; the same seed gives the same bytes. It lies in the open sea off Provence, where no town is,
/// and no part of it is copied from a real one. Errors: Io.
Result<void> write_demo_osm(std::uint64_t seed, const std::string& out_osm_pbf);

/// The zones of that town whose crowd is watched, with gates and simulated sensors ("sim/…"); the same seed gives the same
/// ones. They are of the town that write_demo_osm() writes with that seed.
std::vector<Zone> demo_zones(std::uint64_t seed);

/// demo_zones() as a file for the import. Errors: Io.
Result<void> write_demo_zones(std::uint64_t seed, const std::string& out_geojson);

}  // namespace vigie::city
