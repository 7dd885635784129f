// SPDX-License-Identifier: Apache-2.0
// Opens a bundle: the description, the checksums, then each part.
#include "city/city.hpp"

#include <utility>

#include "city/basemap.hpp"
#include "city/districts.hpp"
#include "city/files.hpp"
#include "city/gazetteer.hpp"
#include "city/graph_files.hpp"
#include "city/manifest.hpp"
#include "city/zones.hpp"
#include "core/log.hpp"
#include "roads/road_index.hpp"

namespace vigie::city {
namespace {

Error named(const std::string& file, const Error& error) { return {error.kind, file + ": " + error.what}; }

/// A file of the bundle, if its bytes are those of the import.
Result<std::string> checked_file(const std::string& dir, const Manifest& manifest, const std::string& name) {
  const std::string file = dir + "/" + name;
  const auto expected = manifest.checksums.find(name);
  if (expected == manifest.checksums.end())
    return Error{ErrorKind::Corrupt, dir + "/" + kManifestFile + ": no checksum for " + name};
  Result<std::string> bytes = read_file(file);
  if (!bytes)
    return bytes.error().kind == ErrorKind::NotFound ? Error{ErrorKind::Corrupt, file + ": missing from the city"}
                                                     : bytes.error();
  if (checksum(*bytes) != expected->second)
    return Error{ErrorKind::Corrupt, file + ": damaged (its checksum differs); import the city again"};
  return bytes;
}

Result<Manifest> read_manifest(const std::string& dir) {
  const std::string file = dir + "/" + kManifestFile;
  const Result<std::string> json = read_file(file);
  if (!json && json.error().kind == ErrorKind::NotFound)
    return Error{ErrorKind::NotFound, dir + ": no city there; `vigie city import` or `vigie city demo` makes one"};
  if (!json) return json.error();
  Result<Manifest> manifest = manifest_from(*json);
  if (!manifest) return named(file, manifest.error());
  return manifest;
}

/// As the import made it; a city imported before there was one gets it now, which takes seconds at every start.
Result<std::vector<std::uint32_t>> road_order(const std::string& dir, const Manifest& manifest,
                                              const roads::RoadGraph& graph) {
  if (!manifest.checksums.contains(kRoadOrderFile)) {
    log::warning("city", "no road order: working it out; import the city again to start faster", {{"city", dir}});
    return roads::road_order(graph);
  }
  const Result<std::string> bytes = checked_file(dir, manifest, kRoadOrderFile);
  if (!bytes) return bytes.error();
  Result<std::vector<std::uint32_t>> order = order_from(*bytes);
  if (!order) return named(dir + "/" + kRoadOrderFile, order.error());
  return order;
}

/// None in a city that was imported before there were zones.
Result<std::vector<Zone>> zones_of(const std::string& dir, const Manifest& manifest) {
  if (!manifest.checksums.contains(kZonesFile)) {
    log::warning("city", "no zones: no crowd is watched; import the city again to have them", {{"city", dir}});
    return std::vector<Zone>();
  }
  if (const Result<std::string> bytes = checked_file(dir, manifest, kZonesFile); !bytes) return bytes.error();
  return load_zones(dir + "/" + kZonesFile);
}

}  // namespace

struct City::Parts {
  Manifest manifest;
  roads::RoadGraph roads;
  roads::WalkGraph walk;
  std::unique_ptr<Gazetteer> gazetteer;
  std::vector<District> districts;
  std::vector<Zone> zones;
  std::unique_ptr<Basemap> basemap;
  std::unique_ptr<const roads::RoadIndex> road_index;  // borrows roads
};

Result<std::unique_ptr<City>> City::open(const std::string& dir) {
  Result<Manifest> manifest = read_manifest(dir);
  if (!manifest) return manifest.error();
  for (const char* name : {kGazetteerFile, kDistrictsFile, kBasemapFile})
    if (const Result<std::string> bytes = checked_file(dir, *manifest, name); !bytes) return bytes.error();

  const auto path = [&](const char* name) { return dir + "/" + name; };
  const Result<std::string> road_bytes = checked_file(dir, *manifest, kRoadsFile);
  if (!road_bytes) return road_bytes.error();
  Result<roads::RoadGraph> road_graph = road_graph_from(*road_bytes);
  if (!road_graph) return named(path(kRoadsFile), road_graph.error());
  const Result<std::string> walk_bytes = checked_file(dir, *manifest, kWalkFile);
  if (!walk_bytes) return walk_bytes.error();
  Result<roads::WalkGraph> walk_graph = walk_graph_from(*walk_bytes);
  if (!walk_graph) return named(path(kWalkFile), walk_graph.error());
  Result<std::unique_ptr<Gazetteer>> gazetteer = Gazetteer::open(path(kGazetteerFile));
  if (!gazetteer) return gazetteer.error();
  Result<std::vector<District>> districts = load_districts(path(kDistrictsFile));
  if (!districts) return districts.error();
  Result<std::vector<Zone>> zones = zones_of(dir, *manifest);
  if (!zones) return zones.error();
  Result<std::unique_ptr<Basemap>> basemap = Basemap::open(path(kBasemapFile));
  if (!basemap) return basemap.error();

  // `new`: make_unique cannot make aggregates.
  std::unique_ptr<Parts> parts(new Parts{std::move(*manifest), std::move(*road_graph), std::move(*walk_graph),
                                         std::move(*gazetteer), std::move(*districts), std::move(*zones),
                                         std::move(*basemap), nullptr});
  const Result<std::vector<std::uint32_t>> order = road_order(dir, parts->manifest, parts->roads);
  if (!order) return order.error();
  Result<std::unique_ptr<const roads::RoadIndex>> index = roads::RoadIndex::checked(parts->roads, *order);
  if (!index) return named(path(kRoadOrderFile), index.error());
  parts->road_index = std::move(*index);
  return std::unique_ptr<City>(new City(std::move(parts)));
}

City::City(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
City::~City() = default;

const std::string& City::name() const { return parts_->manifest.name; }
geo::Box City::bounds() const { return parts_->manifest.bounds; }
geo::Position City::centre() const { return parts_->manifest.centre; }
bool City::synthetic() const { return parts_->manifest.synthetic; }
const std::string& City::attribution() const { return parts_->manifest.attribution; }
const roads::RoadGraph& City::roads() const { return parts_->roads; }
const roads::RoadIndex& City::road_index() const { return *parts_->road_index; }
const roads::WalkGraph& City::walk() const { return parts_->walk; }
const Gazetteer& City::gazetteer() const { return *parts_->gazetteer; }
const std::vector<District>& City::districts() const { return parts_->districts; }
const std::vector<Zone>& City::zones() const { return parts_->zones; }
Result<std::optional<std::string>> City::tile(int z, int x, int y) const { return parts_->basemap->tile(z, x, y); }
int City::min_zoom() const { return parts_->basemap->min_zoom(); }
int City::max_zoom() const { return parts_->basemap->max_zoom(); }

}  // namespace vigie::city
