// SPDX-License-Identifier: Apache-2.0
// Sources in access.db.
#include "server/auth/sources.hpp"

#include "server/auth/accounts.hpp"
#include "server/auth/tokens.hpp"

namespace vigie::server::auth {
namespace {

/// What a row of source_may says; a source without one reports observations, as all did before there was a choice.
access::SourceMay may_of(const Statement& row, int column) {
  return source_may(row.text(column)).value_or(access::SourceMay::Observe);
}

}  // namespace

const char* word(access::SourceMay may) {
  switch (may) {
    case access::SourceMay::Observe: return "observations";
    case access::SourceMay::ChangeRoads: return "road-changes";
    case access::SourceMay::Feed: return "feed";
  }
  return "observations";
}

std::optional<access::SourceMay> source_may(std::string_view text) {
  for (const auto may : {access::SourceMay::Observe, access::SourceMay::ChangeRoads, access::SourceMay::Feed})
    if (text == word(may)) return may;
  return std::nullopt;
}

Result<std::string> Sources::enrol(const std::string& name, access::SourceMay may) {
  if (!is_account_name(name))
    return Error{ErrorKind::OutOfRange, "a source's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'"};
  const std::string token = random_token();
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    Result<Statement> put = database.prepare("INSERT OR REPLACE INTO source VALUES(?,?,'active',?)");
    if (!put) return put.error();
    if (Result<void> run = put->bind(name).bind(hash_token(token)).bind(millis(clock_.now())).run(); !run) return run;
    Result<Statement> allow = database.prepare("INSERT OR REPLACE INTO source_may VALUES(?,?)");
    if (!allow) return allow.error();
    return allow->bind(name).bind(word(may)).run();
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
    Result<Statement> rows =
        database.prepare("SELECT name, state, created, may FROM source LEFT JOIN source_may USING(name) ORDER BY name");
    if (!rows) return rows.error();
    std::vector<Source> sources;
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return sources;
      sources.push_back({rows->text(0), rows->text(1) == "active", from_millis(rows->integer(2)), may_of(*rows, 3)});
    }
  });
}

std::optional<TokenOwner> Sources::owner(const std::string& token) const {
  const std::string hash = hash_token(token);
  const Lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  return found == by_hash_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> Sources::reload() {
  std::map<std::string, TokenOwner> fresh;
  const Result<void> read = database_.with([&](Database& database) -> Result<void> {
    Result<Statement> rows =
        database.prepare("SELECT token, name, may FROM source LEFT JOIN source_may USING(name) WHERE state = 'active'");
    if (!rows) return rows.error();
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return {};
      fresh.emplace(rows->text(0), TokenOwner{rows->text(1), may_of(*rows, 2)});
    }
  });
  if (!read) return read;
  const Lock lock(mutex_);
  by_hash_.swap(fresh);
  return {};
}

}  // namespace vigie::server::auth
