// SPDX-License-Identifier: Apache-2.0
// Districts: the parts of a city, from administrative boundaries or a GeoJSON file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"

namespace vigie::city {

struct District {
  DistrictId id;
  std::string name;
  std::vector<std::vector<geo::Position>> rings;  ///< outer and inner alike: even-odd; not repeated at the end
};

/// True inside (even-odd over all rings). Threads: any.
bool contains(const District& district, const geo::Position& place);

/// Writes the districts as GeoJSON and returns how many: those of `geojson_file` (a FeatureCollection of polygons) where one is
/// given; else the administrative level of 8 to 10 that gives the most districts, at least two; else one, the extract's bounds.
/// Errors: Malformed, saying what was seen; NotFound; Io.
Result<std::int64_t> build_districts(const std::string& osm_file, const std::optional<std::string>& geojson_file,
                                     const std::string& out_file);

/// Reads what build_districts wrote, or any such GeoJSON. Errors: NotFound; Malformed.
Result<std::vector<District>> load_districts(const std::string& file);

}  // namespace vigie::city
