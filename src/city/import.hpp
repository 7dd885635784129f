// SPDX-License-Identifier: Apache-2.0
// From an OpenStreetMap extract to a city bundle, whole or not at all.
#pragma once

#include <optional>
#include <string>

#include "city/manifest.hpp"
#include "city/progress.hpp"
#include "core/result.hpp"

namespace vigie::city {

struct ImportOptions {
  std::string osm_file;
  std::string city_dir;
  std::optional<std::string> name;            ///< else the file's name
  std::optional<std::string> districts_file;  ///< GeoJSON; else the extract's administrative boundaries
  std::optional<std::string> zones_file;      ///< GeoJSON; else squares, stadiums and stations of the extract
  bool synthetic = false;
  std::string attribution = "© OpenStreetMap contributors";
};

/// The city directory appears, or replaces the city that was there, only when everything is made and on disk.
/// Errors: Malformed, NotFound (the input); Conflict (the directory holds other things); Unavailable (a tool is missing); Io.
Result<CityCounts> import_city(const ImportOptions& options, const Progress& progress);

}  // namespace vigie::city
