// SPDX-License-Identifier: Apache-2.0
// Basemap: the city's vector tiles, made once at import and read from one file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "city/progress.hpp"
#include "core/result.hpp"

namespace vigie::city {

/// An opened MBTiles file; docs/formats/basemap.md says what its tiles hold.
/// Threads: const, any number of callers.
class Basemap {
 public:
  /// Errors: NotFound where there is no file; Corrupt where it is not a set of vector tiles.
  static Result<std::unique_ptr<Basemap>> open(const std::string& file);

  ~Basemap();
  Basemap(const Basemap&) = delete;
  Basemap& operator=(const Basemap&) = delete;

  /// One gzipped tile in the numbering of the web (y counts from the north); nothing where there is none.
  /// Errors: Io.
  Result<std::optional<std::string>> tile(int z, int x, int y) const;

  int min_zoom() const;
  int max_zoom() const;
  std::int64_t tiles() const;

 private:
  struct Parts;
  explicit Basemap(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Makes the tiles of an extract with Debian's tilemaker and our own profile; returns how many.
/// `out_file` appears whole or not at all. Needs about 2 GB of free disk for a large city, beside `out_file`.
/// Errors: Unavailable where tilemaker is not installed; Malformed where it refuses the extract; Io.
Result<std::int64_t> build_basemap(const std::string& osm_file, const std::string& out_file, const Progress& progress);

}  // namespace vigie::city
