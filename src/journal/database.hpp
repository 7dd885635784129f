// SPDX-License-Identifier: Apache-2.0
// A SQLite connection and its statements, with errors as values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::journal {

/// One prepared statement. Binds count from 1, columns from 0, as SQLite does. Text and blobs bound are borrowed until reset.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  void bind(int at, std::int64_t number);
  void bind(int at, std::string_view text);
  void bind_blob(int at, std::string_view bytes);

  /// True where there is a row, false at the end.
  Result<bool> step();
  /// Runs to the end and makes it ready again.
  Result<void> run();
  void reset();

  std::int64_t integer(int column) const;
  /// Text or blob, valid until the next step.
  std::string_view bytes(int column) const;

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

enum class OpenAs { Writer, Reader };

/// Threads: one at a time.
class Database {
 public:
  /// Errors: Io, NotFound (a reader of what is not there), Corrupt.
  static Result<Database> open(const std::string& path, OpenAs as);

  Result<void> execute(const std::string& sql);
  Result<Statement> prepare(std::string_view sql) const;
  /// The first column of the first row as text: for pragmas.
  Result<std::string> ask(std::string_view sql) const;
  /// Whether a transaction that began is still open.
  bool in_transaction() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace vigie::journal
