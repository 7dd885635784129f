// SPDX-License-Identifier: Apache-2.0
// Corners from the road graph, the stadium from the gazetteer.
#include "sim/places.hpp"

#include <algorithm>

#include "city/gazetteer.hpp"
#include "core/check.hpp"
#include "roads/road_graph.hpp"

namespace vigie::sim {
namespace {

constexpr double kCity_m = 3500;

std::vector<geo::Position> corners_of(const roads::RoadGraph& graph) {
  std::vector<geo::Position> corners;
  for (roads::NodeId node = 0; node < graph.node_count(); ++node) {
    if (graph.leaving(node).empty()) continue;
    const auto& arc = graph.arc(graph.leaving(node).front());
    const auto kind = graph.edge_of(graph.leaving(node).front()).road_class;
    const bool quiet =
        kind == roads::RoadClass::Motorway || kind == roads::RoadClass::MotorwayLink || kind == roads::RoadClass::Track;
    if (!quiet && graph.in_main_part(arc.edge, roads::Profile::Car)) corners.push_back(graph.place(node));
  }
  VIGIE_CHECK(!corners.empty());
  return corners;
}

std::vector<geo::Position> within(const geo::Position& middle, std::vector<geo::Position> corners) {
  std::vector<geo::Position> close;
  for (const geo::Position& corner : corners)
    if (geo::distance_m(corner, middle) <= kCity_m) close.push_back(corner);
  return close.empty() ? corners : close;
}

geo::Position stadium_of(const city::City& city) {
  for (const char* name : {"stade", "estadio", "stadium", "stadio"})
    for (const city::Place& place : city.gazetteer().search(name, 5))
      if (place.kind == city::PlaceKind::Venue) return place.position;
  return city.centre();
}

}  // namespace

Places::Places(const city::City& city)
    : corners_(within(city.centre(), corners_of(city.roads()))), stadium_(stadium_of(city)) {}

geo::Position Places::near(const geo::Position& middle, double radius_m, Random& chance) const {
  std::vector<const geo::Position*> close;
  for (const geo::Position& corner : corners_)
    if (geo::distance_m(corner, middle) <= radius_m) close.push_back(&corner);
  if (!close.empty()) return *close[chance.below(close.size())];
  return *std::min_element(corners_.begin(), corners_.end(), [&](const geo::Position& a, const geo::Position& b) {
    return geo::distance_m(a, middle) < geo::distance_m(b, middle);
  });
}

}  // namespace vigie::sim
