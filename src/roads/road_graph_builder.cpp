// SPDX-License-Identifier: Apache-2.0
// Cuts ways at junctions, sets barriers between the pieces, and orders the arcs.
#include "roads/road_graph_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "roads/restriction_paths.hpp"
#include "roads/turn_rules.hpp"

namespace vigie::roads {
namespace {

std::uint32_t duration_ms(std::uint32_t length_cm, double kmh) {
  if (!(kmh > 0)) return kClosed;
  return static_cast<std::uint32_t>(std::max<long long>(1, std::llround(length_cm * 36.0 / kmh)));
}

std::uint32_t length_cm(std::span<const geo::Position> shape) {
  double metres = 0;
  for (std::size_t i = 0; i + 1 < shape.size(); ++i) metres += geo::distance_m(shape[i], shape[i + 1]);
  return static_cast<std::uint32_t>(std::llround(metres * 100));
}

/// Morton's curve: the bits of latitude and longitude in turn.
std::uint64_t z_order(const geo::Position& place) {
  const auto lat = static_cast<std::uint64_t>(place.lat_e7() + std::int64_t{900'000'000});
  const auto lon = static_cast<std::uint64_t>(place.lon_e7() + std::int64_t{1'800'000'000});
  std::uint64_t key = 0;
  for (unsigned bit = 0; bit < 32; ++bit) key |= (lat >> bit & 1U) << (2 * bit + 1) | (lon >> bit & 1U) << (2 * bit);
  return key;
}

class Builder {
 public:
  explicit Builder(const RoadMap& map) : map_(map) { data_.streets.emplace_back(); }

  Result<BuiltRoads> run() && {
    find_junctions();
    for (const MapWay& way : map_.ways) add_way(way);
    if (data_.arcs.empty()) return Error{ErrorKind::OutOfRange, "no street that anybody can drive on"};
    wait_once_a_junction();
    const std::vector<std::vector<ArcId>> next = leaving();
    order_nodes();
    std::size_t left_out = 0;
    std::vector<std::vector<ArcId>> forbidden;
    for (const MapRestriction& restriction : map_.restrictions)
      if (!add_forbidden_sequences(restriction, pieces_, next, forbidden)) ++left_out;
    order_arcs(apply_restrictions(std::move(data_.arcs), next, forbidden));
    Result<RoadGraph> graph = RoadGraph::checked(std::move(data_));
    if (!graph) return graph.error();
    return BuiltRoads{std::move(*graph), left_out};
  }

 private:
  void find_junctions() {
    for (const MapWay& way : map_.ways) {
      for (const MapId node : way.nodes) ++uses_[node];
      if (way.nodes.empty()) continue;
      ++uses_[way.nodes.front()];  // an end counts twice: always a junction
      ++uses_[way.nodes.back()];
    }
  }

  bool is_junction(MapId node) { return uses_[node] > 1 || map_.barriers.contains(node); }

  void add_way(const MapWay& way) {
    std::vector<MapId> run;
    const auto close = [&] {
      if (run.size() >= 2) add_piece(way, run);
      run.clear();
    };
    for (const MapId node : way.nodes) {
      if (!map_.places.contains(node)) {
        close();
        continue;
      }
      if (!run.empty() && run.back() == node) continue;
      run.push_back(node);
      if (run.size() < 2 || !is_junction(node)) continue;
      close();
      run.push_back(node);
    }
    close();
  }

  void add_piece(const MapWay& way, const std::vector<MapId>& nodes) {
    std::vector<geo::Position> shape;
    for (const MapId node : nodes) shape.push_back(map_.places.at(node));
    const NodeId from = end_node(nodes.front());
    const NodeId to = end_node(nodes.back());
    const std::uint32_t length = length_cm(shape);
    const auto driven = [&](const Speeds& kmh, bool along) {
      const MetControls met = met_controls(nodes, shape, along);
      Driven out{{}, met.at_end};
      for (std::size_t p = 0; p < kProfiles; ++p) {
        out.duration_ms[p] = duration_ms(length, kmh[p]);
        if (out.duration_ms[p] != kClosed) out.duration_ms[p] += met.on_the_way_ms[p];
      }
      return out;
    };
    const std::array<ArcId, 2> arcs =
        add_edge({from, to, 0, length, street(way.name), way.traits.road_class, way.traits.roundabout}, shape,
                 driven(way.traits.forward_kmh, true), driven(way.traits.backward_kmh, false));
    pieces_[way.id].push_back({nodes.front(), nodes.back(), arcs[0], arcs[1]});
  }

  MetControls met_controls(const std::vector<MapId>& nodes, const std::vector<geo::Position>& shape, bool along) const {
    std::vector<MetNode> met;
    double from_start_m = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const std::size_t at = along ? i : nodes.size() - 1 - i;
      if (i > 0) from_start_m += geo::distance_m(shape[along ? at - 1 : at + 1], shape[at]);
      const auto found = map_.controls.find(nodes[at]);
      met.push_back({from_start_m, found == map_.controls.end() ? nullptr : &found->second});
    }
    return met_on(met, along);
  }

  /// A driver who has just waited at signals does not wait again in the middle of the junction.
  void wait_once_a_junction() {
    std::vector<bool> signals(data_.nodes.size(), false);
    for (const Arc& arc : data_.arcs)
      if (arc.control == Control::Signals) signals[head(arc)] = true;
    for (Arc& arc : data_.arcs)
      if (arc.control == Control::Signals && signals[tail(arc)] &&
          data_.edges[arc.edge].length_cm <= kInsideJunction_cm)
        arc.control = Control::None;
  }

  /// The node of an edge's end. At a barrier each edge gets its own, and passes to the first one's over the barrier.
  NodeId end_node(MapId node) {
    const auto [known, fresh] = junctions_.try_emplace(node, static_cast<NodeId>(data_.nodes.size()));
    if (fresh) data_.nodes.push_back(map_.places.at(node));
    const auto barrier = map_.barriers.find(node);
    if (fresh || barrier == map_.barriers.end()) return known->second;
    const auto own = static_cast<NodeId>(data_.nodes.size());
    const geo::Position place = map_.places.at(node);
    data_.nodes.push_back(place);
    std::array<std::uint32_t, kProfiles> opening{};
    for (std::size_t p = 0; p < kProfiles; ++p)
      opening[p] =
          barrier->second.passes[p] ? static_cast<std::uint32_t>(std::max(1, barrier->second.opening_ms)) : kClosed;
    const std::array<geo::Position, 2> shape{place, place};
    add_edge({known->second, own, 0, 0, 0, RoadClass::Barrier, false}, shape, {opening, Control::None},
             {opening, Control::None});
    return own;
  }

  /// An edge in one direction.
  struct Driven {
    std::array<std::uint32_t, kProfiles> duration_ms;
    Control at_end;
  };

  std::array<ArcId, 2> add_edge(Edge edge, std::span<const geo::Position> shape, const Driven& forward,
                                const Driven& backward) {
    edge.first_point = static_cast<std::uint32_t>(data_.points.size());
    data_.points.insert(data_.points.end(), shape.begin(), shape.end());
    const auto id = static_cast<EdgeId>(data_.edges.size());
    data_.edges.push_back(edge);
    const auto add = [&](bool reversed, const Driven& driven) {
      const auto& durations = driven.duration_ms;
      if (std::all_of(durations.begin(), durations.end(), [](std::uint32_t d) { return d == kClosed; })) return kNone;
      data_.arcs.push_back({id, reversed, false, durations, driven.at_end});
      return static_cast<ArcId>(data_.arcs.size() - 1);
    };
    const ArcId there = add(false, forward);
    return {there, add(true, backward)};
  }

  std::uint32_t street(const std::string& name) {
    if (name.empty()) return 0;
    const auto [known, fresh] = street_numbers_.try_emplace(name, static_cast<std::uint32_t>(data_.streets.size()));
    if (fresh) data_.streets.push_back(name);
    return known->second;
  }

  NodeId tail(const Arc& arc) const { return arc.reversed ? data_.edges[arc.edge].to : data_.edges[arc.edge].from; }
  NodeId head(const Arc& arc) const { return arc.reversed ? data_.edges[arc.edge].from : data_.edges[arc.edge].to; }

  std::vector<std::vector<ArcId>> leaving() const {
    std::vector<std::vector<ArcId>> by_node(data_.nodes.size());
    for (ArcId a = 0; a < data_.arcs.size(); ++a) by_node[tail(data_.arcs[a])].push_back(a);
    std::vector<std::vector<ArcId>> by_arc;
    for (const Arc& arc : data_.arcs) by_arc.push_back(by_node[head(arc)]);
    return by_arc;
  }

  /// Neighbours on the map become neighbours in memory: queries twice as fast. No arc is concerned yet.
  void order_nodes() {
    std::vector<NodeId> order(data_.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<std::uint64_t> keys;
    keys.reserve(data_.nodes.size());
    for (const geo::Position& place : data_.nodes) keys.push_back(z_order(place));
    std::stable_sort(order.begin(), order.end(), [&](NodeId a, NodeId b) { return keys[a] < keys[b]; });
    std::vector<NodeId> number(order.size());
    std::vector<geo::Position> nodes;
    for (NodeId i = 0; i < order.size(); ++i) {
      number[order[i]] = i;
      nodes.push_back(data_.nodes[order[i]]);
    }
    data_.nodes = std::move(nodes);
    for (Edge& edge : data_.edges) {
      edge.from = number[edge.from];
      edge.to = number[edge.to];
    }
  }

  void order_arcs(TurnRules rules) {
    std::vector<ArcId> order(rules.arcs.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](ArcId a, ArcId b) { return head(rules.arcs[a]) < head(rules.arcs[b]); });
    std::vector<ArcId> place(order.size());
    for (ArcId i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      data_.arcs.push_back(rules.arcs[order[i]]);
    }
    for (const ForbiddenTurn& turn : rules.forbidden) data_.forbidden.push_back({place[turn.from], place[turn.to]});
    std::sort(data_.forbidden.begin(), data_.forbidden.end());
  }

  const RoadMap& map_;
  std::unordered_map<MapId, std::uint32_t> uses_;
  std::unordered_map<MapId, NodeId> junctions_;
  std::unordered_map<std::string, std::uint32_t> street_numbers_;
  WayPieces pieces_;
  RoadGraphData data_;
};

}  // namespace

Result<BuiltRoads> build_road_graph(const RoadMap& map) { return Builder(map).run(); }

}  // namespace vigie::roads
