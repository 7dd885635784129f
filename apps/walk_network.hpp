// SPDX-License-Identifier: Apache-2.0
// From a city's walking graph to the network on which a crowd is simulated.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "flow/network.hpp"
#include "geo/position.hpp"

namespace vigie::roads {
class WalkGraph;
}

namespace vigie::apps {

/// What is free to walk on where the map does not say, metres. A street counts its two pavements, not its roadway.
struct WalkWidths {
  double footway_m = 2.5, steps_m = 2.5, pedestrian_m = 6, street_m = 4;
};

struct WalkNetwork {
  flow::NetworkData data;
  std::vector<std::uint32_t> edge_of_section;  ///< in the walking graph
  std::vector<geo::Position> nodes;
  std::vector<flow::NodeId> rim;  ///< where streets were cut off at the circle

  /// The nearest node; nothing beyond `within_m`.
  std::optional<flow::NodeId> nearest(const geo::Position& place, double within_m) const;
  /// The nearest section by its middle.
  std::optional<flow::SectionId> nearest_section(const geo::Position& place, double within_m) const;
};

/// Streets within a circle, those that hang together with what is nearest its middle; squares become areas.
WalkNetwork walk_network(const roads::WalkGraph& graph, const geo::Position& middle, double radius_m,
                         const WalkWidths& widths);

/// Sections whose line on the map crosses a drawn line.
std::vector<flow::SectionId> crossed(const WalkNetwork& network, const roads::WalkGraph& graph,
                                     const std::vector<geo::Position>& line);

}  // namespace vigie::apps
