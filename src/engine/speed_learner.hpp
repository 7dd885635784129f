// SPDX-License-Identifier: Apache-2.0
// SpeedLearner: how fast streets really are, from units on their way to incidents; their traces are forgotten at once.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/time_zone.hpp"
#include "model/picture.hpp"
#include "roads/map_match.hpp"
#include "roads/measured_speeds.hpp"
#include "roads/travel_model.hpp"

namespace vigie::engine {

/// Keeps the places of a unit in memory while it drives to an incident, matches them to streets when it is there, adds the
/// passages to sums, and forgets them. Nothing of a trace is written anywhere. Only drives with lights and siren are looked at: a
/// patrol's pace says nothing about how soon help comes. Threads: one.
class SpeedLearner {
 public:
  SpeedLearner(const roads::RoadGraph& graph, const TimeZone& zone);

  /// Call about once a second.
  void follow(const Picture& picture, const Positions& positions, Time now);

  /// The picture's sums by class and hour, and what was learnt since the start, streets included.
  const roads::MeasuredSpeeds& speeds() const { return speeds_; }
  /// How far real drives stray from what the speeds say: of the last kMostDrives since the start.
  const roads::TravelModel& model() const { return model_; }
  /// Grows when speeds and model may be used for travel times: with due(), never at an arrival, which would show in them.
  std::uint64_t version() const { return version_; }

  /// What is not yet in the record, once an hour, from at least three units: a record of one unit's hour would be its diary.
  std::optional<StreetsMeasured> due(Time now);

  static constexpr std::size_t kMostDrives = 500;
  static constexpr std::size_t kMostPoints = 1'800;  ///< of one drive: half an hour at 1 Hz

 private:
  struct Drive {
    UnitId unit;
    std::vector<roads::TracePoint> trace;
  };

  void restore(const Picture& picture);
  void learn(const Drive& drive);
  /// Its whole streets: what the speeds said, and what they took.
  roads::DrivenTime driven(const roads::Match& match) const;

  const roads::RoadGraph& graph_;
  const TimeZone zone_;
  roads::MapMatcher matcher_;
  std::map<MissionId, Drive> drives_;
  roads::MeasuredSpeeds speeds_{roads::Profile::Emergency};
  roads::MeasuredSpeeds unwritten_{roads::Profile::Emergency};
  std::set<UnitId> unwritten_units_;
  std::deque<roads::DrivenTime> drives_over_;  ///< two durations each: no place, no unit
  roads::TravelModel model_;
  std::optional<Time> written_;
  bool restored_ = false;
  std::uint64_t version_ = 0;
};

}  // namespace vigie::engine
