// SPDX-License-Identifier: Apache-2.0
// A town of straight streets for tests, and an event in its middle.
#pragma once

#include "model/crowd_scenario.hpp"
#include "roads/walk_graph_builder.hpp"

namespace vigie::movement {

inline geo::Position town_middle() { return geo::Position::checked({43.3}, {5.37}).value(); }
inline geo::Position at(double east_m, double north_m) { return geo::offset(town_middle(), east_m, north_m); }

/// Streets every `block_m`, `blocks` to each side of the middle, where two of them cross.
inline roads::WalkMap grid_map(int blocks, double block_m) {
  roads::WalkMap map;
  const int side = 2 * blocks + 1;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      map.places.emplace(row * 100 + column, at((column - blocks) * block_m, (row - blocks) * block_m));
  for (int i = 0; i < side; ++i) {
    roads::MapWalk along{{}, {roads::WalkKind::Street, 0}, "Row " + std::to_string(i)};
    roads::MapWalk across{{}, {roads::WalkKind::Street, 0}, "Column " + std::to_string(i)};
    for (int k = 0; k < side; ++k) {
      along.nodes.push_back(i * 100 + k);
      across.nodes.push_back(k * 100 + i);
    }
    map.ways.push_back(along);
    map.ways.push_back(across);
  }
  return map;
}

inline roads::WalkGraph grid_town(int blocks = 6, double block_m = 70) {
  return roads::build_walk_graph(grid_map(blocks, block_m)).value();
}

/// 4,000 people leave by two doors to a station, a car park and on foot.
inline CrowdScenario evening() {
  CrowdScenario s{.name = "Evening", .event_line = 3, .place = town_middle()};
  s.file = "evening.toml";
  s.radius_m = 380;
  s.people = 4000;
  s.leave_median_s = 300;
  s.leave_p90_s = 700;
  s.until_s = 7200;
  s.exits.push_back({.line = 10, .name = "North", .at = at(10, 60), .width_m = 6, .turnstiles = 4});
  s.exits.push_back({.line = 15, .name = "South", .at = at(-10, -60), .width_m = 4, .turnstiles = 3});
  s.places.push_back({.line = 20,
                      .name = "Tram",
                      .kind = CrowdPlaceKind::Station,
                      .at = at(200, 100),
                      .share = 0.3,
                      .gate_width_m = 4,
                      .waiting_room = 300,
                      .every_s = 240,
                      .places = 200});
  s.places.push_back(
      {.line = 30, .name = "Cars", .kind = CrowdPlaceKind::Parking, .at = at(-200, -150), .share = 0.2, .per_min = 80});
  s.places.push_back({.line = 40, .name = "On foot", .share = 0.5});
  return s;
}

}  // namespace vigie::movement
