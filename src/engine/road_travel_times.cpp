// SPDX-License-Identifier: Apache-2.0
// Snap, search, round.
#include "engine/road_travel_times.hpp"

#include "roads/travel_model.hpp"

namespace vigie::engine {

RoadTravelTimes::RoadTravelTimes(const LiveNetwork& network)
    : network_(network), snaps_(network.index().graph()), search_(network.index()) {}

std::vector<std::optional<dispatch::Travel>> RoadTravelTimes::to(const geo::Position& there,
                                                                 std::span<const UnitPosition> from) const {
  std::vector<std::optional<dispatch::Travel>> all(from.size());
  const auto now = network_.now();
  const auto goal = roads::snap(network_.index().graph(), there, now->metric);
  if (!goal) return all;
  const roads::TravelModel model = network_.travel_model();
  const Lock lock(mutex_);
  std::vector<std::optional<roads::Snap>> starts;
  starts.reserve(from.size());
  for (const UnitPosition& position : from) starts.push_back(snaps_.street_of(position, now->metric));
  const auto travels = search_.travel_times(*now, *goal, starts);
  for (std::size_t i = 0; i < travels.size(); ++i)
    if (travels[i]) {
      const roads::TravelTime time = roads::travel_time(*travels[i], model);
      all[i] = dispatch::Travel{time.p50_s, travels[i]->distance_m(), time.p90_s};
    }
  return all;
}

}  // namespace vigie::engine
