// SPDX-License-Identifier: Apache-2.0
// Accounts in access.db.
#include "server/auth/accounts.hpp"

#include <algorithm>

#include "codec/words.hpp"
#include "links/device_enrolment.hpp"
#include "server/auth/tokens.hpp"
#include "server/auth/totp.hpp"

namespace vigie::server::auth {
namespace {

Error no_account(const std::string& name) { return {ErrorKind::NotFound, "there is no account " + name}; }

std::optional<AccountState> state_from(std::string_view text) {
  for (const AccountState state : {AccountState::Invited, AccountState::Active, AccountState::Revoked})
    if (text == word(state)) return state;
  return std::nullopt;
}

std::optional<UnitId> unit_from(const Statement& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(UnitId(row.text(column)));
}

void bind_unit(Statement& statement, const std::optional<UnitId>& unit) {
  if (unit) statement.bind(unit->text());
  else statement.bind_null();
}

constexpr const char* kSelect = "SELECT name, role, state, unit, totp <> '', last_login FROM account";

Result<Account> read_row(const Statement& row) {
  const auto role = codec::from_word<Role>(row.text(1));
  const auto state = state_from(row.text(2));
  if (!role || !state) return Error{ErrorKind::Corrupt, "access.db: an account with an unknown role or state"};
  return Account{.name = row.text(0),
                 .role = *role,
                 .state = *state,
                 .unit = unit_from(row, 3),
                 .one_time_code = row.integer(4) != 0,
                 .last_login = row.null(5) ? std::nullopt : std::optional(from_millis(row.integer(5)))};
}

Result<Account> find_in(const Database& database, const std::string& name) {
  Result<Statement> row = database.prepare((std::string(kSelect) + " WHERE name = ?").c_str());
  if (!row) return row.error();
  const Result<bool> found = row->bind(name).step();
  if (!found) return found.error();
  return *found ? read_row(*row) : Result<Account>(no_account(name));
}

Result<Invitation> invitation_in(const Database& database, const std::string& token, Time now) {
  Result<Statement> row = database.prepare("SELECT name, role, unit, expires FROM invitation WHERE token = ?");
  if (!row) return row.error();
  const Result<bool> found = row->bind(hash_token(token)).step();
  if (!found) return found.error();
  const Error refused{ErrorKind::Unauthorised, "this link was used, is too old, or never was"};
  if (!*found) return refused;
  const auto role = codec::from_word<Role>(row->text(1));
  if (!role) return Error{ErrorKind::Corrupt, "access.db: an invitation with an unknown role"};
  Invitation invitation{row->text(0), *role, unit_from(*row, 2), from_millis(row->integer(3))};
  if (!(now < invitation.expires)) return refused;
  return invitation;
}

Result<bool> other_administrator(const Database& database, const std::string& name) {
  Result<Statement> row =
      database.prepare("SELECT 1 FROM account WHERE role = 'admin' AND state = 'active' AND name <> ?");
  if (!row) return row.error();
  return row->bind(name).step();
}

Result<void> end_invitations(Database& database, const std::string& name) {
  Result<Statement> old = database.prepare("DELETE FROM invitation WHERE name = ?");
  if (!old) return old.error();
  return old->bind(name).run();
}

Result<void> put_invitation(Database& database, const std::string& token, const Invitation& invitation) {
  if (Result<void> ended = end_invitations(database, invitation.name); !ended) return ended;
  Result<Statement> put = database.prepare("INSERT INTO invitation VALUES(?,?,?,?,?)");
  if (!put) return put.error();
  put->bind(hash_token(token)).bind(invitation.name).bind(codec::word(invitation.role));
  bind_unit(*put, invitation.unit);
  return put->bind(millis(invitation.expires)).run();
}

Result<void> put_account(Database& database, const std::string& name, const Invitation& as, AccountState state,
                         const std::string& password_hash) {
  Result<Statement> put =
      database.prepare("INSERT OR REPLACE INTO account(name, role, state, unit, password) VALUES(?,?,?,?,?)");
  if (!put) return put.error();
  put->bind(name).bind(codec::word(as.role)).bind(word(state));
  bind_unit(*put, as.unit);
  return put->bind(password_hash).run();
}

}  // namespace

const char* word(AccountState state) {
  switch (state) {
    case AccountState::Invited: return "invited";
    case AccountState::Active: return "active";
    case AccountState::Revoked: return "revoked";
  }
  return "";
}

bool is_account_name(std::string_view name) {
  return name.size() >= 2 && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
         });
}

Result<Invited> Accounts::invite(const std::string& name, Role role, std::optional<UnitId> unit) const {
  if (!is_account_name(name))
    return Error{ErrorKind::OutOfRange, "an account's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'"};
  if (unit && !links::is_device_name(unit->text()))
    return Error{ErrorKind::OutOfRange, "a unit's name has 1 to 64 letters, digits, dots, hyphens, underscores"};
  const Invited invited{random_token(), clock_.now() + kInvitationLife};
  const Invitation invitation{name, role, std::move(unit), invited.expires};
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    const Result<Account> known = find_in(database, name);
    if (known && known->state == AccountState::Active)
      return Error{ErrorKind::Conflict, "the account " + name + " is active already"};
    if (Result<void> put = put_account(database, name, invitation, AccountState::Invited, ""); !put) return put;
    return put_invitation(database, invited.token, invitation);
  });
  if (!done) return done.error();
  return invited;
}

Result<std::optional<Invited>> Accounts::invite_first_administrator() const {
  const Invited invited{random_token(), clock_.now() + kInvitationLife};
  bool needed = false;
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    const Result<bool> another = other_administrator(database, "");
    if (!another) return another.error();
    needed = !*another;
    if (!needed) return {};
    return put_invitation(database, invited.token, {"", Role::Admin, std::nullopt, invited.expires});
  });
  if (!done) return done.error();
  return needed ? std::optional(invited) : std::nullopt;
}

Result<Invitation> Accounts::invitation(const std::string& token) const {
  return database_.with([&](Database& database) { return invitation_in(database, token, clock_.now()); });
}

Result<Account> Accounts::redeem(const std::string& token, const std::string& name,
                                 const std::string& password_hash) const {
  if (!is_account_name(name))
    return Error{ErrorKind::OutOfRange, "an account's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'"};
  Result<Account> account = no_account(name);
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    const Result<Invitation> invitation = invitation_in(database, token, clock_.now());
    if (!invitation) return invitation.error();
    if (!invitation->name.empty() && invitation->name != name)
      return Error{ErrorKind::Conflict, "this link is for another name"};
    const Result<Account> known = find_in(database, name);
    if (invitation->name.empty() && known) return Error{ErrorKind::Conflict, "the name " + name + " is taken"};
    if (Result<void> ended = end_invitations(database, invitation->name); !ended) return ended;
    if (Result<void> put = put_account(database, name, *invitation, AccountState::Active, password_hash); !put)
      return put;
    account = find_in(database, name);
    return account ? Result<void>() : Result<void>(account.error());
  });
  if (!done) return done.error();
  return account;
}

Result<void> Accounts::revoke(const std::string& name) const {
  return database_.change([&](Database& database) -> Result<void> {
    const Result<Account> account = find_in(database, name);
    if (!account) return account.error();
    if (account->role == Role::Admin && account->state == AccountState::Active) {
      const Result<bool> another = other_administrator(database, name);
      if (!another) return another.error();
      if (!*another) return Error{ErrorKind::Conflict, name + " is the last administrator"};
    }
    for (const char* sql : {"UPDATE account SET state = 'revoked', password = '', totp = '' WHERE name = ?",
                            "DELETE FROM session WHERE name = ?", "DELETE FROM invitation WHERE name = ?"}) {
      Result<Statement> statement = database.prepare(sql);
      if (!statement) return statement.error();
      if (Result<void> run = statement->bind(name).run(); !run) return run;
    }
    return {};
  });
}

Result<std::vector<Account>> Accounts::list() const {
  return database_.with([](Database& database) -> Result<std::vector<Account>> {
    Result<Statement> rows = database.prepare((std::string(kSelect) + " ORDER BY name").c_str());
    if (!rows) return rows.error();
    std::vector<Account> accounts;
    for (;;) {
      const Result<bool> row = rows->step();
      if (!row) return row.error();
      if (!*row) return accounts;
      Result<Account> account = read_row(*rows);
      if (!account) return account.error();
      accounts.push_back(std::move(*account));
    }
  });
}

Result<Account> Accounts::find(const std::string& name) const {
  return database_.with([&](Database& database) { return find_in(database, name); });
}

Result<Credentials> Accounts::credentials(const std::string& name) const {
  return database_.with([&](Database& database) -> Result<Credentials> {
    Result<Statement> row =
        database.prepare("SELECT password, totp, totp_step FROM account WHERE name = ? AND state = 'active'");
    if (!row) return row.error();
    const Result<bool> found = row->bind(name).step();
    if (!found) return found.error();
    if (!*found) return Credentials{};
    return Credentials{row->text(0), row->text(1), row->integer(2)};
  });
}

Result<std::string> Accounts::enable_one_time_code(const std::string& name) const {
  const std::string secret = new_totp_secret();
  const Result<void> done = database_.change([&](Database& database) -> Result<void> {
    Result<Statement> set =
        database.prepare("UPDATE account SET totp = ?, totp_step = 0 WHERE name = ? AND state = 'active'");
    if (!set) return set.error();
    if (Result<void> run = set->bind(secret).bind(name).run(); !run) return run;
    return database.changes() == 1 ? Result<void>() : Result<void>(no_account(name));
  });
  if (!done) return done.error();
  return secret;
}

Result<void> Accounts::logged_in(const std::string& name, std::int64_t totp_step) const {
  return database_.change([&](Database& database) -> Result<void> {
    Result<Statement> set = database.prepare(
        "UPDATE account SET last_login = ?1, totp_step = max(totp_step, ?2) WHERE name = ?3 AND state = 'active'"
        " AND (?2 = 0 OR totp_step < ?2)");
    if (!set) return set.error();
    if (Result<void> run = set->bind(millis(clock_.now())).bind(totp_step).bind(name).run(); !run) return run;
    if (database.changes() == 1) return {};
    return Error{ErrorKind::Unauthorised, "the account was revoked, or the code was used already"};
  });
}

}  // namespace vigie::server::auth
