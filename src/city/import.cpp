// SPDX-License-Identifier: Apache-2.0
// The stages of an import, in order.
#include "city/import.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "city/basemap.hpp"
#include "city/districts.hpp"
#include "city/files.hpp"
#include "city/gazetteer_import.hpp"
#include "city/graph_files.hpp"
#include "city/osm_streets.hpp"
#include "city/zones.hpp"
#include "roads/road_index.hpp"

namespace vigie::city {
namespace {

/// "porto.osm.pbf" is "Porto".
std::string name_from(const std::string& osm_file) {
  std::string name = std::filesystem::path(osm_file).filename().string();
  name = name.substr(0, name.find('.'));
  if (!name.empty() && name.front() >= 'a' && name.front() <= 'z') name.front() = static_cast<char>(name.front() - 32);
  return name.empty() ? "City" : name;
}

/// Around every place where one can drive or walk.
geo::Box bounds_of(const Streets& streets) {
  geo::Box box{90, 180, -90, -180};
  for (const auto& [node, place] : streets.walk.places) {
    box.south = std::min(box.south, place.lat());
    box.north = std::max(box.north, place.lat());
    box.west = std::min(box.west, place.lon());
    box.east = std::max(box.east, place.lon());
  }
  return box;
}

/// Where a map should open: the median street corner, which lies in the town even where the extract is mostly country.
geo::Position centre_of(const roads::RoadMap& roads) {
  std::vector<std::int32_t> lats, lons;
  for (const auto& [node, place] : roads.places) {
    lats.push_back(place.lat_e7());
    lons.push_back(place.lon_e7());
  }
  const auto median = [](std::vector<std::int32_t>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  };
  return geo::Position::from_e7(median(lats), median(lons)).value();
}

/// Answers the walking graph, from which zones get their gates.
Result<roads::WalkGraph> make_graphs(const ImportOptions& options, const StagedDirectory& bundle,
                                     const Progress& progress, Manifest& manifest) {
  progress.stage("streets");
  const Result<Streets> streets = read_streets(options.osm_file, progress);
  if (!streets) return streets.error();
  manifest.bounds = bounds_of(*streets);
  manifest.centre = centre_of(streets->roads);

  progress.stage("road graph");
  const Result<roads::BuiltRoads> roads = roads::build_road_graph(streets->roads);
  if (!roads) return Error{roads.error().kind, options.osm_file + ": " + roads.error().what};
  manifest.counts.car_nodes = static_cast<std::int64_t>(roads->graph.node_count(roads::Profile::Car));
  manifest.counts.car_arcs = static_cast<std::int64_t>(roads->graph.arc_count(roads::Profile::Car));
  if (Result<void> written = write_file(bundle.file(kRoadsFile), to_bytes(roads->graph)); !written)
    return written.error();

  progress.stage("road order");
  const std::string order = order_to_bytes(roads::road_order(roads->graph));
  if (Result<void> written = write_file(bundle.file(kRoadOrderFile), order); !written) return written.error();

  progress.stage("walking graph");
  Result<roads::WalkGraph> walk = roads::build_walk_graph(streets->walk);
  if (!walk) return Error{walk.error().kind, options.osm_file + ": " + walk.error().what};
  manifest.counts.walk_nodes = static_cast<std::int64_t>(walk->node_count());
  if (Result<void> written = write_file(bundle.file(kWalkFile), to_bytes(*walk)); !written) return written.error();
  return walk;
}

Result<void> make_map(const ImportOptions& options, const StagedDirectory& bundle, const roads::WalkGraph& walk,
                      const Progress& progress, Manifest& manifest) {
  const Result<GazetteerCounts> names = build_gazetteer(options.osm_file, bundle.file(kGazetteerFile), progress);
  if (!names) return names.error();
  manifest.counts.streets = names->streets;
  manifest.counts.addresses = names->addresses;

  progress.stage("districts");
  const Result<std::int64_t> districts =
      build_districts(options.osm_file, options.districts_file, bundle.file(kDistrictsFile));
  if (!districts) return districts.error();

  progress.stage("zones");
  const Result<std::int64_t> zones =
      build_zones(options.osm_file, options.zones_file, walk, bundle.file(kDistrictsFile), bundle.file(kZonesFile));
  if (!zones) return zones.error();
  manifest.counts.zones = *zones;

  const Result<std::int64_t> tiles = build_basemap(options.osm_file, bundle.file(kBasemapFile), progress);
  if (!tiles) return tiles.error();
  manifest.counts.tiles = *tiles;
  return {};
}

Result<void> seal(const StagedDirectory& bundle, Manifest& manifest) {
  for (const char* name :
       {kRoadsFile, kRoadOrderFile, kWalkFile, kGazetteerFile, kDistrictsFile, kZonesFile, kBasemapFile}) {
    const Result<std::string> bytes = read_file(bundle.file(name));
    if (!bytes) return bytes.error();
    manifest.checksums[name] = checksum(*bytes);
  }
  return write_file(bundle.file(kManifestFile), to_json(manifest));
}

}  // namespace

Result<CityCounts> import_city(const ImportOptions& options, const Progress& progress) {
  Result<StagedDirectory> bundle = StagedDirectory::beside(options.city_dir, kManifestFile);
  if (!bundle) return bundle.error();
  Manifest manifest{options.name.value_or(name_from(options.osm_file)),
                    {},
                    geo::Position::from_e7(0, 0).value(),
                    options.synthetic,
                    options.attribution,
                    {},
                    {}};
  const Result<roads::WalkGraph> walk = make_graphs(options, *bundle, progress, manifest);
  if (!walk) return walk.error();
  if (Result<void> made = make_map(options, *bundle, *walk, progress, manifest); !made) return made.error();
  progress.stage("checksums");
  if (Result<void> sealed = seal(*bundle, manifest); !sealed) return sealed.error();
  if (Result<void> committed = bundle->commit(); !committed) return committed.error();
  return manifest.counts;
}

}  // namespace vigie::city
