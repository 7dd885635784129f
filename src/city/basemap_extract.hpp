// SPDX-License-Identifier: Apache-2.0
// The extract as the map wants it: with its bounds, and the sea as polygons.
#pragma once

#include <string>

#include "core/result.hpp"
#include "geo/polygon.hpp"

namespace vigie::city {

struct MapExtract {
  std::string file;  ///< the given file, or the copy with the sea in it
  geo::Box box;      ///< what the map covers
};

/// Copies `osm_file` to `copy_file` with its sea, where it has a coastline; else leaves it as it is.
/// A sea that would drown more than a tenth of the streets comes of a torn coastline and is left out.
/// Errors: Malformed where the extract cannot be read or has no node; Io.
Result<MapExtract> prepare_map_extract(const std::string& osm_file, const std::string& copy_file);

}  // namespace vigie::city
