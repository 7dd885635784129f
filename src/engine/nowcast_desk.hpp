// SPDX-License-Identifier: Apache-2.0
// NowcastDesk: while an event whose crowd is described is on, its streets are simulated beside it and corrected by live counts.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/metrics.hpp"
#include "core/mutex.hpp"
#include "core/time.hpp"
#include "engine/street_counters.hpp"
#include "engine/what_if_desk.hpp"
#include "movement/event_nowcast.hpp"

namespace vigie::engine {

/// What a nowcast's streets are; immutable.
struct NowcastGround {
  EventId event;
  std::string scenario_id;
  CrowdScenario scenario;
  std::vector<movement::Street> streets;
  std::vector<movement::StreetCounter> counters;
};

/// An event has a scenario where its place lies within 300 m of the scenario's. Its nowcast begins when the first may set out and ends when
/// the streets are clear; an event that is called off or put at another time ends it. What it finds comes back as records; a street
/// likely to pass 3.57 people/m² within half an hour is an alarm, one for each 200 m and event.
/// Threads: hear() and ground() any; start() and stop() the owner's. Its own thread, of low priority, computes.
class NowcastDesk {
 public:
  struct Dependencies {
    std::function<std::shared_ptr<const Picture>()> picture;
    std::function<std::map<ZoneId, double>()> usual;  ///< people in each zone now, events apart
    std::function<void(EntryBody)> record;
    std::function<void(Observation)> raise;
    const WallClock& clock;
    Metrics& metrics;
  };

  /// Borrows the graph.
  NowcastDesk(const roads::WalkGraph& walk, std::vector<OfferedScenario> scenarios, std::vector<Zone> zones,
              Dependencies dependencies);
  ~NowcastDesk();

  void start();
  void stop();
  void hear(const Entry& entry);

  /// Errors: NotFound where there is no such nowcast, or none any more.
  Result<std::shared_ptr<const NowcastGround>> ground(const EventId& event) const;

  /// One round, as the thread makes it every ten seconds. Own thread, or a test's before start().
  void round(Time now);

 private:
  struct Running {
    CityEvent event;
    movement::EventNowcast nowcast;
    StreetCounters counters;
    Time heard{}, told{};
    std::vector<std::pair<geo::Position, Time>> alarms = {};  ///< raised, and last seen as likely
  };

  void run();
  bool stopping() const;
  const CityEvent* event_of(const CrowdScenario& scenario, const Picture& picture, Time now) const;
  void begin(const OfferedScenario& offered, const CityEvent& event, const Picture& picture, Time now);
  void follow(const OfferedScenario& offered, Running& running, const Picture& picture, Time now);
  void end(const std::string& scenario, Time now);
  void raise(Running& running, const std::vector<movement::StreetAlarm>& alarms, Time now);
  void note_trouble(const std::string& scenario, const Error& error);

  const roads::WalkGraph& walk_;
  const std::vector<OfferedScenario> scenarios_;
  const std::vector<Zone> zones_;
  const Dependencies on_;
  std::map<std::string, Running> running_;                             ///< by scenario; its own thread's
  std::map<std::string, std::pair<EventId, std::uint64_t>> given_up_;  ///< by scenario: the event, and its version
  std::map<EventId, CrowdNowcast> last_;                               ///< as recorded

  mutable Mutex mutex_;
  std::condition_variable wake_;
  std::vector<Measured> heard_ GUARDED_BY(mutex_);
  std::map<EventId, std::shared_ptr<const NowcastGround>> grounds_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace vigie::engine
