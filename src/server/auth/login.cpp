// SPDX-License-Identifier: Apache-2.0
// The order of a login: throttle, password, code, audit, session.
#include "server/auth/login.hpp"

#include <utility>

#include "server/auth/passwords.hpp"
#include "server/auth/totp.hpp"

namespace vigie::server::auth {
namespace {

Refused wrong() { return {Refusal::Wrong, {ErrorKind::Unauthorised, "the name, the password or the code is wrong"}}; }
Refused busy() { return {Refusal::Busy, {ErrorKind::Unavailable, "too many logins at once; try again in a moment"}}; }
Refused other(Error error) { return {Refusal::Other, std::move(error)}; }

/// Who tried, without keeping what was typed where it is nobody's name.
Actor somebody(const std::string& name, const Credentials& credentials) {
  return Actor::user(UserId(credentials.password_hash.empty() ? "unknown" : name));
}

}  // namespace

void Login::login(LoginAttempt attempt, std::function<void(LoginAnswer)> done) {
  const auto shared = std::make_shared<std::function<void(LoginAnswer)>>(std::move(done));
  const bool taken = pool_.run([this, attempt = std::move(attempt), shared] { (*shared)(check(attempt)); });
  if (!taken) (*shared)(busy());
}

void Login::enrol(EnrolmentAttempt attempt, std::function<void(LoginAnswer)> done) {
  const auto shared = std::make_shared<std::function<void(LoginAnswer)>>(std::move(done));
  const bool taken = pool_.run([this, attempt = std::move(attempt), shared] { (*shared)(redeem(attempt)); });
  if (!taken) (*shared)(busy());
}

LoginAnswer Login::check(const LoginAttempt& attempt) {
  const Result<bool> admitted = throttle_.admit(attempt.name, attempt.address);
  if (!admitted) return other(admitted.error());
  if (!*admitted)
    return Refused{Refusal::Locked, {ErrorKind::Unavailable, "too many wrong attempts; try again in five minutes"}};
  const Result<Credentials> credentials = accounts_.credentials(attempt.name);
  if (!credentials) return other(credentials.error());

  std::int64_t step = 0;
  std::optional<Refused> refused;
  if (!is_password(credentials->password_hash, attempt.password)) {
    refused = wrong();
  } else if (!credentials->totp_secret.empty()) {
    const auto found = attempt.code
                           ? totp_step(credentials->totp_secret, *attempt.code, clock_.now(), credentials->totp_step)
                           : std::nullopt;
    if (found) step = *found;
    else if (attempt.code) refused = wrong();
    else refused = Refused{Refusal::Code, {ErrorKind::Unauthorised, "this account asks for a one-time code"}};
  }
  if (refused) {
    const auto written =
        audit_.write({.who = somebody(attempt.name, *credentials),
                      .what = "session:login",
                      .why = "",
                      .whom = "",
                      .outcome = refused->why == Refusal::Code ? "refused: code asked" : "refused: wrong"});
    if (!written) return other(written.error());
    return *refused;
  }
  if (const Result<void> kept = accounts_.logged_in(attempt.name, step); !kept) return other(kept.error());
  const Result<Account> account = accounts_.find(attempt.name);
  if (!account) return other(account.error());
  LoginAnswer answer = open(*account, attempt.client, "session:login");
  if (std::holds_alternative<NewSession>(answer)) throttle_.succeeded(attempt.name, attempt.address);
  return answer;
}

LoginAnswer Login::redeem(const EnrolmentAttempt& attempt) {
  // The link first: a hash is only spent on somebody who has one.
  if (const Result<Invitation> invitation = accounts_.invitation(attempt.token); !invitation)
    return other(invitation.error());
  const Result<std::string> hash = hash_password(attempt.password);
  if (!hash) return other(hash.error());
  if (!is_account_name(attempt.name))
    return other({ErrorKind::OutOfRange, "an account's name has 2 to 40 of a-z, 0-9, '.', '_' and '-'"});
  const auto written = audit_.write(
      {.who = Actor::user(UserId(attempt.name)), .what = "session:enrol", .why = "", .whom = "", .outcome = "asked"});
  if (!written) return other(written.error());
  const Result<Account> account = accounts_.redeem(attempt.token, attempt.name, *hash);
  if (!account) return other(account.error());
  if (const Result<void> kept = accounts_.logged_in(attempt.name, 0); !kept) return other(kept.error());
  return open(*account, attempt.client, "session:enrol");
}

LoginAnswer Login::open(const Account& account, const Client& client, const char* what) {
  const auto written =
      audit_.write({.who = Actor::user(UserId(account.name)), .what = what, .why = "", .whom = "", .outcome = "done"});
  if (!written) return other(written.error());
  Result<NewSession> session = sessions_.open(account, client);
  if (!session) return other(session.error());
  return std::move(*session);
}

}  // namespace vigie::server::auth
