// SPDX-License-Identifier: Apache-2.0
// MBTiles 1.3, read (https://github.com/mapbox/mbtiles-spec): TMS rows, one prepared statement behind a mutex.
#include "city/basemap.hpp"

#include <utility>

#include "city/sqlite_file.hpp"
#include "core/mutex.hpp"

namespace vigie::city {
namespace {

constexpr int kDeepest = 22;

/// One number of one row. Errors: Corrupt where there is none.
Result<std::int64_t> number(const SqliteFile& db, const std::string& sql) {
  auto statement = db.prepare(sql);
  if (!statement) return statement.error();
  auto row = statement->step();
  if (!row) return row.error();
  if (!*row) return Error{ErrorKind::Corrupt, "basemap without rows for: " + sql};
  return statement->integer(0);
}

}  // namespace

struct Basemap::Parts {
  Parts(SqliteFile file, SqliteStatement statement) : db(std::move(file)), find(std::move(statement)) {}

  SqliteFile db;
  Mutex mutex;
  SqliteStatement find GUARDED_BY(mutex);
  int min_zoom = 0;
  int max_zoom = 0;
  std::int64_t tiles = 0;
};

Basemap::Basemap(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Basemap::~Basemap() = default;

Result<std::unique_ptr<Basemap>> Basemap::open(const std::string& file) {
  auto db = SqliteFile::open_read_only(file);
  if (!db) return db.error();
  auto find = db->prepare("SELECT tile_data FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=?");
  if (!find) return Error{ErrorKind::Corrupt, "file " + file + " is not a set of map tiles: " + find.error().what};
  const auto tiles = number(*db, "SELECT count(*) FROM tiles");
  if (!tiles) return tiles.error();
  if (*tiles == 0) return Error{ErrorKind::Corrupt, "file " + file + " holds no map tile"};
  const auto min_zoom = number(*db, "SELECT min(zoom_level) FROM tiles");
  if (!min_zoom) return min_zoom.error();
  const auto max_zoom = number(*db, "SELECT max(zoom_level) FROM tiles");
  if (!max_zoom) return max_zoom.error();
  if (*min_zoom < 0 || *max_zoom > kDeepest)
    return Error{ErrorKind::Corrupt, "file " + file + ": map zoom outside 0…22"};

  auto parts = std::make_unique<Parts>(std::move(*db), std::move(*find));
  parts->min_zoom = static_cast<int>(*min_zoom);
  parts->max_zoom = static_cast<int>(*max_zoom);
  parts->tiles = *tiles;
  return std::unique_ptr<Basemap>(new Basemap(std::move(parts)));
}

Result<std::optional<std::string>> Basemap::tile(int z, int x, int y) const {
  if (z < parts_->min_zoom || z > parts_->max_zoom || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
    return std::optional<std::string>();
  const Lock lock(parts_->mutex);
  SqliteStatement& find = parts_->find;
  find.reset();
  find.bind(1, std::int64_t{z});
  find.bind(2, std::int64_t{x});
  find.bind(3, std::int64_t{(1 << z) - 1 - y});
  const auto row = find.step();
  if (!row) return row.error();
  std::optional<std::string> bytes;
  if (*row) bytes = find.text(0);
  find.reset();
  return bytes;
}

int Basemap::min_zoom() const { return parts_->min_zoom; }
int Basemap::max_zoom() const { return parts_->max_zoom; }
std::int64_t Basemap::tiles() const { return parts_->tiles; }

}  // namespace vigie::city
