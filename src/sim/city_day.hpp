// SPDX-License-Identifier: Apache-2.0
// CityDay: what happens in a simulated city: buttons, calls, shots, flags, more of them around a match.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "model/observation.hpp"
#include "sim/places.hpp"

namespace vigie::sim {

/// Events come at random (Poisson), at rates per hour that a busy evening might have; twice as many calls around the stadium while
/// people come and go. The first button is pressed 20 s after the start, so that who opens the console sees the main job.
/// A match begins 45 min after the start and lasts 105; 30,000 people come over the hour before and leave within 40 min.
/// Threads: one.
class CityDay {
 public:
  CityDay(const Places& places, const std::vector<UnitId>& units, std::uint64_t seed);

  /// What happened since the last call, up to `at_ms` (simulated milliseconds since the start), stamped `now`.
  std::vector<Observation> until(std::int64_t at_ms, Time now);

 private:
  Observation make(ObservationKind kind, const std::string& source, const geo::Position& place, Time now);
  Observation happen(ObservationKind kind, Time now);
  void release(std::int64_t at_ms, Time now, std::vector<Observation>& all);
  void plan(ObservationKind kind, std::int64_t from_ms);

  const Places& places_;
  const std::vector<UnitId> units_;
  Random chance_;
  std::vector<geo::Position> buttons_;
  std::map<ObservationKind, std::int64_t> due_ms_;
  std::vector<std::pair<std::int64_t, Observation>> releases_;  ///< distress buttons to be released, and when
  std::int64_t now_ms_ = 0;
  std::uint64_t next_id_ = 1;
};

/// How many of the match's people are at the stadium.
double attendance_share(std::int64_t at_ms);

}  // namespace vigie::sim
