// SPDX-License-Identifier: Apache-2.0
// Sessions: opaque, kept on our side, bound to the client they were given to, and gone the moment an account is revoked.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "access/policy.hpp"
#include "core/mutex.hpp"
#include "server/auth/accounts.hpp"

namespace vigie::server::auth {

/// What a session is bound to: a stolen cookie alone does not do.
struct Client {
  std::string user_agent;
  bool tls = false;
  bool loopback = false;
};

struct Session {
  std::string id;  ///< hash of its token: may be kept and compared, opens nothing
  std::string csrf;
  access::Subject subject;
  Time created;
  Time used;
};

struct NewSession {
  std::string token;  ///< for the cookie
  Session session;
};

/// At most this long from login, whatever is done.
inline constexpr std::chrono::hours kSessionLife{12};

/// How long a session of that role may be idle. A stream that is only read does not count as use.
std::chrono::minutes idle_limit(Role role);

/// Threads: any.
class Sessions {
 public:
  Sessions(const AccessDatabase& database, const WallClock& clock) : database_(database), clock_(clock) {}

  Result<NewSession> open(const Account& account, const Client& client);

  /// The session of that token, used now; nothing where there is none, it is over, or another client shows it.
  std::optional<Session> use(const std::string& token, const Client& client);

  /// Something was done in it (a message on its stream).
  void touch(const std::string& id);

  /// Is it still good? For what goes on after it was let in.
  bool alive(const std::string& id) const;

  Result<void> close(const std::string& id);

  /// Takes over what others have changed in access.db: revoked accounts have no sessions any more.
  Result<void> reload();

  std::size_t open_count() const;

 private:
  struct Kept {
    Session session;
    std::string client;
    Time saved;  ///< `used` as access.db has it
  };
  bool good(const Kept& kept, Time now) const;
  void save_use(const std::string& id, Time used) const;

  const AccessDatabase& database_;
  const WallClock& clock_;
  mutable Mutex mutex_;
  std::map<std::string, Kept> sessions_ GUARDED_BY(mutex_);
};

}  // namespace vigie::server::auth
