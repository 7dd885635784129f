// SPDX-License-Identifier: Apache-2.0
// StreetNetwork: the streets around an event as a crowd's simulation uses them, and where its doors and places are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "flow/network.hpp"
#include "model/crowd_scenario.hpp"
#include "movement/street.hpp"

namespace vigie::roads {
class WalkGraph;
}

namespace vigie::movement {

/// Streets that lead out of the simulated circle in one of eight directions.
struct WayOut {
  std::string direction;  ///< "north", "north-east" …
  std::vector<flow::NodeId> nodes;
  double width_m = 0;  ///< of all streets cut there
};

/// A square's ground: what stands on it, and where its ways in are.
struct SquareGround {
  std::vector<std::vector<geo::Position>> holes;  ///< as the scenario draws them; none for a square of the map
  std::vector<geo::Position> entries;             ///< by entry of the area
  int line = 0;                                   ///< in the scenario's file; 0 for a square of the map
};

/// Immutable once made. Threads: const, any number of callers.
struct StreetNetwork {
  flow::NetworkData data;
  std::vector<Street> streets;                      ///< by section, then by area
  std::vector<SquareGround> squares;                ///< by area
  std::vector<flow::NodeId> exits;                  ///< by exit of the scenario
  std::vector<std::optional<flow::NodeId>> places;  ///< by place; nothing where the place is "anywhere out"
  std::vector<WayOut> ways_out;                     ///< none empty
  double length_m = 0;                              ///< of all sections

  /// Sections whose line on the map crosses a drawn line.
  std::vector<flow::SectionId> crossed(const std::vector<geo::Position>& line) const;
  /// The section nearest to a place; nothing beyond `within_m`.
  std::optional<flow::SectionId> nearest(const geo::Position& place, double within_m) const;
};

/// Streets within the scenario's circle, those that hang together, made simple (Pieces::simplify), with a width each. Squares of
/// the map (from 150 m²) and of the scenario become areas, entered where streets cross their outline. An exit opens onto the square it
/// lies in or beside, else by short forecourts onto up to four places of the streets around it; so do stations and car parks.
/// Errors: OutOfRange with the line: a door or place without a street near it, no street leads out, a square that no street enters.
Result<StreetNetwork> street_network(const roads::WalkGraph& graph, const CrowdScenario& scenario);

}  // namespace vigie::movement
