// SPDX-License-Identifier: Apache-2.0
// The gazetteer's tables: place, house, line; positions as whole 1e-7 degrees.
#include "city/gazetteer_data.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "city/sqlite_file.hpp"

namespace vigie::city {
namespace {

constexpr const char* kTables =
    "PRAGMA user_version=1;"
    "CREATE TABLE place(id INTEGER PRIMARY KEY, kind INT, label TEXT, district TEXT, lat INT, lon INT, extent INT);"
    "CREATE TABLE house(street INT, number TEXT, lat INT, lon INT);"
    "CREATE TABLE line(street INT, lat1 INT, lon1 INT, lat2 INT, lon2 INT);"
    "BEGIN;";

void bind(SqliteStatement& row, int first, const geo::Position& place) {
  row.bind(first, std::int64_t{place.lat_e7()});
  row.bind(first + 1, std::int64_t{place.lon_e7()});
}

Result<void> insert(SqliteStatement& row) {
  const auto done = row.step();
  if (!done) return done.error();
  row.reset();
  return {};
}

Result<void> write_places(SqliteFile& db, const GazetteerData& data) {
  auto row = db.prepare("INSERT INTO place VALUES(?,?,?,?,?,?,?)");
  if (!row) return row.error();
  std::int64_t id = 0;
  for (const NamedPlace& place : data.places) {
    row->bind(1, id++);
    row->bind(2, static_cast<std::int64_t>(place.kind));
    row->bind(3, place.label);
    row->bind(4, place.district);
    bind(*row, 5, place.position);
    row->bind(7, std::int64_t{place.extent_m});
    if (auto done = insert(*row); !done) return done;
  }
  return {};
}

Result<void> write_houses(SqliteFile& db, const GazetteerData& data) {
  auto row = db.prepare("INSERT INTO house VALUES(?,?,?,?)");
  if (!row) return row.error();
  for (const House& house : data.houses) {
    row->bind(1, std::int64_t{house.street});
    row->bind(2, house.number);
    bind(*row, 3, house.position);
    if (auto done = insert(*row); !done) return done;
  }
  return {};
}

Result<void> write_lines(SqliteFile& db, const GazetteerData& data) {
  auto row = db.prepare("INSERT INTO line VALUES(?,?,?,?,?)");
  if (!row) return row.error();
  for (const StreetLine& line : data.lines) {
    row->bind(1, std::int64_t{line.street});
    bind(*row, 2, line.from);
    bind(*row, 4, line.to);
    if (auto done = insert(*row); !done) return done;
  }
  return {};
}

/// Calls `take` for each row; stops at the first thing that is wrong.
template <class Take>
Result<void> each_row(const SqliteFile& db, const std::string& sql, Take take) {
  auto row = db.prepare(sql);
  if (!row) return row.error();
  while (true) {
    const auto more = row->step();
    if (!more) return more.error();
    if (!*more) return {};
    if (auto taken = take(*row); !taken) return taken;
  }
}

Result<geo::Position> place_at(const SqliteStatement& row, int column) {
  return geo::Position::from_e7(row.integer(column), row.integer(column + 1));
}

Result<std::uint32_t> street_at(const SqliteStatement& row, const GazetteerData& data) {
  const std::int64_t street = row.integer(0);
  if (street < 0 || street >= static_cast<std::int64_t>(data.places.size()))
    return Error{ErrorKind::Corrupt, "gazetteer: a street that is not there"};
  return static_cast<std::uint32_t>(street);
}

}  // namespace

Result<void> save(const GazetteerData& data, const std::string& file) {
  const std::string part = file + ".part";
  {
    auto db = SqliteFile::create(part);
    if (!db) return db.error();
    if (auto done = db->run(kTables); !done) return done;
    if (auto done = write_places(*db, data); !done) return done;
    if (auto done = write_houses(*db, data); !done) return done;
    if (auto done = write_lines(*db, data); !done) return done;
    if (auto done = db->run("COMMIT"); !done) return done;
  }
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (failed) return Error{ErrorKind::Io, "cannot move the gazetteer to " + file + ": " + failed.message()};
  return {};
}

Result<GazetteerData> load_gazetteer_data(const std::string& file) {
  const auto db = SqliteFile::open_read_only(file);
  if (!db) return db.error();
  GazetteerData data;
  auto places = each_row(*db, "SELECT kind,label,district,lat,lon,extent FROM place ORDER BY id",
                         [&](const auto& row) -> Result<void> {
                           const auto place = place_at(row, 3);
                           if (!place) return place.error();
                           const std::int64_t kind = row.integer(0);
                           if (kind < 0 || kind > static_cast<std::int64_t>(PlaceKind::District))
                             return Error{ErrorKind::Corrupt, "gazetteer: a kind of place that is not known"};
                           data.places.push_back({row.text(1), static_cast<PlaceKind>(kind), row.text(2), *place,
                                                  static_cast<std::int32_t>(row.integer(5))});
                           return {};
                         });
  if (!places) return places.error();
  auto houses = each_row(*db, "SELECT street,number,lat,lon FROM house", [&](const auto& row) -> Result<void> {
    const auto street = street_at(row, data);
    if (!street) return street.error();
    const auto place = place_at(row, 2);
    if (!place) return place.error();
    data.houses.push_back({*street, row.text(1), *place});
    return {};
  });
  if (!houses) return houses.error();
  auto lines = each_row(*db, "SELECT street,lat1,lon1,lat2,lon2 FROM line", [&](const auto& row) -> Result<void> {
    const auto street = street_at(row, data);
    if (!street) return street.error();
    const auto from = place_at(row, 1);
    const auto to = place_at(row, 3);
    if (!from) return from.error();
    if (!to) return to.error();
    data.lines.push_back({*street, *from, *to});
    return {};
  });
  if (!lines) return lines.error();
  return data;
}

}  // namespace vigie::city
