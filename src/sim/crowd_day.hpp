// SPDX-License-Identifier: Apache-2.0
// CrowdDay: what the sensors, feeds and calendars of a simulated city say of its crowds: live, and of the weeks before.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "model/feed_content.hpp"
#include "sim/crowd_truth.hpp"

namespace vigie::sim {

/// What one simulated source publishes.
struct SimulatedDocument {
  SourceId source;  ///< "sim/camera" …
  FeedContent content;
};

/// Cameras (density, every 15 s), counters (people, every minute), gates (entered and left, every minute), station barriers
/// (every 5 minutes), bikes, car parks, traffic, weather observed and foreseen, departures, delays, events and holidays, one
/// transport bulletin. Sensors err at random; one counter goes silent, one sticks, one camera says a third too much.
///
/// A crowd lives on the clock on the wall, whatever the simulation's speed: slots of five minutes, forecasts and events
/// would mean nothing on a clock that runs sixty times as fast. Threads: one.
class CrowdDay {
 public:
  struct Options {
    std::uint64_t seed = 1;
    TimeZone zone;
    Time start;            ///< of the simulated day
    geo::Position centre;  ///< of the city: bikes, car parks and traffic counters stand around it
  };
  CrowdDay(std::vector<Zone> zones, Options options);

  const CrowdTruth& truth() const { return truth_; }

  /// What was measured after the last call, or since the start, up to `now`: one document a source.
  std::vector<SimulatedDocument> measured(Time now);

  /// What says of the whole program and of disruptions; once is enough.
  std::vector<SimulatedDocument> announced() const;

  /// Slots of five minutes from `from`, multiples of it, before `until`: what a good counter in each zone would have said, and
  /// the weather each hour; a document a local day, the oldest first. Every line says "sim/".
  std::vector<SimulatedDocument> history(Time from, Time until) const;

 private:
  void count_people(Time at, std::vector<Measurement>& all);
  void see_density(Time at, std::vector<Measurement>& all);
  void count_gates(Time from, Time at, std::vector<Measurement>& all);
  void count_barriers(Time from, Time at, std::vector<Measurement>& all);
  void look_at_bikes(Time at, std::vector<Measurement>& all) const;
  void look_at_car_parks(Time at, std::vector<Measurement>& all) const;
  void count_traffic(Time from, Time at, std::vector<Measurement>& all);
  void ask_trains(Time at, std::vector<Measurement>& all) const;
  void observe_weather(Time at, std::vector<Measurement>& all) const;
  void foresee_weather(Time at, std::vector<Measurement>& all) const;
  double noisy(double value, double share) { return value * (1 + share * chance_.normal()); }

  CrowdTruth truth_;
  Options options_;
  Random chance_;
  std::vector<bool> lines_;          ///< by zone: its sensors name ours, so that a place need not be told
  std::vector<double> camera_bias_;  ///< by zone, a factor
  std::map<std::string, std::int64_t> stuck_at_;
  Time last_;
};

}  // namespace vigie::sim
