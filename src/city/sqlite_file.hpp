// SPDX-License-Identifier: Apache-2.0
// One SQLite file of a city, and its statements.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::city {

/// A prepared statement; parameters and columns count as SQLite does (1… and 0…). Threads: one at a time.
class SqliteStatement {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement);
  ~SqliteStatement();
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  SqliteStatement& operator=(SqliteStatement&&) = delete;

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view text);

  /// True where there is a row; false at the end. Errors: Io, Corrupt.
  Result<bool> step();
  void reset();

  std::int64_t integer(int column) const;
  std::string text(int column) const;  ///< text or blob, as its bytes

 private:
  sqlite3_stmt* statement_;
};

/// Threads: one at a time.
class SqliteFile {
 public:
  /// Errors: NotFound; Corrupt.
  static Result<SqliteFile> open_read_only(const std::string& file);

  /// A new file, for one writer who moves it into place when it is whole. Errors: Io.
  static Result<SqliteFile> create(const std::string& file);

  /// Runs statements that give no rows. Errors: Io, Corrupt.
  Result<void> run(const std::string& sql);

  /// Errors: Corrupt where the file has not what the statement names.
  Result<SqliteStatement> prepare(const std::string& sql) const;

 private:
  struct Close {
    void operator()(sqlite3* db) const;
  };
  explicit SqliteFile(sqlite3* db, std::string file) : db_(db), file_(std::move(file)) {}

  std::unique_ptr<sqlite3, Close> db_;
  std::string file_;
};

}  // namespace vigie::city
