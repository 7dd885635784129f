// SPDX-License-Identifier: Apache-2.0
// Login: from a name and a password, or from a one-time link, to a session.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/audit/audit.hpp"
#include "server/auth/accounts.hpp"
#include "server/auth/sessions.hpp"
#include "server/auth/throttle.hpp"
#include "server/work_pool.hpp"

namespace vigie::server::auth {

struct LoginAttempt {
  std::string name;
  std::string password;
  std::optional<std::string> code;
  std::string address;  ///< numeric, for the throttle
  Client client;
};

struct EnrolmentAttempt {
  std::string token;
  std::string name;
  std::string password;
  Client client;
};

enum class Refusal {
  Wrong,   ///< name, password or code: which one is not said
  Code,    ///< the password is right; a one-time code is asked
  Locked,  ///< too many wrong ones
  Busy,    ///< too many at once
  Other,   ///< `error` says it
};

struct Refused {
  Refusal why;
  Error error;
};

/// A session or why not.
using LoginAnswer = std::variant<NewSession, Refused>;

/// Threads: any. `done` is called once, on a thread of the pool or the caller's.
class Login {
 public:
  Login(const Accounts& accounts, Sessions& sessions, Throttle& throttle, audit::Audit& audit, WorkPool& pool,
        const WallClock& clock)
      : accounts_(accounts), sessions_(sessions), throttle_(throttle), audit_(audit), pool_(pool), clock_(clock) {}

  void login(LoginAttempt attempt, std::function<void(LoginAnswer)> done);
  void enrol(EnrolmentAttempt attempt, std::function<void(LoginAnswer)> done);

 private:
  LoginAnswer check(const LoginAttempt& attempt);
  LoginAnswer redeem(const EnrolmentAttempt& attempt);
  LoginAnswer open(const Account& account, const Client& client, const char* what);

  const Accounts& accounts_;
  Sessions& sessions_;
  Throttle& throttle_;
  audit::Audit& audit_;
  WorkPool& pool_;
  const WallClock& clock_;
};

}  // namespace vigie::server::auth
