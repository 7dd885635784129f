// SPDX-License-Identifier: Apache-2.0
// Sessions in memory, with access.db behind them.
#include "server/auth/sessions.hpp"

#include <algorithm>

#include "codec/words.hpp"
#include "server/auth/tokens.hpp"

namespace vigie::server::auth {
namespace {

/// `used` is written this often at most: a request does not wait for the disk.
constexpr std::chrono::seconds kSaveUse{60};

std::string fingerprint(const Client& client) {
  return hash_token((client.tls ? "tls\n" : "plain\n") + std::string(client.loopback ? "loopback\n" : "network\n") +
                    client.user_agent);
}

access::Subject subject_of(const std::string& name, Role role, std::optional<UnitId> unit, bool loopback) {
  // Whoever is logged in is on shift: a session is opened at a desk or on duty, and ends with it.
  return {.party = access::Party::Person,
          .name = name,
          .role = role,
          .on_shift = true,
          .agency = {},
          .unit = std::move(unit),
          .local = loopback};
}

}  // namespace

std::chrono::minutes idle_limit(Role role) {
  switch (role) {
    case Role::Operator:
    case Role::Supervisor: return std::chrono::hours(4);  // a quiet night at a desk
    case Role::Planner:
    case Role::Officer: return std::chrono::hours(1);
    case Role::Auditor:
    case Role::Admin: return std::chrono::minutes(15);
  }
  return std::chrono::minutes(15);
}

bool Sessions::good(const Kept& kept, Time now) const {
  return now - kept.session.created < kSessionLife && now - kept.session.used < idle_limit(kept.session.subject.role);
}

Result<NewSession> Sessions::open(const Account& account, const Client& client) {
  const Time now = clock_.now();
  NewSession made{random_token(), {}};
  made.session = {.id = hash_token(made.token),
                  .csrf = random_token(),
                  .subject = subject_of(account.name, account.role, account.unit, client.loopback),
                  .created = now,
                  .used = now};
  const std::string bound_to = fingerprint(client);
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    // What is over is cleared away here: nothing old stays behind.
    Result<Statement> old = database.prepare("DELETE FROM session WHERE created <= ?");
    if (!old) return old.error();
    if (Result<void> run = old->bind(millis(now - kSessionLife)).run(); !run) return run;
    // Only an account that is active at this moment: a revocation in between wins.
    Result<Statement> put = database.prepare(
        "INSERT INTO session SELECT ?1, name, ?2, ?3, ?3, ?4 FROM account WHERE name = ?5 AND state = 'active'");
    if (!put) return put.error();
    put->bind(made.session.id).bind(made.session.csrf).bind(millis(now)).bind(bound_to).bind(account.name);
    if (Result<void> run = put->run(); !run) return run;
    return database.changes() == 1 ? Result<void>()
                                   : Result<void>(Error{ErrorKind::Unauthorised, "the account is not active"});
  });
  if (!done) return done.error();
  const Lock lock(mutex_);
  sessions_[made.session.id] = {made.session, bound_to, now};
  return made;
}

std::optional<Session> Sessions::use(const std::string& token, const Client& client) {
  const std::string id = hash_token(token);
  const std::string shown_by = fingerprint(client);
  const Time now = clock_.now();
  std::optional<Session> found;
  bool save = false;
  {
    const Lock lock(mutex_);
    const auto kept = sessions_.find(id);
    if (kept == sessions_.end() || !good(kept->second, now) || !same_secret(kept->second.client, shown_by))
      return std::nullopt;
    kept->second.session.used = std::max(kept->second.session.used, now);
    save = now - kept->second.saved >= kSaveUse;
    if (save) kept->second.saved = now;
    found = kept->second.session;
  }
  if (save) save_use(id, now);
  return found;
}

void Sessions::touch(const std::string& id) {
  const Lock lock(mutex_);
  const auto kept = sessions_.find(id);
  if (kept != sessions_.end()) kept->second.session.used = std::max(kept->second.session.used, clock_.now());
}

void Sessions::save_use(const std::string& id, Time used) const {
  // Where it cannot be written, a restart forgets the last minutes' use: the session ends early, never late.
  (void)database_.change([&](Database& database) -> Result<void> {
    Result<Statement> set = database.prepare("UPDATE session SET used = ? WHERE token = ?");
    if (!set) return set.error();
    return set->bind(millis(used)).bind(id).run();
  });
}

bool Sessions::alive(const std::string& id) const {
  const Lock lock(mutex_);
  const auto kept = sessions_.find(id);
  return kept != sessions_.end() && good(kept->second, clock_.now());
}

Result<void> Sessions::close(const std::string& id) {
  {
    const Lock lock(mutex_);
    sessions_.erase(id);
  }
  return database_.change([&](Database& database) -> Result<void> {
    Result<Statement> gone = database.prepare("DELETE FROM session WHERE token = ?");
    if (!gone) return gone.error();
    return gone->bind(id).run();
  });
}

Result<void> Sessions::reload() {
  // One lock over reading and taking over: a session opened in between must not get lost.
  const Lock lock(mutex_);
  std::map<std::string, Kept> fresh;
  const Result<void> read = database_.with([&](Database& database) -> Result<void> {
    Result<Statement> rows = database.prepare(
        "SELECT s.token, s.name, s.csrf, s.created, s.used, s.client, a.role, a.unit FROM session s JOIN account a"
        " ON a.name = s.name WHERE a.state = 'active'");
    if (!rows) return rows.error();
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return {};
      const auto role = codec::from_word<Role>(rows->text(6));
      if (!role) continue;
      const auto unit = rows->null(7) ? std::nullopt : std::optional(UnitId(rows->text(7)));
      const Time used = from_millis(rows->integer(4));
      Kept kept{{.id = rows->text(0),
                 .csrf = rows->text(2),
                 .subject = subject_of(rows->text(1), *role, unit, false),
                 .created = from_millis(rows->integer(3)),
                 .used = used},
                rows->text(5),
                used};
      fresh.emplace(kept.session.id, std::move(kept));
    }
  });
  if (!read) return read;
  for (auto& [id, kept] : fresh)
    if (const auto before = sessions_.find(id); before != sessions_.end()) {
      kept.session.used = std::max(kept.session.used, before->second.session.used);
      kept.session.subject.local = before->second.session.subject.local;
    }
  sessions_.swap(fresh);
  return {};
}

std::size_t Sessions::open_count() const {
  const Lock lock(mutex_);
  return sessions_.size();
}

}  // namespace vigie::server::auth
