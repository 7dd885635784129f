// SPDX-License-Identifier: Apache-2.0
// A thin hand on SQLite for the registers of the server: open, prepared statements, transactions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::server {

/// One prepared statement, bound from the left. Threads: one.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  ~Statement();
  Statement(Statement&& other) noexcept : statement_(other.statement_), bound_(other.bound_) {
    other.statement_ = nullptr;
  }
  Statement& operator=(Statement&&) = delete;

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind_null();

  /// True where a row came, false at the end. Errors: Io, Corrupt, Conflict (a constraint).
  Result<bool> step();
  Result<void> run();  ///< step() to the end

  std::int64_t integer(int column) const;
  std::string text(int column) const;  ///< bytes of text or blob; empty where NULL
  bool null(int column) const;

 private:
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

enum class OpenMode { ReadWrite, ReadOnly };

/// One connection. Threads: one at a time.
class Database {
 public:
  /// WAL and synchronous=FULL, both read back; the file is made for its owner only (0600).
  /// Errors: Io, Corrupt, NotFound (read-only and not there), Unavailable (not WAL and FULL).
  static Result<std::unique_ptr<Database>> open(const std::string& file, OpenMode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Result<void> execute(const char* sql);
  Result<Statement> prepare(const char* sql) const;

  /// BEGIN IMMEDIATE, `work`, COMMIT; ROLLBACK where either fails. Another process's write is waited for, 5 s at most.
  Result<void> transaction(const std::function<Result<void>()>& work);

  std::int64_t changes() const;  ///< rows changed by the last statement

  /// Changes when another connection has written.
  std::int64_t data_version() const;

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_;
};

}  // namespace vigie::server
