// SPDX-License-Identifier: Apache-2.0
// Sources in access.db.
#include "server/auth/sources.hpp"

#include "server/auth/accounts.hpp"
#include "server/auth/tokens.hpp"

namespace vigie::server::auth {

Result<std::string> Sources::enrol(const std::string& name) {
  if (!is_account_name(name))
    return Error{ErrorKind::OutOfRange, "a source's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'"};
  const std::string token = random_token();
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    Result<Statement> put = database.prepare("INSERT OR REPLACE INTO source VALUES(?,?,'active',?)");
    if (!put) return put.error();
    return put->bind(name).bind(hash_token(token)).bind(millis(clock_.now())).run();
  });
  if (!done) return done.error();
  if (Result<void> loaded = reload(); !loaded) return loaded.error();
  return token;
}

Result<void> Sources::revoke(const std::string& name) {
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    Result<Statement> set = database.prepare("UPDATE source SET state = 'revoked', token = '' WHERE name = ?");
    if (!set) return set.error();
    if (Result<void> run = set->bind(name).run(); !run) return run;
    if (database.changes() == 0) return Error{ErrorKind::NotFound, "there is no source " + name};
    return {};
  });
  if (!done) return done;
  return reload();
}

Result<std::vector<Source>> Sources::list() const {
  return database_.with([](Database& database) -> Result<std::vector<Source>> {
    Result<Statement> rows = database.prepare("SELECT name, state, created FROM source ORDER BY name");
    if (!rows) return rows.error();
    std::vector<Source> sources;
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return sources;
      sources.push_back({rows->text(0), rows->text(1) == "active", from_millis(rows->integer(2))});
    }
  });
}

std::optional<std::string> Sources::owner(const std::string& token) const {
  const std::string hash = hash_token(token);
  const Lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  return found == by_hash_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> Sources::reload() {
  std::map<std::string, std::string> fresh;
  const Result<void> read = database_.with([&](Database& database) -> Result<void> {
    Result<Statement> rows = database.prepare("SELECT token, name FROM source WHERE state = 'active'");
    if (!rows) return rows.error();
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return {};
      fresh.emplace(rows->text(0), rows->text(1));
    }
  });
  if (!read) return read;
  const Lock lock(mutex_);
  by_hash_.swap(fresh);
  return {};
}

}  // namespace vigie::server::auth
