// SPDX-License-Identifier: Apache-2.0
// From streets, barriers and turn restrictions as a map names them to a RoadGraph.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/result.hpp"
#include "geo/position.hpp"
#include "roads/profile.hpp"
#include "roads/road_control.hpp"
#include "roads/road_graph.hpp"

namespace vigie::roads {

/// A node or a way by the map's own number.
using MapId = std::int64_t;

struct MapWay {
  MapId id;
  std::vector<MapId> nodes;
  RoadTraits traits;
  std::string name;
};

/// "From this way, over these, into that one": forbidden, or the only way on.
struct MapRestriction {
  bool only;
  MapId from;
  std::optional<MapId> via_node;  ///< this, or via_ways
  std::vector<MapId> via_ways;
  MapId to;
};

/// A city's streets as the map has them.
struct RoadMap {
  std::vector<MapWay> ways;
  std::unordered_map<MapId, geo::Position> places;
  std::map<MapId, BarrierTraits> barriers;
  std::map<MapId, ControlTraits> controls;
  std::vector<MapRestriction> restrictions;
};

struct BuiltRoads {
  RoadGraph graph;
  std::size_t restrictions_left_out;  ///< a member is missing, or closed to everybody
};

/// Junctions are way ends, nodes shared by ways, and barriers; everything between is shape. A node without a place cuts
/// its way there. Errors: OutOfRange where nothing is left.
Result<BuiltRoads> build_road_graph(const RoadMap& map);

}  // namespace vigie::roads
