// SPDX-License-Identifier: Apache-2.0
// Looks: who looked lately at what was computed from units' positions: how often they may, and what goes into the audit.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>

#include "core/mutex.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace vigie::server {

/// A screen that follows a mission asks every few seconds; the audit names the look once in ten minutes for each person and
/// thing. More than kMostPerMinute by one person is refused: nobody reads that fast. Threads: any.
class Looks {
 public:
  static constexpr std::chrono::minutes kTold{10};
  static constexpr int kMostPerMinute = 240;

  enum class Audit { Write, AlreadyTold };

  explicit Looks(const WallClock& clock) : clock_(clock) {}

  /// Errors: Unavailable, beyond the limit.
  Result<Audit> look(const std::string& who, const std::string& what, const std::string& whom);

 private:
  struct Minute {
    Time began;
    int looks = 0;
  };
  void forget(Time now) REQUIRES(mutex_);

  const WallClock& clock_;
  Mutex mutex_;
  std::map<std::string, Minute> minutes_ GUARDED_BY(mutex_);
  std::map<std::tuple<std::string, std::string, std::string>, Time> told_ GUARDED_BY(mutex_);
};

}  // namespace vigie::server
