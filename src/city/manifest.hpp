// SPDX-License-Identifier: Apache-2.0
// city.json: what a bundle says of itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/result.hpp"
#include "geo/polygon.hpp"

namespace vigie::city {

/// The bundle's files, beside city.json.
inline constexpr const char* kManifestFile = "city.json";
inline constexpr const char* kRoadsFile = "roads.bin";
inline constexpr const char* kRoadOrderFile = "roads-order.bin";
inline constexpr const char* kWalkFile = "walk.bin";
inline constexpr const char* kGazetteerFile = "gazetteer.db";
inline constexpr const char* kDistrictsFile = "districts.geojson";
inline constexpr const char* kZonesFile = "zones.geojson";
inline constexpr const char* kBasemapFile = "basemap.mbtiles";

/// What the import counted; junctions and arcs are those an ordinary car can use.
struct CityCounts {
  std::int64_t car_nodes = 0;
  std::int64_t car_arcs = 0;
  std::int64_t walk_nodes = 0;
  std::int64_t streets = 0;
  std::int64_t addresses = 0;
  std::int64_t tiles = 0;
  std::int64_t zones = 0;
};

struct Manifest {
  std::string name;
  geo::Box bounds;
  geo::Position centre;  ///< where a map opens
  bool synthetic;
  std::string attribution;
  CityCounts counts;
  std::map<std::string, std::string> checksums;  ///< by file: BLAKE2b-256, hexadecimal
};

std::string to_json(const Manifest& manifest);

/// Errors: Corrupt, saying what is missing or of another kind; other format versions among them.
Result<Manifest> manifest_from(const std::string& json);

}  // namespace vigie::city
