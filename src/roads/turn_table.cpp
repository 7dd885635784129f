// SPDX-License-Identifier: Apache-2.0
// Reads each turn off the graph: its angle, the roads that meet, the sign at the end of the arc that is left.
#include "roads/turn_table.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "roads/road_graph.hpp"
#include "roads/turn_delay.hpp"

namespace vigie::roads {
namespace {

/// Which way a street leaves a junction is read this far along it: the first metres are often drawn at an odd angle.
constexpr double kLook_m = 12;

/// Metres on a plane around the junction: good for angles.
struct Ahead {
  double east;
  double north;
};

Ahead between(const geo::Position& a, const geo::Position& b) {
  const double shrink = std::cos(a.lat() * std::numbers::pi / 180);
  constexpr double kMetresPerUnit = 0.0111195;
  return {static_cast<double>(std::int64_t{b.lon_e7()} - a.lon_e7()) * kMetresPerUnit * shrink,
          static_cast<double>(std::int64_t{b.lat_e7()} - a.lat_e7()) * kMetresPerUnit};
}

/// From the first point to the one kLook_m along the line, or to its end.
template <typename Point>
Ahead look(std::size_t count, Point point) {
  double left_m = kLook_m;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const Ahead step = between(point(i), point(i + 1));
    const double step_m = std::hypot(step.east, step.north);
    if (step_m >= left_m) {
      const Ahead whole = between(point(0), point(i));
      return {whole.east + step.east * left_m / step_m, whole.north + step.north * left_m / step_m};
    }
    left_m -= step_m;
  }
  return between(point(0), point(count - 1));
}

/// Directions of an arc: as it leaves its tail, and as it arrives at its head.
struct Bearings {
  Ahead leaving;
  Ahead arriving;
};

Bearings bearings(const RoadGraph& graph, ArcId arc) {
  const std::span<const geo::Position> shape = graph.shape(graph.arc(arc).edge);
  const auto forward = [&](std::size_t i) { return shape[i]; };
  const auto backward = [&](std::size_t i) { return shape[shape.size() - 1 - i]; };
  const Ahead from_first = look(shape.size(), forward), from_last = look(shape.size(), backward);
  const Ahead& leaving = graph.arc(arc).reversed ? from_last : from_first;
  const Ahead& back = graph.arc(arc).reversed ? from_first : from_last;
  return {leaving, {-back.east, -back.north}};
}

/// Right positive; 0 where one of the two has no length.
double angle_deg(const Ahead& a, const Ahead& b) {
  const double cross = a.north * b.east - a.east * b.north, dot = a.north * b.north + a.east * b.east;
  return std::atan2(cross, dot) * 180 / std::numbers::pi;
}

/// Streets that meet at a node: those the profile drives, in one direction or the other.
struct Junction {
  std::array<std::vector<EdgeId>, kProfiles> edges;
};

class Reader {
 public:
  explicit Reader(const RoadGraph& graph) : graph_(graph), junctions_(graph.node_count()) {
    bearings_.reserve(graph.arc_count());
    for (ArcId arc = 0; arc < graph.arc_count(); ++arc) {
      bearings_.push_back(bearings(graph, arc));
      for (std::size_t p = 0; p < kProfiles; ++p) {
        if (graph.arc(arc).duration_ms[p] == kClosed) continue;
        for (const NodeId node : {graph.tail(arc), graph.head(arc)})
          add(junctions_[node].edges[p], graph.arc(arc).edge);
      }
    }
  }

  Turn turn(ArcId from, ArcId to, Profile profile) const {
    const Edge& left = graph_.edge_of(from);
    const Edge& entered = graph_.edge_of(to);
    const bool barrier = left.road_class == RoadClass::Barrier || entered.road_class == RoadClass::Barrier;
    const std::vector<EdgeId>& streets = junctions_[graph_.head(from)].edges[static_cast<std::size_t>(profile)];
    Turn out;
    out.angle_deg = angle_deg(bearings_[from].arriving, bearings_[to].leaving);
    out.back = graph_.arc(from).edge == graph_.arc(to).edge && graph_.arc(from).reversed != graph_.arc(to).reversed;
    out.choice = streets.size() >= 3 && !barrier;
    out.roundabout = left.roundabout || entered.roundabout;
    out.enters_roundabout = !left.roundabout && entered.roundabout && !barrier;
    out.from = left.road_class;
    out.crossed = crossed(streets, left.road_class);
    out.control = graph_.arc(from).control;
    return out;
  }

 private:
  static void add(std::vector<EdgeId>& edges, EdgeId edge) {
    if (std::find(edges.begin(), edges.end(), edge) == edges.end()) edges.push_back(edge);
  }

  /// The most important class above `from` of which two streets meet here: the road goes on, and is not just beginning.
  RoadClass crossed(const std::vector<EdgeId>& streets, RoadClass from) const {
    RoadClass best = from;
    std::size_t higher = 0;
    for (const EdgeId edge : streets) {
      const RoadClass road = graph_.data().edges[edge].road_class;
      if (!above(road, from)) continue;
      ++higher;
      if (best == from || above(road, best)) best = road;
    }
    return higher >= 2 ? best : from;
  }

  const RoadGraph& graph_;
  std::vector<Junction> junctions_;
  std::vector<Bearings> bearings_;
};

}  // namespace

TurnTable::TurnTable(const RoadGraph& graph) : slot_(graph.arc_count()) {
  for (NodeId node = 0; node < graph.node_count(); ++node) {
    std::uint32_t slot = 0;
    for (const ArcId arc : graph.leaving(node)) slot_[arc] = slot++;
  }
  const Reader reader(graph);
  first_.reserve(graph.arc_count());
  for (ArcId from = 0; from < graph.arc_count(); ++from) {
    first_.push_back(static_cast<std::uint32_t>(delays_ms_[0].size()));
    for (const ArcId to : graph.leaving(graph.head(from)))
      for (std::size_t p = 0; p < kProfiles; ++p)
        delays_ms_[p].push_back(turn_delay_ms(reader.turn(from, to, static_cast<Profile>(p)), static_cast<Profile>(p)));
  }
}

}  // namespace vigie::roads
