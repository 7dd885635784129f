// SPDX-License-Identifier: Apache-2.0
// DATA/access.db: who may come in. Shared by the server and `vigie user|source`, which may run at the same time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/mutex.hpp"
#include "core/result.hpp"
#include "server/sqlite.hpp"

namespace vigie::server::auth {

/// Threads: any; one at a time inside `with`.
class AccessDatabase {
 public:
  /// Opens or creates `directory`/access.db and its tables. Errors: Io, Corrupt, Unavailable.
  static Result<std::unique_ptr<AccessDatabase>> open(const std::string& directory);

  template <class Work>
  auto with(Work work) const {
    const Lock lock(mutex_);
    return work(*database_);
  }

  /// One durable change; all or nothing.
  Result<void> change(const std::function<Result<void>(Database&)>& work) const;

  /// Changes when another process has written.
  std::int64_t foreign_version() const;

  /// Settings that the command line needs to know of the server, such as where it is to be reached.
  Result<void> set(const std::string& key, const std::string& value) const;
  std::string get(const std::string& key) const;  ///< empty where not set

 private:
  explicit AccessDatabase(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  mutable Mutex mutex_;
  const std::unique_ptr<Database> database_;
};

}  // namespace vigie::server::auth
