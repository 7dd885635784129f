// SPDX-License-Identifier: Apache-2.0
// StreetFollower: each second: what was learnt of the streets, what is closed on them, into the live network.
#pragma once

#include <functional>
#include <memory>

#include "engine/live_network.hpp"
#include "engine/speed_learner.hpp"

namespace vigie::engine {

/// What Streets::follow wants. Threads: one.
class StreetFollower {
 public:
  struct Dependencies {
    LiveNetwork& network;
    std::function<std::shared_ptr<const Positions>()> positions;
    std::function<void(StreetsMeasured)> record;
  };
  explicit StreetFollower(Dependencies dependencies)
      : on_(std::move(dependencies)), learner_(on_.network.index().graph(), on_.network.zone()) {}

  /// True where a travel time changed.
  bool operator()(const Picture& picture, Time now) {
    learner_.follow(picture, *on_.positions(), now);
    if (auto measured = learner_.due(now)) on_.record(std::move(*measured));
    if (learner_.version() != learnt_) on_.network.learn(learner_.speeds(), learner_.model());
    learnt_ = learner_.version();
    return on_.network.update(picture, now);
  }

 private:
  Dependencies on_;
  SpeedLearner learner_;
  std::uint64_t learnt_ = 0;
};

}  // namespace vigie::engine
