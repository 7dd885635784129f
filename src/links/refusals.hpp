// SPDX-License-Identifier: Apache-2.0
// Refusals: what a link turned away, counted by source and reason, logged in one line a second.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "core/metrics.hpp"
#include "core/mutex.hpp"
#include "model/ids.hpp"

namespace vigie::links {

/// Threads: any.
class Refusals {
 public:
  /// `link`: "tak", "mqtt".
  Refusals(Metrics& metrics, std::string link) : metrics_(metrics), link_(std::move(link)) {}

  /// `reason`: a short word of a closed list ("malformed", "late" …). Beyond 1,000 sources, the rest count as "<link>/other":
  /// a stranger who invents names must not fill the memory.
  void count(const SourceId& source, const std::string& reason, std::int64_t times = 1);

  /// Logs what came since the last call, if anything. Its owner calls it once a second.
  void flush();

 private:
  Metrics& metrics_;
  const std::string link_;
  Mutex mutex_;
  std::map<SourceId, std::map<std::string, Metric*>> counters_ GUARDED_BY(mutex_);
  std::map<std::pair<std::string, std::string>, std::int64_t> since_ GUARDED_BY(mutex_);  ///< (source, reason) -> times
};

}  // namespace vigie::links
