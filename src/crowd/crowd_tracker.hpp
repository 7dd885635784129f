// SPDX-License-Identifier: Apache-2.0
// CrowdTracker: how many people are in each zone now, and how sure that is, from all that is counted of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "model/crowd.hpp"
#include "model/measurement.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

/// What is usual in a zone at a moment.
struct Usual {
  double people = 0;     ///< mean
  double deviation = 0;  ///< people, standard deviation from day to day
};

struct TrackerOptions {
  std::chrono::milliseconds step = std::chrono::seconds(15);         ///< a source's values within a step become one
  std::chrono::milliseconds lateness = std::chrono::minutes(5);      ///< what comes later is counted and left
  std::chrono::milliseconds stale_after = std::chrono::minutes(10);  ///< without input
};

/// Measurements since the start.
struct TrackerCounts {
  std::uint64_t used = 0;
  std::uint64_t elsewhere = 0;  ///< of no zone, or of no quantity that tells of a crowd
  std::uint64_t late = 0;       ///< older than `lateness`
  std::uint64_t ahead = 0;      ///< of a moment that has not come
  std::uint64_t doubted = 0;    ///< not believed: see SensorHealth
};

/// A Kalman filter over people, trend and sensors' biases of zones that share gates; docs/concepts/crowd-state.md has its
/// equations. What leaves a zone through a shared gate enters the zone behind it. The same measurements give the same
/// states, whatever the order in which sources come within `lateness`. A bias is learnt only where two sources speak of the
/// same people. Never below 0; a capacity is no limit. Threads: one.
class CrowdTracker {
 public:
  explicit CrowdTracker(std::vector<Zone> zones, TrackerOptions options = {});
  CrowdTracker(CrowdTracker&&) noexcept;
  CrowdTracker& operator=(CrowdTracker&&) noexcept;
  ~CrowdTracker();

  /// Whose it is, Zone::sensors say; without such a line it is People or Density of the one zone that holds its place.
  void take(const Measurement& measurement);

  /// Brings the estimates to `now`; earlier than before: nothing happens. What was taken shows from here on.
  /// Cost: each step since the last call once, and again from where late input belongs.
  void advance(Time now);

  /// At the last advance(), in the order of the zones; empty before it. `changed` is the caller's.
  std::vector<CrowdState> states() const;

  /// Before the first advance(): begins with what states() said before a restart; unknown zones and sensors are passed over.
  void restore(std::span<const CrowdState> states);

  /// What an estimate drifts to, and how wide it becomes, where nobody counts; nothing: it stays, and widens.
  void set_usual(std::function<std::optional<Usual>(const ZoneId&, Time)> usual);

  const std::vector<Zone>& zones() const;
  TrackerCounts counts() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace vigie::crowd
