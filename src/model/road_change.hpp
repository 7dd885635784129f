// SPDX-License-Identifier: Apache-2.0
// RoadChange: a street that is closed, slowed or made one-way for a time: by whom, where, from when until when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"

namespace vigie {

enum class RoadEffect : std::uint8_t {
  Closed,
  SpeedLimit,  ///< nobody drives faster than `speed_kmh`
  OneWay,      ///< driven in the sense of its line only
};

/// Who says so.
enum class RoadOrigin : std::uint8_t {
  Operator,  ///< drawn on the map
  Feed,      ///< published by the road authority (DATEX II, CIFS)
  Event,     ///< measure of a planned event
};

/// Which directions of the street it concerns.
enum class RoadSense : std::uint8_t {
  Both,
  Along,  ///< the sense in which its line runs
};

/// Whom it stops.
enum class RoadBars : std::uint8_t {
  Everyone,
  OrdinaryTraffic,  ///< an emergency vehicle gets through
};

/// Local hours of some days of the week. `to_min` at or before `from_min` is in the following night.
struct WeeklyHours {
  std::uint8_t days;      ///< bit 0 Monday to bit 6 Sunday: days on which it begins
  std::int16_t from_min;  ///< 0 to 1439, minutes after local midnight
  std::int16_t to_min;    ///< 0 to 1440
  friend bool operator==(const WeeklyHours&, const WeeklyHours&) = default;
};

using RoadLine = std::vector<geo::Position>;

inline constexpr std::size_t kMostRoadLines = 64;     ///< of one change
inline constexpr std::size_t kMostRoadPoints = 2000;  ///< of all its lines
inline constexpr double kMostRoadLength_m = 500'000;  ///< of all its lines: what is walked step by step has an end

inline double length_m(const RoadLine& line) {
  double length_m = 0;
  for (std::size_t i = 1; i < line.size(); ++i) length_m += geo::distance_m(line[i - 1], line[i]);
  return length_m;
}

struct RoadChange {
  RoadChangeId id;  ///< given by the engine: "R-7"
  RoadOrigin origin = RoadOrigin::Operator;
  SourceId source;        ///< "user/alice", "feed/dialog"
  std::string reference;  ///< the source's own name for it
  std::string title;
  RoadEffect effect = RoadEffect::Closed;
  std::int32_t speed_kmh = 0;  ///< 1 to 150 where the effect is a speed limit, else 0
  RoadSense sense = RoadSense::Both;
  RoadBars bars = RoadBars::Everyone;
  std::vector<RoadLine> lines;  ///< a line of one point is the street nearest to it
  Time start;
  std::optional<Time> end;         ///< absent: until it is withdrawn
  std::vector<WeeklyHours> hours;  ///< empty: at all hours from start to end
  // As the city's streets understood it when it came:
  std::vector<std::string> streets;  ///< names, each once, in order
  std::int32_t length_m = 0;         ///< of the streets on which it lies, each counted once
  // Its story:
  std::string by;  ///< "user:alice", "source:dialog"
  Time received;
  std::optional<Time> withdrawn;
  std::string withdrawn_by;
  std::string withdrawn_because;
  std::uint64_t changed = 0;
};

}  // namespace vigie
