// SPDX-License-Identifier: Apache-2.0
// MeasuredSpeeds: how long streets really took, by street, class and hour: sums over many drives, no drive among them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/time_zone.hpp"
#include "model/street_speed.hpp"
#include "roads/map_match.hpp"
#include "roads/road_graph.hpp"

namespace vigie::roads {

/// An hour of a working day (0 to 23) or of a day of the weekend (24 to 47), local time.
using HourBin = std::uint8_t;
inline constexpr std::size_t kHourBins = 48;
HourBin hour_bin(const LocalTime& local);

/// Whole streets driven. Sums only, in whole numbers: any order of adding gives the same.
struct SpeedSums {
  std::int64_t passages = 0;
  std::int64_t observed_ms = 0;  ///< from entering to leaving, the wait at the end included
  std::int64_t free_ms = 0;      ///< what the profile says for the same streets
  std::int64_t waiting_ms = 0;   ///< what it says for the turns out of them

  SpeedSums& operator+=(const SpeedSums& other);
  friend bool operator==(const SpeedSums&, const SpeedSums&) = default;
};

/// How much single passages of a class stray: of the logarithm of observed over free, each weighing its free time.
struct SpreadSums {
  std::int64_t weight_ds = 0;      ///< tenths of seconds
  std::int64_t log_milli = 0;      ///< sum of weight × 1000 ln(observed / free)
  std::int64_t squares_milli = 0;  ///< sum of weight × (1000 ln(observed / free))²

  double mean_log() const;
  double variance_log() const;
  SpreadSums& operator+=(const SpreadSums& other);
  friend bool operator==(const SpreadSums&, const SpreadSums&) = default;
};

/// Belongs to one import of a city: streets are numbers. Threads: one writer.
class MeasuredSpeeds {
 public:
  explicit MeasuredSpeeds(Profile profile) : profile_(profile) {}

  /// The whole passages of a match, each in the hour it was entered. One that took more than five times its free time and a minute
  /// more is not counted: the unit stopped there for a reason of its own.
  void add(const RoadGraph& graph, const Match& match, const TimeZone& zone);
  /// Of the same graph and profile.
  void merge(const MeasuredSpeeds& other);
  /// Sums of a class and hour, from a record. A class or hour that does not exist is left out.
  void add(const StreetSpeed& sums);
  /// What was summed by class and hour, for a record; streets are left out. Ordered; without those of no passage.
  std::vector<StreetSpeed> by_class() const;

  /// Speed over free speed, 0.2 to 1.5; 1 where nothing is known. Source of the shrinking: docs/concepts/traces.md.
  double class_factor(RoadClass road_class, HourBin hour) const;
  /// The street's own where it has at least five passages in that hour, drawn towards its class; else its class's.
  double factor(const RoadGraph& graph, ArcId arc, HourBin hour) const;

  const SpeedSums& of_class(RoadClass road_class, HourBin hour) const;
  const SpreadSums& spread_of_class(RoadClass road_class, HourBin hour) const;
  SpeedSums of_street(const RoadGraph& graph, ArcId arc, HourBin hour) const;
  std::int64_t stopped() const { return stopped_; }  ///< passages not counted
  Profile profile() const { return profile_; }
  friend bool operator==(const MeasuredSpeeds&, const MeasuredSpeeds&) = default;

 private:
  struct OfClass {
    SpeedSums sums;
    SpreadSums spread;
    friend bool operator==(const OfClass&, const OfClass&) = default;
  };

  Profile profile_;
  std::map<std::pair<std::uint32_t, HourBin>, SpeedSums> streets_;  // by twice the edge, one more where reversed
  std::array<std::array<OfClass, kHourBins>, kRoadClasses> classes_{};
  std::int64_t stopped_ = 0;
};

inline constexpr std::int64_t kLeastOfStreet = 5;
inline constexpr std::int64_t kLeastOfClass = 30;

/// A metric of this graph with every open street as fast as measured at that hour.
Metric corrected(const RoadGraph& graph, const Metric& metric, const MeasuredSpeeds& speeds, HourBin hour);

}  // namespace vigie::roads
