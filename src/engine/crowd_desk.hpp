// SPDX-License-Identifier: Apache-2.0
// CrowdDesk: the crowd's own thread: it hears what the engine took, and what it finds comes back as records.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "core/metrics.hpp"
#include "core/mutex.hpp"
#include "core/snapshot.hpp"
#include "engine/crowd_watch.hpp"

namespace vigie::engine {

/// What is over goes to its queue, and what does not fit there is counted: then a count is missing, never an alarm.
/// Threads: hear() and past() any; start() and stop() the owner's. Its own thread: the watch's.
class CrowdDesk {
 public:
  struct Dependencies {
    std::function<void(EntryBody)> record;
    std::function<void(Observation)> raise;  ///< a surge is an alarm
    const WallClock& clock;
    Metrics& metrics;
  };
  static constexpr std::size_t kQueue = 20'000;  ///< entries

  CrowdDesk(CrowdWatch watch, std::vector<Zone> zones, Dependencies dependencies);
  ~CrowdDesk();

  void start();
  void stop();

  void hear(const Entry& entry);

  const std::vector<Zone>& zones() const { return zones_; }
  std::shared_ptr<const CrowdPast> past() const { return past_.get(); }

 private:
  void run();
  void step(std::vector<Entry> heard);
  void tell(CrowdFindings findings);
  Observation alarm(const CrowdSurge& surge) const;

  CrowdWatch watch_;  ///< its own thread's
  const std::vector<Zone> zones_;
  const Dependencies on_;
  Snapshot<CrowdPast> past_;
  std::uint64_t published_ = 0;
  std::uint64_t troubles_ = 0;

  Mutex mutex_;
  std::condition_variable wake_;
  std::vector<Entry> heard_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

/// Is it anything a CrowdWatch listens to?
bool concerns_crowds(const EntryBody& body);

}  // namespace vigie::engine
