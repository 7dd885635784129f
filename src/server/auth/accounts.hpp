// SPDX-License-Identifier: Apache-2.0
// Accounts: people, their roles, and the one-time links by which they get in the first time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/actor.hpp"
#include "server/auth/access_database.hpp"

namespace vigie::server::auth {

enum class AccountState : std::uint8_t { Invited, Active, Revoked };
const char* word(AccountState state);  ///< "invited" …

struct Account {
  std::string name;
  Role role;
  AccountState state;
  std::optional<UnitId> unit;  ///< the crew an officer belongs to
  bool one_time_code = false;
  std::optional<Time> last_login;
};

struct Invitation {
  std::string name;  ///< empty: whoever comes chooses (the first administrator)
  Role role;
  std::optional<UnitId> unit;
  Time expires;
};

struct Invited {
  std::string token;
  Time expires;
};

/// What a login is checked against.
struct Credentials {
  std::string password_hash;  ///< empty where there is no such active account
  std::string totp_secret;    ///< empty where none is asked
  std::int64_t totp_step = 0;
};

inline constexpr std::chrono::hours kInvitationLife{24};

/// 2 to 40 of a-z, 0-9, '.', '_', '-'.
bool is_account_name(std::string_view name);

/// Threads: any.
class Accounts {
 public:
  Accounts(const AccessDatabase& database, const WallClock& clock) : database_(database), clock_(clock) {}

  /// A link for a new account, or for one that was revoked or has not come yet; older links of it end.
  /// Errors: OutOfRange (the name, the unit); Conflict where the account is active.
  Result<Invited> invite(const std::string& name, Role role, std::optional<UnitId> unit) const;

  /// A link for the first administrator; nothing where there is an active one. Older such links end.
  Result<std::optional<Invited>> invite_first_administrator() const;

  /// What the link is for. Errors: Unauthorised where there is no such link or it is too old.
  Result<Invitation> invitation(const std::string& token) const;

  /// Makes the account active; the link is gone. Errors: Unauthorised (used meanwhile), Conflict (the name is another's).
  Result<Account> redeem(const std::string& token, const std::string& name, const std::string& password_hash) const;

  /// Ends the account and its sessions. Errors: NotFound; Conflict for the last administrator.
  Result<void> revoke(const std::string& name) const;

  Result<std::vector<Account>> list() const;
  Result<Account> find(const std::string& name) const;  ///< Errors: NotFound

  /// Errors: Io. An unknown or inactive account has empty credentials: the caller spends the same time on it.
  Result<Credentials> credentials(const std::string& name) const;

  /// Asks this account for one-time codes from now on; the secret, told once. Errors: NotFound.
  Result<std::string> enable_one_time_code(const std::string& name) const;

  /// Keeps the time and the code's step of a login. Errors: Unauthorised where another login has used the step.
  Result<void> logged_in(const std::string& name, std::int64_t totp_step) const;

 private:
  const AccessDatabase& database_;
  const WallClock& clock_;
};

}  // namespace vigie::server::auth
