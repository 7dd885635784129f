// SPDX-License-Identifier: Apache-2.0
// Travel times by road, as dispatch wants them: the roads' index, under way with lights and siren.
#pragma once

#include "core/mutex.hpp"
#include "dispatch/travel_times.hpp"
#include "engine/live_network.hpp"
#include "engine/unit_snaps.hpp"
#include "roads/fast_search.hpp"

namespace vigie::engine {

/// Borrows the network. Threads: any; one search at a time, in memory that is used again.
class RoadTravelTimes : public dispatch::TravelTimes {
 public:
  explicit RoadTravelTimes(const LiveNetwork& network);

  /// On a street that is closed now, a place counts as on the nearest open one.
  /// Nothing for a place that is farther than roads::kFarthestSnap_m from every street.
  std::vector<std::optional<dispatch::Travel>> to(const geo::Position& there,
                                                  std::span<const UnitPosition> from) const override;

 private:
  const LiveNetwork& network_;
  mutable Mutex mutex_;
  mutable UnitSnaps snaps_ GUARDED_BY(mutex_);
  mutable roads::FastSearch search_ GUARDED_BY(mutex_);
};

}  // namespace vigie::engine
