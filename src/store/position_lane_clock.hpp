// SPDX-License-Identifier: Apache-2.0
// How far time has certainly come: a clock that jumped ahead is believed only after it has run on for an hour.
#pragma once

#include <chrono>
#include <optional>

#include "core/time.hpp"

namespace vigie::store {

/// The newest time seen, for deciding that something is old enough to destroy. A step of an hour at most is taken at once;
/// a longer one (a jump, or a machine that was off) is on probation until the clock has run on for an hour without falling
/// back. A wrong clock that stays wrong longer than that is believed: nothing here could know better.
class ConfirmedTime {
 public:
  ConfirmedTime() = default;
  explicit ConfirmedTime(Time confirmed) : confirmed_(confirmed) {}

  /// Takes note of the wall clock. Called at least once an hour while the program runs.
  void observe(Time now) {
    using namespace std::chrono_literals;
    constexpr auto kStep = 1h;
    constexpr auto kProbation = 1h;
    if (!confirmed_ || (now > *confirmed_ && now - *confirmed_ <= kStep)) return confirm(now);
    if (now <= *confirmed_) {
      ahead_ = false;
      return;
    }
    const bool runs_on = ahead_ && now >= ahead_last_ && now - ahead_last_ <= kStep;
    if (!runs_on) ahead_since_ = now;
    ahead_last_ = now;
    ahead_ = true;
    if (now - ahead_since_ >= kProbation) confirm(now);
  }

  std::optional<Time> confirmed() const { return confirmed_; }

 private:
  void confirm(Time now) {
    confirmed_ = now;
    ahead_ = false;
  }

  std::optional<Time> confirmed_;
  bool ahead_ = false;  ///< on probation
  Time ahead_since_{};
  Time ahead_last_{};
};

}  // namespace vigie::store
