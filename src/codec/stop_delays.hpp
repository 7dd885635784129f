// SPDX-License-Identifier: Apache-2.0
// StopDelays: how late what leaves each stop now is, on average.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "codec/feed_builder.hpp"

namespace vigie::codec {

inline constexpr std::chrono::minutes kDelaysBehind{5};  ///< what left so long ago still counts as now
inline constexpr std::chrono::minutes kDelaysAhead{30};  ///< and what leaves so soon
inline constexpr std::int64_t kMostDelay_s = 86'400;     ///< early or late; more is taken as a fault

class StopDelays {
 public:
  explicit StopDelays(Time now) : now_(now) {}

  bool is_now(Time departure) const { return departure >= now_ - kDelaysBehind && departure <= now_ + kDelaysAhead; }
  /// Errors: Malformed (no name of a stop), OutOfRange, TooLarge.
  Result<void> add(std::string_view stop, std::int64_t delay_s);
  /// A ServiceDelay at `at` for each stop, in the order of their names.
  void tell(Time at, FeedBuilder& to) const;

 private:
  struct Sum {
    std::int64_t delay_s = 0;
    std::int64_t departures = 0;
  };
  Time now_;
  std::map<std::string, Sum, std::less<>> stops_;
};

}  // namespace vigie::codec
