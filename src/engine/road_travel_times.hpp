// SPDX-License-Identifier: Apache-2.0
// Travel times by road, as dispatch wants them: the roads' search, under way with lights and siren.
#pragma once

#include "core/mutex.hpp"
#include "dispatch/travel_times.hpp"
#include "roads/search.hpp"

namespace vigie::engine {

/// Borrows the graph. Threads: any; one search at a time, in memory that is used again.
class RoadTravelTimes : public dispatch::TravelTimes {
 public:
  explicit RoadTravelTimes(const roads::RoadGraph& graph) : graph_(graph), search_(graph) {}

  /// Nothing for a place that is farther than roads::kFarthestSnap_m from every street.
  std::vector<std::optional<dispatch::Travel>> to(const geo::Position& there,
                                                  std::span<const geo::Position> from) const override;

 private:
  const roads::RoadGraph& graph_;
  mutable Mutex mutex_;
  mutable roads::Search search_ GUARDED_BY(mutex_);
};

}  // namespace vigie::engine
