// SPDX-License-Identifier: Apache-2.0
// From footways, streets and squares as a map names them to a WalkGraph.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/result.hpp"
#include "geo/position.hpp"
#include "roads/walk_graph.hpp"

namespace vigie::roads {

struct MapWalk {
  std::vector<std::int64_t> nodes;
  WalkTraits traits;
  std::string name;
};

/// A square's outline as a ring of nodes; the first may be repeated at the end.
struct MapSquare {
  std::vector<std::int64_t> ring;
  std::string name;
};

struct WalkMap {
  std::vector<MapWalk> ways;
  std::vector<MapSquare> squares;
  std::unordered_map<std::int64_t, geo::Position> places;
};

/// Junctions are way ends, nodes shared by ways, and nodes of a square's outline that a way touches. Between those of one
/// square there is an edge wherever the straight line stays inside; along its outline there always is.
/// An empty map makes an empty graph. Errors: OutOfRange where it is too large.
Result<WalkGraph> build_walk_graph(const WalkMap& map);

}  // namespace vigie::roads
