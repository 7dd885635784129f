// SPDX-License-Identifier: Apache-2.0
// Zones from a file or from the extract, with the district of each, as GeoJSON.
#include "city/zones.hpp"

#include "city/districts.hpp"
#include "city/files.hpp"
#include "city/zones_extract.hpp"
#include "codec/zones_geojson.hpp"
#include "geo/outline.hpp"

namespace vigie::city {

Result<std::vector<Zone>> load_zones(const std::string& file) {
  const Result<std::string> text = read_file(file);
  if (!text) return text.error();
  Result<std::vector<Zone>> zones = codec::decode_zones(*text);
  if (!zones) return Error{zones.error().kind, "file " + file + ": " + zones.error().what};
  return zones;
}

Result<std::int64_t> build_zones(const std::string& osm_file, const std::optional<std::string>& geojson_file,
                                 const roads::WalkGraph& walk, const std::string& districts_file,
                                 const std::string& out_file) {
  Result<std::vector<Zone>> zones = geojson_file ? load_zones(*geojson_file) : zones_of_extract(osm_file, walk);
  if (!zones) return zones.error();
  const Result<std::vector<District>> districts = load_districts(districts_file);
  if (!districts) return districts.error();
  for (Zone& zone : *zones) {
    if (!zone.district.empty()) continue;
    const geo::Position middle = geo::middle(zone.outline);
    for (const District& district : *districts)
      if (contains(district, middle)) zone.district = district.id;
  }
  if (Result<void> written = write_file(out_file, codec::encode_zones(*zones)); !written) return written.error();
  return static_cast<std::int64_t>(zones->size());
}

}  // namespace vigie::city
