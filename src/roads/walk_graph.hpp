// SPDX-License-Identifier: Apache-2.0
// WalkGraph: where people walk: paths, steps and streets as edges, squares as areas.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "geo/polygon.hpp"
#include "roads/edge_index.hpp"
#include "roads/walk_profile.hpp"

namespace vigie::roads {

using WalkNodeId = std::uint32_t;
using WalkEdgeId = std::uint32_t;

/// Walked both ways.
struct WalkEdge {
  WalkNodeId from;
  WalkNodeId to;
  std::uint32_t first_point;  ///< shape: points[first_point] to the next edge's first_point - 1, ends included
  std::uint32_t length_cm;
  std::uint32_t name;  ///< index into names; 0 is "no name"
  WalkKind kind;
  std::uint16_t width_cm;  ///< as tagged; 0 where it is not
};

/// A square; crossed in the straight line between any two of its entries that see each other.
struct Square {
  std::string name;  ///< may be empty
  geo::Polygon outline;
  double area_m2;
  std::vector<WalkNodeId> entries;  ///< where paths and streets meet its outline
};

/// What a walking graph is made of and what is stored; plain and unchecked.
struct WalkGraphData {
  std::vector<geo::Position> nodes;
  std::vector<geo::Position> points;
  std::vector<WalkEdge> edges;
  std::vector<std::string> names;  ///< [0] is empty
  std::vector<Square> squares;
};

/// Immutable. Threads: const, any number of callers.
class WalkGraph {
 public:
  /// Errors: Corrupt, saying which part does not fit the others.
  static Result<WalkGraph> checked(WalkGraphData data);

  std::size_t node_count() const { return data_.nodes.size(); }
  std::size_t edge_count() const { return data_.edges.size(); }
  const geo::Position& place(WalkNodeId node) const { return data_.nodes[node]; }
  const WalkEdge& edge(WalkEdgeId edge) const { return data_.edges[edge]; }
  const std::string& name(WalkEdgeId edge) const { return data_.names[data_.edges[edge].name]; }
  std::span<const geo::Position> shape(WalkEdgeId edge) const;
  std::span<const Square> squares() const { return data_.squares; }

  /// Edges that touch a node.
  std::span<const WalkEdgeId> at(WalkNodeId node) const {
    return std::span(edges_at_).subspan(first_at_[node], first_at_[node + 1] - first_at_[node]);
  }
  const EdgeIndex& index() const { return index_; }
  const WalkGraphData& data() const { return data_; }

 private:
  explicit WalkGraph(WalkGraphData data);

  WalkGraphData data_;
  std::vector<std::uint32_t> first_at_;
  std::vector<WalkEdgeId> edges_at_;
  EdgeIndex index_;
};

}  // namespace vigie::roads
