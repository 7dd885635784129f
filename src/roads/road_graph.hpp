// SPDX-License-Identifier: Apache-2.0
// RoadGraph: a city's streets as directed arcs between junctions, for every profile at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "geo/position.hpp"
#include "roads/edge_index.hpp"
#include "roads/profile.hpp"
#include "roads/road_control.hpp"
#include "roads/turn_table.hpp"

namespace vigie::roads {

using NodeId = std::uint32_t;
using ArcId = std::uint32_t;
using EdgeId = std::uint32_t;

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t kClosed = kNone;  ///< an arc's duration where the profile may not pass

/// A piece of street between two junctions, without direction.
struct Edge {
  NodeId from;
  NodeId to;
  std::uint32_t
      first_point;  ///< its shape is points[first_point] to points[next edge's first_point - 1], ends included
  std::uint32_t length_cm;
  std::uint32_t street;  ///< index into streets; 0 is "no name"
  RoadClass road_class;
  bool roundabout;
};

/// An edge in one direction; a shadow is a second copy that carries the memory of a turn restriction over several ways.
struct Arc {
  EdgeId edge;
  bool reversed;                                     ///< runs from the edge's `to` to its `from`
  bool shadow;                                       ///< never snapped to, never counted
  std::array<std::uint32_t, kProfiles> duration_ms;  ///< what is waited for on the way included, turns not
  Control control = Control::None;                   ///< at its end; at most Signals
};

/// It is forbidden to enter arc `to` from arc `from`; they meet at a node.
struct ForbiddenTurn {
  ArcId from;
  ArcId to;
  friend auto operator<=>(const ForbiddenTurn&, const ForbiddenTurn&) = default;
};

/// What a graph is made of and what is stored; plain and unchecked.
struct RoadGraphData {
  std::vector<geo::Position> nodes;
  std::vector<geo::Position> points;
  std::vector<Edge> edges;
  std::vector<Arc> arcs;                 ///< ordered by the node where they arrive
  std::vector<ForbiddenTurn> forbidden;  ///< ordered
  std::vector<std::string> streets;      ///< [0] is empty
};

/// Travel times of every arc for one driver, now: a graph's own for a profile, or a copy with streets closed. What turns
/// cost is the graph's and the same for all metrics of a profile.
struct Metric {
  Profile profile;
  std::vector<std::uint32_t> duration_ms;  ///< by arc; kClosed where closed
};

/// Immutable. Threads: const, any number of callers.
class RoadGraph {
 public:
  /// Errors: Corrupt, saying which part does not fit the others.
  static Result<RoadGraph> checked(RoadGraphData data);

  std::size_t node_count() const { return data_.nodes.size(); }
  std::size_t arc_count() const { return data_.arcs.size(); }
  /// Junctions and directed arcs that the profile can use, shadows left out.
  std::size_t node_count(Profile profile) const;
  std::size_t arc_count(Profile profile) const;

  const geo::Position& place(NodeId node) const { return data_.nodes[node]; }
  const Arc& arc(ArcId arc) const { return data_.arcs[arc]; }
  const Edge& edge_of(ArcId arc) const { return data_.edges[data_.arcs[arc].edge]; }
  NodeId tail(ArcId arc) const { return tails_[arc]; }
  NodeId head(ArcId arc) const { return heads_[arc]; }
  const std::string& street(ArcId arc) const { return data_.streets[edge_of(arc).street]; }
  std::uint32_t length_cm(ArcId arc) const { return lengths_[arc]; }
  std::uint32_t duration_ms(ArcId arc, Profile profile) const {
    return data_.arcs[arc].duration_ms[static_cast<std::size_t>(profile)];
  }

  /// The shape in the edge's own direction, ends included.
  std::span<const geo::Position> shape(EdgeId edge) const;

  /// Arcs that arrive at a node are consecutive, since searches run backwards: first_arriving(n) to first_arriving(n + 1) - 1.
  ArcId first_arriving(NodeId node) const { return first_arriving_[node]; }
  /// Arcs that leave a node.
  std::span<const ArcId> leaving(NodeId node) const {
    return std::span(leaving_).subspan(first_leaving_[node], first_leaving_[node + 1] - first_leaving_[node]);
  }
  /// The arcs of an edge, shadows left out; kNone where that direction does not exist.
  ArcId forward_arc(EdgeId edge) const { return arcs_of_edge_[std::size_t{2} * edge]; }
  ArcId backward_arc(EdgeId edge) const { return arcs_of_edge_[std::size_t{2} * edge + 1]; }

  /// May a driver go from one arc into the next (they meet)? Not where a sign forbids it; not back along the same street
  /// unless there is no other way out.
  bool turn_allowed(ArcId from, ArcId to, Profile profile) const {
    if (restricted_[from] && is_forbidden(from, to)) return false;
    const bool back = (directions_[from] ^ directions_[to]) == 1;
    return !back || dead_end_[static_cast<std::size_t>(profile)][from];
  }

  /// What a turn costs beyond the two arcs' own times, allowed or not (they meet).
  std::uint32_t turn_delay_ms(ArcId from, ArcId to, Profile profile) const {
    return turns_.delay_ms(from, to, profile);
  }

  /// The same street in the same direction: an arc and its shadows, or itself.
  bool same_direction(ArcId a, ArcId b) const { return directions_[a] == directions_[b]; }

  /// Closes an arc, and its shadows, in a copy of a metric of this graph.
  void close(ArcId closed, Metric& metric) const;

  const Metric& metric(Profile profile) const { return metrics_[static_cast<std::size_t>(profile)]; }
  /// Is this edge in the largest part of the city from where every other place of it can be reached?
  bool in_main_part(EdgeId edge, Profile profile) const { return main_part_[static_cast<std::size_t>(profile)][edge]; }
  const EdgeIndex& index() const { return index_; }
  const RoadGraphData& data() const { return data_; }

 private:
  explicit RoadGraph(RoadGraphData data);
  bool is_forbidden(ArcId from, ArcId to) const;
  void find_main_parts();

  RoadGraphData data_;
  std::vector<NodeId> tails_;
  std::vector<NodeId> heads_;
  std::vector<std::uint32_t> directions_;  // by arc: twice its edge, and one more where reversed
  std::vector<std::uint32_t> lengths_;
  std::vector<ArcId> first_arriving_;
  std::vector<std::uint32_t> first_leaving_;
  std::vector<ArcId> leaving_;
  std::vector<ArcId> arcs_of_edge_;
  std::vector<bool> restricted_;                       // some turn out of this arc is forbidden
  std::array<std::vector<bool>, kProfiles> dead_end_;  // at its end there is no arc but back
  std::array<Metric, kProfiles> metrics_;
  std::array<std::vector<bool>, kProfiles> main_part_;
  EdgeIndex index_;
  TurnTable turns_;
};

}  // namespace vigie::roads
