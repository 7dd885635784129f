// SPDX-License-Identifier: Apache-2.0
// SmallTown: five junctions with live streets, for tests of the server.
#pragma once

#include <memory>

#include "engine/street_desk.hpp"
#include "roads/text_map.hpp"
#include "server/picture_source.hpp"

namespace vigie::tests {

/// Somewhere in Marseille. Outlives the server that asks it.
struct SmallTown {
  SmallTown(const server::PictureSource& pictures, const WallClock& clock)
      : graph(map.graph()),
        index(std::move(*roads::RoadIndex::checked(graph, roads::road_order(graph)))),
        network(*index, TimeZone::named("Europe/Paris").value()),
        desk({network, [&pictures] { return pictures.picture(); }, [&pictures] { return pictures.positions(); },
              clock}) {}

  roads::TextMap map{R"(
A--B--C
|     |
D-----E
)"};
  roads::RoadGraph graph;
  std::unique_ptr<const roads::RoadIndex> index;
  engine::LiveNetwork network;
  engine::StreetDesk desk;
};

}  // namespace vigie::tests
