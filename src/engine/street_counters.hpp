// SPDX-License-Identifier: Apache-2.0
// StreetCounters: the city's counters near an event, and what each said since it was last asked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "model/crowd_scenario.hpp"
#include "model/picture.hpp"
#include "model/zone.hpp"
#include "movement/counter_places.hpp"

namespace vigie::engine {

/// Three kinds: gates of the venue's zone whose passages are counted; zones around it, by the density that is estimated there;
/// and counters of passages or densities that stand in a street and belong to no zone. Threads: one.
class StreetCounters {
 public:
  /// Found once, in the zones and in what was measured lately: a counter that first speaks later is not among them.
  StreetCounters(const CrowdScenario& scenario, const std::vector<Zone>& zones, const Picture& picture);

  const std::vector<movement::StreetCounter>& all() const { return counters_; }
  /// Those of these numbers only, in this order.
  void keep(const std::vector<std::size_t>& numbers);

  void hear(const Measured& measured);
  /// What each said since the last call, as a reading over `every`; nothing where it was silent for more than half of that. `usual`:
  /// people of a zone who are there without any event, taken off its density.
  std::vector<std::optional<double>> take(const Picture& picture, std::chrono::duration<double> every,
                                          const std::map<ZoneId, double>& usual);

 private:
  using Key = std::tuple<SourceId, std::string, Quantity>;  ///< source, feature
  struct Heard {
    double people = 0, seconds = 0;  ///< of passages
    std::optional<double> per_m2;    ///< of densities
  };
  struct Source {
    std::optional<std::size_t> zone;  ///< of zones_: its density
    std::vector<Key> keys;            ///< else what is added up
  };

  void add_gates(const Zone& zone);
  void add_street_counters(const CrowdScenario& scenario, const Picture& picture);
  std::optional<double> density_of(const Zone& zone, const Picture& picture,
                                   const std::map<ZoneId, double>& usual) const;

  std::vector<Zone> zones_;
  std::vector<movement::StreetCounter> counters_;
  std::vector<Source> sources_;  ///< by counter
  std::map<Key, Heard> heard_;
};

}  // namespace vigie::engine
