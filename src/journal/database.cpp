// SPDX-License-Identifier: Apache-2.0
// SQLite calls, and what their result codes mean here.
#include "journal/database.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <utility>

#include "core/check.hpp"

namespace vigie::journal {
namespace {

/// A write that the system refused: no space (SQLITE_FULL), or a quota or file size limit (SQLITE_IOERR_WRITE). The
/// transaction is undone and a later one may work; a failed sync is another matter.
bool not_writable(int code) { return (code & 0xFF) == SQLITE_FULL || code == SQLITE_IOERR_WRITE; }

Error error_of(sqlite3* database) {
  const int code = sqlite3_extended_errcode(database);
  if (not_writable(code)) return Error{ErrorKind::Unavailable, "disk full"};
  const std::string what = sqlite3_errmsg(database);
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Error{ErrorKind::Corrupt, what};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Error{ErrorKind::Conflict, what};
    default: return Error{ErrorKind::Io, what};
  }
}

}  // namespace

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(statement_, other.statement_);
  return *this;
}

void Statement::bind(int at, std::int64_t number) {
  VIGIE_CHECK(sqlite3_bind_int64(statement_, at, number) == SQLITE_OK);
}

void Statement::bind(int at, std::string_view text) {
  const char* data = text.empty() ? "" : text.data();  // a null pointer would bind NULL
  VIGIE_CHECK(sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
}

void Statement::bind_blob(int at, std::string_view bytes) {
  const char* data = bytes.empty() ? "" : bytes.data();
  VIGIE_CHECK(sqlite3_bind_blob64(statement_, at, data, bytes.size(), SQLITE_STATIC) == SQLITE_OK);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(database_);
}

Result<void> Statement::run() {
  while (true) {
    const Result<bool> row = step();
    if (!row.ok()) {
      const Error error = row.error();
      reset();
      return error;
    }
    if (!*row) break;
  }
  reset();
  return {};
}

void Statement::reset() { sqlite3_reset(statement_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string_view() : std::string_view(data, size);
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Result<Database> Database::open(const std::string& path, OpenAs as) {
  const int flags = (as == OpenAs::Writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) {
    const bool absent = as == OpenAs::Reader && (code & 0xFF) == SQLITE_CANTOPEN;
    return Error{absent ? ErrorKind::NotFound : ErrorKind::Io, path + ": " + sqlite3_errstr(code)};
  }
  sqlite3_busy_timeout(raw, 2000);
  return database;
}

Result<void> Database::execute(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return error_of(database_.get());
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
  if (code != SQLITE_OK) return error_of(database_.get());
  return Statement(database_.get(), statement);
}

Result<std::string> Database::ask(std::string_view sql) const {
  Result<Statement> statement = prepare(sql);
  if (!statement.ok()) return statement.error();
  const Result<bool> row = statement->step();
  if (!row.ok()) return row.error();
  return *row ? std::string(statement->bytes(0)) : std::string();
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

}  // namespace vigie::journal
