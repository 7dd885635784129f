// SPDX-License-Identifier: Apache-2.0
// PositionDesk: the units' places, in their own lane: latest wins, sealed at rest, published ten times a second.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "core/metrics.hpp"
#include "core/mutex.hpp"
#include "core/snapshot.hpp"
#include "core/time.hpp"
#include "model/picture.hpp"
#include "store/position_lane.hpp"

namespace vigie::engine {

/// Threads: report(), positions(), version() and seal() any; start() and stop() the owner's.
class PositionDesk {
 public:
  PositionDesk(store::PositionLane& lane, const WallClock& clock, Metrics& metrics);
  ~PositionDesk();

  void start();
  void stop();

  /// Takes a unit's place; one that is older than what is known is dropped and counted.
  void report(UnitPosition position);

  std::shared_ptr<const Positions> positions() const { return published_.get(); }
  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

  /// Seals a text with the hour's key; empty where that fails (counted).
  std::string seal(std::string_view plain, Time now);

 private:
  void run();
  void publish_and_keep();

  store::PositionLane& lane_;
  const WallClock& clock_;
  Metric& stale_;
  Metric& lane_failures_;

  Mutex mutex_;
  std::condition_variable wake_;
  std::map<UnitId, UnitPosition> latest_ GUARDED_BY(mutex_);
  std::map<UnitId, UnitPosition> unsaved_ GUARDED_BY(mutex_);
  bool changed_ GUARDED_BY(mutex_) = false;
  bool stopping_ GUARDED_BY(mutex_) = false;
  Mutex lane_mutex_;  ///< the lane has one user at a time
  Snapshot<Positions> published_;
  std::atomic<std::uint64_t> version_{0};
  int rounds_ = 0;
  std::thread thread_;
};

}  // namespace vigie::engine
