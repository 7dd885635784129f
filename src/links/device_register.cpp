// SPDX-License-Identifier: Apache-2.0
// The register in SQLite.
#include "links/device_register.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "core/mutex.hpp"
#include "links/secret_file.hpp"

namespace vigie::links {
namespace {

constexpr const char* kSchema = R"(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS certificates (
    fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, kind INTEGER NOT NULL, skills TEXT NOT NULL,
    serial TEXT NOT NULL, issued INTEGER NOT NULL, issued_by TEXT NOT NULL, expires INTEGER NOT NULL,
    revoked INTEGER, revoked_by TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS certificates_by_name ON certificates (name);
)";
constexpr int kBusyWait_ms = 5000;  // another process is writing

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

Error sqlite_error(sqlite3* database) {
  const int code = sqlite3_errcode(database);
  const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  return Error{damaged ? ErrorKind::Corrupt : ErrorKind::Io, std::string("devices.db: ") + sqlite3_errmsg(database)};
}

/// One prepared statement; parameters and columns count from 1 and 0, as SQLite has it.
class Statement {
 public:
  Statement(sqlite3* database, const char* sql) : database_(database) {
    sqlite3_stmt* made = nullptr;
    sqlite3_prepare_v2(database, sql, -1, &made, nullptr);
    statement_.reset(made);
  }
  void bind(int index, const std::string& text) {
    if (statement_)
      sqlite3_bind_text(statement_.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void bind(int index, std::int64_t number) {
    if (statement_) sqlite3_bind_int64(statement_.get(), index, number);
  }
  /// True: a row is there; false: the end.
  Result<bool> step() {
    if (!statement_) return sqlite_error(database_);
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_error(database_);
  }
  std::string text(int column) const {
    const auto* const value = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return value ? std::string(value) : std::string();
  }
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

 private:
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

std::string joined(const std::set<std::string>& skills) {
  std::string list;
  for (const std::string& skill : skills) (list += list.empty() ? "" : ",") += skill;
  return list;
}

std::set<std::string> split(const std::string& list) {
  std::set<std::string> skills;
  std::size_t from = 0;
  while (from < list.size()) {
    const std::size_t comma = std::min(list.find(',', from), list.size());
    if (comma > from) skills.insert(list.substr(from, comma - from));
    from = comma + 1;
  }
  return skills;
}

std::string text_of(const Actor& actor) {
  static constexpr const char* kKinds[] = {"user", "device", "source", "engine"};
  return std::string(kKinds[static_cast<std::size_t>(actor.kind())]) + ":" + actor.name();
}

Device read_row(const Statement& row) {
  Device device{.name = DeviceId(row.text(0)),
                .unit = UnitId(row.text(1)),
                .kind = static_cast<UnitKind>(row.number(2)),
                .skills = split(row.text(3)),
                .serial = row.text(4),
                .fingerprint = row.text(5),
                .issued = from_millis(row.number(6)),
                .expires = from_millis(row.number(7)),
                .revoked = std::nullopt};
  if (!row.is_null(8)) device.revoked = from_millis(row.number(8));
  return device;
}

class SqliteRegister : public DeviceRegister {
 public:
  explicit SqliteRegister(Database database) : database_(std::move(database)) {}

  Result<void> add(const Actor& by, const Device& device) override {
    const Lock lock(mutex_);
    Statement insert(database_.get(), R"(
      INSERT INTO certificates (fingerprint, name, unit, kind, skills, serial, issued, issued_by, expires)
      SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
      WHERE NOT EXISTS (SELECT 1 FROM certificates WHERE name = ?2 AND revoked IS NULL AND expires > ?7))");
    insert.bind(1, device.fingerprint);
    insert.bind(2, device.name.text());
    insert.bind(3, device.unit.text());
    insert.bind(4, static_cast<std::int64_t>(device.kind));
    insert.bind(5, joined(device.skills));
    insert.bind(6, device.serial);
    insert.bind(7, millis(device.issued));
    insert.bind(8, text_of(by));
    insert.bind(9, millis(device.expires));
    const auto done = insert.step();
    if (!done) return done.error();
    if (sqlite3_changes(database_.get()) == 0)
      return Error{ErrorKind::Conflict, device.name.text() + " has a certificate already: revoke it first"};
    return {};
  }

  Result<Device> revoke(const Actor& by, const DeviceId& name, Time now) override {
    const Lock lock(mutex_);
    auto newest = newest_of(name);
    if (!newest) return newest;
    if (newest->revoked)
      return Error{ErrorKind::Conflict, name.text() + " was revoked on " + to_rfc3339(*newest->revoked)};
    Statement update(database_.get(),
                     "UPDATE certificates SET revoked = ?1, revoked_by = ?2 WHERE name = ?3 AND revoked IS NULL");
    update.bind(1, millis(now));
    update.bind(2, text_of(by));
    update.bind(3, name.text());
    const auto done = update.step();
    if (!done) return done.error();
    newest->revoked = now;
    return newest;
  }

  Result<std::vector<Device>> all() const override {
    const Lock lock(mutex_);
    std::vector<Device> devices;
    Statement rows(database_.get(),
                   "SELECT name, unit, kind, skills, serial, fingerprint, issued, expires, revoked FROM certificates "
                   "ORDER BY name, issued DESC");
    while (true) {
      const auto row = rows.step();
      if (!row) return row.error();
      if (!*row) return devices;
      devices.push_back(read_row(rows));
    }
  }

  Result<std::int64_t> version() const override {
    const Lock lock(mutex_);
    Statement others(database_.get(), "PRAGMA data_version");  // changes made by other connections
    const auto row = others.step();
    if (!row) return row.error();
    return others.number(0) * 1'000'000 + sqlite3_total_changes(database_.get());  // and our own
  }

 private:
  Result<Device> newest_of(const DeviceId& name) const REQUIRES(mutex_) {
    Statement rows(database_.get(),
                   "SELECT name, unit, kind, skills, serial, fingerprint, issued, expires, revoked FROM certificates "
                   "WHERE name = ?1 ORDER BY revoked IS NOT NULL, issued DESC LIMIT 1");
    rows.bind(1, name.text());
    const auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return Error{ErrorKind::NotFound, "no device of that name: " + name.text()};
    return read_row(rows);
  }

  mutable Mutex mutex_;
  const Database database_ GUARDED_BY(mutex_);
};

}  // namespace

bool is_alive(const Device& device, Time now) { return !device.revoked && now < device.expires; }

Result<std::unique_ptr<DeviceRegister>> DeviceRegister::open(const std::string& data_dir) {
  if (const auto made = make_folder(data_dir); !made) return made.error();
  const std::string path = data_dir + "/devices.db";
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) return Error{ErrorKind::Io, path + ": " + sqlite3_errstr(code)};
  ::chmod(path.c_str(), 0600);
  sqlite3_busy_timeout(opened, kBusyWait_ms);
  if (sqlite3_exec(opened, kSchema, nullptr, nullptr, nullptr) != SQLITE_OK) return sqlite_error(opened);
  return std::unique_ptr<DeviceRegister>(std::make_unique<SqliteRegister>(std::move(database)));
}

}  // namespace vigie::links
