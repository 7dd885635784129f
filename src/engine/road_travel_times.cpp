// SPDX-License-Identifier: Apache-2.0
// Snap, search, round.
#include "engine/road_travel_times.hpp"

namespace vigie::engine {

RoadTravelTimes::RoadTravelTimes(const roads::RoadIndex& index)
    : graph_(index.graph()), live_(index, graph_.metric(roads::Profile::Emergency)), search_(index) {}

std::vector<std::optional<dispatch::Travel>> RoadTravelTimes::to(const geo::Position& there,
                                                                 std::span<const geo::Position> from) const {
  std::vector<std::optional<dispatch::Travel>> all(from.size());
  const auto goal = roads::snap(graph_, there, roads::Profile::Emergency);
  if (!goal) return all;
  std::vector<std::optional<roads::Snap>> starts;
  starts.reserve(from.size());
  for (const geo::Position& place : from) starts.push_back(roads::snap(graph_, place, roads::Profile::Emergency));

  const auto now = live_.now();
  const Lock lock(mutex_);
  const auto travels = search_.travel_times(*now, *goal, starts);
  for (std::size_t i = 0; i < travels.size(); ++i)
    if (travels[i]) all[i] = dispatch::Travel{travels[i]->seconds(), travels[i]->distance_m()};
  return all;
}

}  // namespace vigie::engine
