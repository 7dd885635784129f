// SPDX-License-Identifier: Apache-2.0
// CrowdTruth: how many people really are in each zone of the simulated city, and how many pass its gates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "model/zone.hpp"
#include "sim/crowd_program.hpp"

namespace vigie::sim {

/// People in and out of a place over a period.
struct Passed {
  double in = 0;
  double out = 0;
};

/// A function of time: usual week × season × weather × chance, and on top of it what events bring: a match fills the stadium
/// by way of its esplanades and its metro station, a concert the quay, a market the halls; a metro station that is shut
/// sends its people to its neighbours. What passes a zone's gates sums up to how its people change.
/// Threads: const, any.
class CrowdTruth {
 public:
  /// `today` is when the simulated day begins; the program is known from 36 days before to 15 days after.
  CrowdTruth(std::vector<Zone> zones, const TimeZone& zone, std::uint64_t seed, Time today);

  double people(std::size_t z, Time at) const;
  /// Through one gate; both zones of a shared gate see the same.
  Passed passed(std::size_t z, std::size_t gate, Time from, Time until) const;
  /// Of a station: through its barriers, trains apart. Of another zone: through all gates.
  Passed passed(std::size_t z, Time from, Time until) const;

  const std::vector<Zone>& zones() const { return zones_; }
  const std::vector<Happening>& program() const { return program_; }
  std::optional<std::size_t> venue() const { return venue_; }
  std::optional<std::size_t> concert() const { return concert_; }
  std::optional<std::size_t> market() const { return market_; }
  /// The station that is shut, and when.
  std::optional<std::size_t> shut() const { return shut_; }
  Time shut_from() const { return shut_from_; }
  Time shut_until() const { return shut_until_; }

 private:
  void give_parts();
  double usual(std::size_t z, Time at) const;
  double event_people(std::size_t z, Time at) const;
  double match_people(std::size_t z, Time at, const Happening& match) const;
  double into_venue(Time from, Time until) const;
  double station_share(std::size_t z) const;
  double linked(std::size_t a, std::size_t b, Time at) const;
  Passed city_side(std::size_t z, Time from, Time until) const;

  std::vector<Zone> zones_;
  TimeZone zone_;
  std::uint64_t seed_;
  std::vector<Happening> program_;
  std::vector<double> most_;                                     ///< people at the busiest hour of a usual week
  std::vector<std::vector<std::optional<std::size_t>>> beyond_;  ///< by zone and gate: the zone behind it
  std::optional<std::size_t> venue_, concert_, market_, shut_, venue_station_;
  std::vector<std::size_t> esplanades_;  ///< zones around the venue
  std::vector<std::size_t> near_shut_;
  Time shut_from_{}, shut_until_{};
};

}  // namespace vigie::sim
