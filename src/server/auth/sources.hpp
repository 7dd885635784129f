// SPDX-License-Identifier: Apache-2.0
// Sources: systems that may post observations, publish road changes or push a feed, each by a token told once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.hpp"
#include "core/mutex.hpp"
#include "core/time.hpp"
#include "server/auth/access_database.hpp"

namespace vigie::server::auth {

/// "observations", "road-changes", "feed": as on the command line and in access.db.
const char* word(access::SourceMay may);
std::optional<access::SourceMay> source_may(std::string_view word);

struct Source {
  std::string name;
  bool active;
  Time created;
  access::SourceMay may;
};

/// Who holds a token, and what it is for.
struct TokenOwner {
  std::string name;
  access::SourceMay may;
};

/// Threads: any.
class Sources {
 public:
  Sources(const AccessDatabase& database, const WallClock& clock) : database_(database), clock_(clock) {}

  /// The token, told once. A source that is there gets a new one, for what is said now; the old one ends. Errors: OutOfRange (the name).
  Result<std::string> enrol(const std::string& name, access::SourceMay may = access::SourceMay::Observe);
  Result<void> revoke(const std::string& name);  ///< Errors: NotFound
  Result<std::vector<Source>> list() const;

  /// Whose token that is. From memory: reload() brings what others have changed.
  std::optional<TokenOwner> owner(const std::string& token) const;
  Result<void> reload();

 private:
  const AccessDatabase& database_;
  const WallClock& clock_;
  mutable Mutex mutex_;
  std::map<std::string, TokenOwner> by_hash_ GUARDED_BY(mutex_);
};

}  // namespace vigie::server::auth
