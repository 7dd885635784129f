// SPDX-License-Identifier: Apache-2.0
// Throttle: how often somebody may get a password wrong, by account and by address.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "core/mutex.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "server/auth/access_database.hpp"

namespace vigie::server::auth {

inline constexpr int kFailuresToLock = 5;
inline constexpr std::chrono::minutes kLock{5};
inline constexpr int kFailuresPerAddress = 30;  ///< in kAddressWindow; a centre behind one address still gets in
inline constexpr std::chrono::minutes kAddressWindow{5};

/// An attempt counts as failed until it has succeeded, so that many at once are no more than one after the other.
/// Names that do not exist are counted the same: a lock tells nothing about them. Locks survive a restart.
/// Threads: any.
class Throttle {
 public:
  Throttle(const AccessDatabase& database, const WallClock& clock) : database_(database), clock_(clock) {}

  /// True where an attempt may be made; it is counted. Errors: Unavailable where the count cannot be kept; then none may.
  Result<bool> admit(const std::string& name, const std::string& address);

  void succeeded(const std::string& name, const std::string& address);

 private:
  bool admit_address(const std::string& address, Time now);

  struct Attempts {
    Time since;
    int count = 0;
  };
  const AccessDatabase& database_;
  const WallClock& clock_;
  Mutex mutex_;
  std::map<std::string, Attempts> addresses_ GUARDED_BY(mutex_);
};

}  // namespace vigie::server::auth
