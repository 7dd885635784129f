// SPDX-License-Identifier: Apache-2.0
// The tables of access.db.
#include "server/auth/access_database.hpp"

namespace vigie::server::auth {
namespace {

// Secrets are hashes, but for the one-time codes' secrets, which have to be known: the file is its owner's only.
constexpr const char* kTables =
    "CREATE TABLE IF NOT EXISTS account(name TEXT PRIMARY KEY, role TEXT NOT NULL, state TEXT NOT NULL, unit TEXT,"
    " password TEXT NOT NULL DEFAULT '', totp TEXT NOT NULL DEFAULT '', totp_step INTEGER NOT NULL DEFAULT 0,"
    " last_login INTEGER) STRICT;"
    "CREATE TABLE IF NOT EXISTS invitation(token TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, unit TEXT,"
    " expires INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS session(token TEXT PRIMARY KEY, name TEXT NOT NULL, csrf TEXT NOT NULL,"
    " created INTEGER NOT NULL, used INTEGER NOT NULL, client TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS failure(name TEXT PRIMARY KEY, count INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS source(name TEXT PRIMARY KEY, token TEXT NOT NULL, state TEXT NOT NULL,"
    " created INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS source_may(name TEXT PRIMARY KEY, may TEXT NOT NULL) STRICT;"  // none: observations
    "CREATE TABLE IF NOT EXISTS setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

}  // namespace

Result<std::unique_ptr<AccessDatabase>> AccessDatabase::open(const std::string& directory) {
  Result<std::unique_ptr<Database>> database = Database::open(directory + "/access.db", OpenMode::ReadWrite);
  if (!database) return database.error();
  if (Result<void> made = (*database)->execute(kTables); !made)
    return Error{made.error().kind, directory + "/access.db: " + made.error().what};
  return std::unique_ptr<AccessDatabase>(new AccessDatabase(std::move(*database)));
}

Result<void> AccessDatabase::change(const std::function<Result<void>(Database&)>& work) const {
  return with([&](Database& database) { return database.transaction([&] { return work(database); }); });
}

std::int64_t AccessDatabase::foreign_version() const {
  return with([](Database& database) { return database.data_version(); });
}

Result<void> AccessDatabase::set(const std::string& key, const std::string& value) const {
  return change([&](Database& database) -> Result<void> {
    Result<Statement> statement = database.prepare("INSERT OR REPLACE INTO setting VALUES(?,?)");
    if (!statement) return statement.error();
    return statement->bind(key).bind(value).run();
  });
}

std::string AccessDatabase::get(const std::string& key) const {
  return with([&](Database& database) -> std::string {
    Result<Statement> statement = database.prepare("SELECT value FROM setting WHERE key = ?");
    if (!statement) return {};
    const Result<bool> row = statement->bind(key).step();
    return row && *row ? statement->text(0) : std::string();
  });
}

}  // namespace vigie::server::auth
