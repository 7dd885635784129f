// SPDX-License-Identifier: Apache-2.0
// Sources: systems that may post observations, each by a token told once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/mutex.hpp"
#include "core/time.hpp"
#include "server/auth/access_database.hpp"

namespace vigie::server::auth {

struct Source {
  std::string name;
  bool active;
  Time created;
};

/// Threads: any.
class Sources {
 public:
  Sources(const AccessDatabase& database, const WallClock& clock) : database_(database), clock_(clock) {}

  /// The token, told once. A source that is there gets a new one; the old one ends. Errors: OutOfRange (the name).
  Result<std::string> enrol(const std::string& name);
  Result<void> revoke(const std::string& name);  ///< Errors: NotFound
  Result<std::vector<Source>> list() const;

  /// Whose token that is. From memory: reload() brings what others have changed.
  std::optional<std::string> owner(const std::string& token) const;
  Result<void> reload();

 private:
  const AccessDatabase& database_;
  const WallClock& clock_;
  mutable Mutex mutex_;
  std::map<std::string, std::string> by_hash_ GUARDED_BY(mutex_);
};

}  // namespace vigie::server::auth
