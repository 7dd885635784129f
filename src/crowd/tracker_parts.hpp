// SPDX-License-Identifier: Apache-2.0
// What a CrowdTracker is made of: who speaks of which zone, who is believed, and the groups' filters.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "crowd/crowd_tracker.hpp"
#include "crowd/group_track.hpp"
#include "crowd/sensor_watch.hpp"
#include "crowd/zone_links.hpp"

namespace vigie::crowd {

/// What the tracker keeps of a sensor beside its place.
struct Follow {
  std::size_t group = 0;
  std::size_t number = 0;  ///< within the group
  SensorWatch watch;
  double rate_per_min = 0;  ///< of a flow: its newest count
  bool counted = false;     ///< rate_per_min is known
};

struct CrowdTracker::Parts {
  Parts(std::vector<Zone> given, TrackerOptions how);

  FilterShape::Sensor part_of(const SensorPlace& sensor) const;
  void follow(std::size_t sensor);
  void take(std::size_t sensor, const Measurement& measurement);
  ReadingLimits limits_of(std::size_t sensor, const Measurement& measurement) const;
  void compare(std::size_t sensor);
  void begin(std::size_t group, std::int64_t step, Time at);
  FilterUsual usual_of(std::size_t zone, Time before, Time after) const;
  CrowdState state_of(std::size_t zone) const;
  std::vector<GateFlow> gates_of(std::size_t zone) const;
  std::optional<double> rate_of(std::size_t sensor) const;

  ZoneLinks links;
  TrackerOptions options;
  std::int64_t lateness_steps, window_steps;
  std::vector<GroupTrack> groups;
  std::vector<std::pair<std::size_t, std::size_t>> zone_place;  ///< group, number within it
  std::vector<Follow> sensors;
  std::map<std::pair<std::size_t, std::size_t>, PairWatch> pairs;
  std::vector<std::optional<Time>> counted;
  std::map<std::size_t, CrowdState> restored;
  std::function<std::optional<Usual>(const ZoneId&, Time)> usual;
  std::optional<Time> now;
  TrackerCounts counts;
};

}  // namespace vigie::crowd
