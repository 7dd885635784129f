// SPDX-License-Identifier: Apache-2.0
// StreetDesk: what people ask of the streets: where a line lies, how long from here to there, a mission's way.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/mutex.hpp"
#include "core/result.hpp"
#include "engine/coverage.hpp"
#include "engine/live_network.hpp"
#include "model/picture.hpp"

namespace vigie::engine {

/// A unit's way to its incident. Computed from an exact position: for whom that may be shown.
struct MissionRoute {
  MissionId mission;
  Time at;
  std::int32_t seconds = 0;  ///< median
  std::int32_t p90_s = 0;    ///< nine times in ten it takes no longer
  std::int32_t distance_m = 0;
  std::int32_t position_age_s = 0;
  RoadLine line;  ///< from the unit's street to the incident's
};

/// Threads: any.
class StreetDesk {
 public:
  struct Dependencies {
    const LiveNetwork& network;
    std::function<std::shared_ptr<const Picture>()> picture;
    std::function<std::shared_ptr<const Positions>()> positions;
    const WallClock& clock;
    std::span<const city::District> districts{};
  };
  explicit StreetDesk(Dependencies dependencies)
      : on_(std::move(dependencies)), by_district_(on_.network.index().graph(), on_.districts) {}

  StreetsOnLine streets_on(std::span<const RoadLine> lines, RoadSense sense) const {
    return on_.network.streets_on(lines, sense);
  }

  /// Seconds for an emergency vehicle, a row for each `from`; nothing where no road leads. `at`: with the road changes in force
  /// then; absent: now. Takes up to some tens of milliseconds.
  std::vector<std::vector<std::optional<std::int32_t>>> travel_times(std::span<const geo::Position> from,
                                                                     std::span<const geo::Position> to,
                                                                     std::optional<Time> at) const;

  /// Errors: NotFound: no such mission, or it is over, or nobody knows where the unit or the incident is, or no road leads.
  Result<MissionRoute> mission_route(const MissionId& mission) const;

  /// The layer, a few seconds old where somebody else has just asked for the same. `minutes` rise.
  std::shared_ptr<const Coverage> coverage(const std::vector<int>& minutes) const;

 private:
  Dependencies on_;
  StreetsByDistrict by_district_;
  mutable Mutex mutex_;
  mutable std::shared_ptr<const Coverage> newest_ GUARDED_BY(mutex_);
  mutable std::vector<int> newest_minutes_ GUARDED_BY(mutex_);
};

}  // namespace vigie::engine
