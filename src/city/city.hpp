// SPDX-License-Identifier: Apache-2.0
// City: an imported city as the rest of Vigie sees it: roads, footways, names, districts and map tiles.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "geo/polygon.hpp"
#include "model/zone.hpp"

namespace vigie::roads {
class RoadGraph;
class RoadIndex;
class WalkGraph;
}  // namespace vigie::roads

namespace vigie::city {

class Gazetteer;
struct District;

/// An opened bundle (docs/formats/city-bundle.md), read only.
/// Threads: const, any number of callers.
class City {
 public:
  /// Opens the directory that `vigie city import` or `vigie city demo` made; every file's checksum is compared.
  /// Errors: NotFound where there is no city; Corrupt, naming the file, where one does not check.
  static Result<std::unique_ptr<City>> open(const std::string& dir);

  ~City();
  City(const City&) = delete;
  City& operator=(const City&) = delete;

  const std::string& name() const;
  geo::Box bounds() const;
  geo::Position centre() const;

  /// True for a city that Vigie made up; every screen of it says so.
  bool synthetic() const;

  /// Who made the map's data; to be shown on every map.
  const std::string& attribution() const;

  const roads::RoadGraph& roads() const;
  /// The road graph made ready for queries in microseconds.
  const roads::RoadIndex& road_index() const;
  const roads::WalkGraph& walk() const;
  const Gazetteer& gazetteer() const;
  const std::vector<District>& districts() const;
  /// Where a crowd is watched; none in a city that was imported before there were zones.
  const std::vector<Zone>& zones() const;

  /// One vector tile (Mapbox Vector Tile, gzip) in the XYZ numbering of the web; nothing where there is none.
  /// Errors: Io.
  Result<std::optional<std::string>> tile(int z, int x, int y) const;
  int min_zoom() const;
  int max_zoom() const;

 private:
  struct Parts;
  explicit City(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace vigie::city
