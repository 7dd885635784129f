// SPDX-License-Identifier: Apache-2.0
// The crowd of a zone: how many are there now, how many are foreseen, and where that becomes too many.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/ids.hpp"

namespace vigie {

/// Flow through a gate over the last minutes.
struct GateFlow {
  std::string gate;
  std::int32_t in_per_min = 0;   ///< people
  std::int32_t out_per_min = 0;  ///< people
  Time seen;                     ///< newest count
  friend bool operator==(const GateFlow&, const GateFlow&) = default;
};

/// What is wrong with what a source says.
enum class CountDoubt : std::uint8_t {
  None,
  Silent,   ///< it has not spoken for longer than it used to
  Stuck,    ///< the same value again and again
  Reset,    ///< a counter that began anew, or a value that cannot be
  Doubled,  ///< the same people counted by another source too
};

struct SensorHealth {
  SourceId source;
  std::string feature;
  CountDoubt doubt = CountDoubt::None;
  Time seen;                       ///< newest value
  std::int32_t bias_permille = 0;  ///< learnt: it says so much more than there are; below 0: less
  friend bool operator==(const SensorHealth&, const SensorHealth&) = default;
};

/// Estimate of now.
struct CrowdState {
  ZoneId zone;
  Time at;
  std::int64_t people = 0;      ///< mean
  std::int64_t deviation = 0;   ///< people, standard deviation
  std::optional<Time> counted;  ///< newest input that says something of it; absent: there never was one
  bool stale = true;            ///< no input for too long: the estimate drifts to what is usual, and widens
  std::vector<GateFlow> gates;  ///< those that are counted
  std::vector<SensorHealth> sensors;
  std::uint64_t changed = 0;
};

struct ForecastPoint {
  Time at;
  std::int64_t people = 0;  ///< median
  std::int64_t low80 = 0, high80 = 0;
  std::int64_t low95 = 0, high95 = 0;
  bool skilled =
      true;  ///< this horizon has lately beaten the naive forecasts; where not, what is told is the usual value
};

/// Why the forecast is as it is.
enum class DriverKind : std::uint8_t {
  Usual,     ///< what is usual on such a day at such an hour
  Level,     ///< today's level so far
  Arrivals,  ///< arrivals through gates, stations, neighbours
  Event,     ///< an event; `about` is its title
  Weather,
  Transport,  ///< a disruption; `about` is its title
  Holiday,
};

struct ForecastDriver {
  DriverKind kind = DriverKind::Usual;
  std::string about;
  std::int64_t people = 0;     ///< adds so many to the usual; below 0: takes away
  std::int32_t percent = 100;  ///< of the usual, where a ratio says more; 100: nothing to say
  std::optional<Time> at{};    ///< when it happens
};

/// How wrong it was lately, at one horizon.
struct ForecastSkill {
  std::int32_t horizon_min = 0;
  std::int64_t error = 0;        ///< mean absolute, people
  std::int64_t naive_error = 0;  ///< of the best naive forecast
  std::int32_t inside80_permille = 0;
  std::int32_t judged = 0;  ///< forecasts that came due
  bool on = true;
};

struct CrowdForecast {
  ZoneId zone;
  Time made;
  std::string model;                  ///< name, version and checksum of what made it
  std::vector<ForecastPoint> points;  ///< later and later
  std::vector<ForecastDriver> drivers;
  std::vector<ForecastSkill> skill;
  std::uint64_t changed = 0;
};

enum class SurgeThreshold : std::uint8_t { Limit, Density };

/// It is likely to become too many. Raised once; it ends when it has become unlikely, or the crowd has gone.
struct CrowdSurge {
  ZoneId zone;
  SurgeThreshold threshold = SurgeThreshold::Limit;
  std::int64_t limit = 0;  ///< people
  std::int32_t probability_percent = 0;
  Time expected;            ///< when the median, or else the upper 80 % bound, first passes it
  std::int64_t people = 0;  ///< expected then
  Time made;
  std::vector<ForecastDriver> drivers;
  std::optional<Time> ended;
  std::uint64_t changed = 0;
};

}  // namespace vigie
