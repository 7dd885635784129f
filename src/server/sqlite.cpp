// SPDX-License-Identifier: Apache-2.0
// SQLite's answers as Results.
#include "server/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace vigie::server {
namespace {

Error fault(int code, const std::string& what) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {ErrorKind::Corrupt, what};
    case SQLITE_CONSTRAINT: return {ErrorKind::Conflict, what};
    case SQLITE_BUSY:
    case SQLITE_FULL: return {ErrorKind::Unavailable, what};
    default: return {ErrorKind::Io, what};
  }
}

/// Makes the file before SQLite does, so that nobody else can read it even for a moment. A file that is there is left alone:
/// closing a descriptor of it would drop the locks of this process's other connections (POSIX).
bool make_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return errno == EEXIST;
  ::close(descriptor);
  return true;
}

}  // namespace

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(std::int64_t value) {
  VIGIE_CHECK(sqlite3_bind_int64(statement_, ++bound_, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  VIGIE_CHECK(sqlite3_bind_text(statement_, ++bound_, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) ==
              SQLITE_OK);
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  VIGIE_CHECK(sqlite3_bind_blob(statement_, ++bound_, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT) ==
              SQLITE_OK);
  return *this;
}

Statement& Statement::bind_null() {
  VIGIE_CHECK(sqlite3_bind_null(statement_, ++bound_) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fault(code, sqlite3_errmsg(sqlite3_db_handle(statement_)));
}

Result<void> Statement::run() {
  for (;;) {
    const Result<bool> row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Statement::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Result<std::unique_ptr<Database>> Database::open(const std::string& file, OpenMode mode) {
  if (mode == OpenMode::ReadWrite && !make_private(file)) return Error{ErrorKind::Io, file + " cannot be written"};
  if (mode == OpenMode::ReadOnly && ::access(file.c_str(), F_OK) != 0)
    return Error{ErrorKind::NotFound, file + " is not there"};
  sqlite3* handle = nullptr;
  const int flags = (mode == OpenMode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) return fault(code, file + " cannot be opened");
  sqlite3_busy_timeout(handle, 5'000);
  if (mode == OpenMode::ReadOnly) return database;

  for (const char* pragma :
       {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON"})
    if (const Result<void> set = database->execute(pragma); !set)
      return Error{set.error().kind, file + ": " + set.error().what};
  Result<Statement> journal = database->prepare("PRAGMA journal_mode");
  Result<Statement> synchronous = database->prepare("PRAGMA synchronous");
  if (!journal || !synchronous || !journal->step() || !synchronous->step() || journal->text(0) != "wal" ||
      synchronous->integer(0) != 2)
    return Error{ErrorKind::Unavailable, file + " is not durable: expected journal_mode wal and synchronous 2"};
  return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fault(code, sqlite3_errmsg(handle_));
  return {};
}

Result<Statement> Database::prepare(const char* sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr);
  if (code != SQLITE_OK) return fault(code, sqlite3_errmsg(handle_));
  return Statement(statement);
}

Result<void> Database::transaction(const std::function<Result<void>()>& work) {
  if (Result<void> begun = execute("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> done = work();
  if (done) done = execute("COMMIT");
  if (!done) (void)execute("ROLLBACK");
  return done;
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

std::int64_t Database::data_version() const {
  Result<Statement> statement = prepare("PRAGMA data_version");
  if (!statement) return -1;
  const Result<bool> row = statement->step();
  return row && *row ? statement->integer(0) : -1;
}

}  // namespace vigie::server
