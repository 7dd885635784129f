// SPDX-License-Identifier: Apache-2.0
// CountReducer: a counter's many messages to one journalled value a minute.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "model/observation.hpp"

namespace vigie::engine {

/// The value of a minute is the highest count seen in it: a crowd's peak is what matters, and it does not depend on order.
/// Threads: one.
class CountReducer {
 public:
  explicit CountReducer(std::chrono::milliseconds period = std::chrono::minutes(1)) : period_(period) {}

  /// Takes a count; answers the value to journal now: the first ever of a source at once, then one when its period is over.
  std::optional<Observation> take(Observation count, Time now);

  /// What is still held, for a clean stop.
  std::vector<Observation> drain();

 private:
  struct Held {
    Time since;
    std::optional<Observation> highest;
  };

  std::chrono::milliseconds period_;
  std::map<SourceId, Held> held_;
};

}  // namespace vigie::engine
