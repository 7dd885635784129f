// SPDX-License-Identifier: Apache-2.0
// SQLite's C interface behind values that close themselves.
#include "city/sqlite_file.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <utility>

namespace vigie::city {
namespace {

Error fault(sqlite3* db, const std::string& file) {
  const int code = sqlite3_errcode(db) & 0xff;
  const bool corrupt = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR;
  return Error{corrupt ? ErrorKind::Corrupt : ErrorKind::Io, "file " + file + ": " + sqlite3_errmsg(db)};
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }
SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)) {}

void SqliteStatement::bind(int parameter, std::int64_t value) {
  VIGIE_CHECK(sqlite3_bind_int64(statement_, parameter, value) == SQLITE_OK);
}

void SqliteStatement::bind(int parameter, std::string_view text) {
  VIGIE_CHECK(sqlite3_bind_text(statement_, parameter, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) ==
              SQLITE_OK);
}

Result<bool> SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* db = sqlite3_db_handle(statement_);
  const char* file = sqlite3_db_filename(db, "main");
  return fault(db, file == nullptr ? "" : file);
}

void SqliteStatement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string SqliteStatement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void SqliteFile::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }

Result<SqliteFile> SqliteFile::open_read_only(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    return Error{ErrorKind::NotFound, "file " + file + ": not there"};
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  SqliteFile opened(db, file);
  if (code != SQLITE_OK) return fault(db, file);
  return opened;
}

Result<SqliteFile> SqliteFile::create(const std::string& file) {
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file.c_str(), &db, flags, nullptr);
  SqliteFile opened(db, file);
  if (code != SQLITE_OK) return fault(db, file);
  // Nobody reads a half-written file: it is moved into place when it is whole, so no rollback journal is needed.
  if (auto done = opened.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"); !done) return done.error();
  return opened;
}

Result<void> SqliteFile::run(const std::string& sql) {
  if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return fault(db_.get(), file_);
  return {};
}

Result<SqliteStatement> SqliteFile::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return fault(db_.get(), file_);
  return SqliteStatement(statement);
}

}  // namespace vigie::city
