// SPDX-License-Identifier: Apache-2.0
// Advisor: computes recommendations beside the writer, from snapshots; its answers come back as records.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <thread>

#include "core/mutex.hpp"
#include "core/time.hpp"
#include "dispatch/travel_times.hpp"
#include "model/picture.hpp"

namespace vigie::engine {

class PositionDesk;

/// Proposes units for every open incident at once, and again when a proposed unit is taken or 10 s have passed (30 s once a
/// unit is sent) or a street was closed or opened, where the answer differs. It proposes; sending is a person's act. Threads: its own; wake() any.
class Advisor {
 public:
  using Pictures = std::function<std::shared_ptr<const Picture>()>;
  using Submit = std::function<void(Recommended)>;
  /// Brings travel times to the picture; true where one changed. May be absent.
  using Follow = std::function<bool(const Picture&, Time)>;

  Advisor(Pictures pictures, PositionDesk& positions, const dispatch::TravelTimes& travel_times, const WallClock& clock,
          Follow follow, Submit submit);
  ~Advisor();

  void start();
  void stop();
  void wake();

 private:
  void run();
  void advise();
  bool is_due(const Picture& picture, const Incident& incident, Time now) const;
  void advise_on(const Picture& picture, const Incident& incident, const Positions& positions, Time now);

  const Pictures pictures_;
  PositionDesk& positions_;
  const dispatch::TravelTimes& travel_times_;
  const WallClock& clock_;
  const Follow follow_;
  const Submit submit_;
  std::map<IncidentId, Time> looked_at_;  ///< its own thread's

  Mutex mutex_;
  std::condition_variable ready_;
  bool woken_ GUARDED_BY(mutex_) = false;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace vigie::engine
