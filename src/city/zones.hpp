// SPDX-License-Identifier: Apache-2.0
// Zones: the places of a city whose crowd is watched, from a file of the city's own or out of OpenStreetMap.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "model/zone.hpp"

namespace vigie::roads {
class WalkGraph;
}

namespace vigie::city {

/// Writes the bundle's zones.geojson (docs/formats/zones.md) and returns how many: those of `geojson_file` where one is
/// given, else what the extract has (zones_extract.hpp). `district` is filled in from the bundle's districts where it is
/// absent. Errors: Malformed or OutOfRange, naming the feature; NotFound; Io.
Result<std::int64_t> build_zones(const std::string& osm_file, const std::optional<std::string>& geojson_file,
                                 const roads::WalkGraph& walk, const std::string& districts_file,
                                 const std::string& out_file);

/// Reads what build_zones wrote, or any such file. Errors: NotFound; TooLarge; Malformed or OutOfRange, naming the feature.
Result<std::vector<Zone>> load_zones(const std::string& file);

}  // namespace vigie::city
