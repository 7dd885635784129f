// SPDX-License-Identifier: Apache-2.0
// RandomStreets: a small grid of streets with gaps, one-ways and turn restrictions, for properties of whatever drives.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/position.hpp"
#include "roads/road_graph_builder.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

/// The same seed gives the same streets. Threads: one.
class RandomStreets {
 public:
  static constexpr int kSide = 5;
  static constexpr MapId kFirstWay = 1000;

  RandomStreets(std::uint32_t seed, int restrictions) : random_(seed) {
    const geo::Position origin = geo::Position::checked(geo::Latitude{41.15}, geo::Longitude{-8.61}).value();
    for (int r = 0; r < kSide; ++r)
      for (int c = 0; c < kSide; ++c)
        map.places.emplace(node(r, c), geo::offset(origin, 100 * c + pick(30), 100 * r + pick(30)));
    for (int r = 0; r < kSide; ++r)
      for (int c = 0; c < kSide; ++c) {
        if (c + 1 < kSide) street(node(r, c), node(r, c + 1));
        if (r + 1 < kSide) street(node(r, c), node(r + 1, c));
        if (pick(4) == 0) map.controls[node(r, c)] = {pick(2) == 0 ? Control::Signals : Control::Stop, {}, true};
      }
    for (int i = 0; i < restrictions; ++i) restrict();
  }

  int pick(int below) { return static_cast<int>(next() % static_cast<unsigned>(below)); }

  /// A place on a random street, as both of its directions; the street's number is its edge's.
  Snap somewhere(const RoadGraph& graph) {
    const auto edge = static_cast<EdgeId>(pick(static_cast<int>(map.ways.size())));
    const std::uint32_t length = graph.data().edges[edge].length_cm;
    const auto offset = static_cast<std::uint32_t>(pick(static_cast<int>(length) + 1));
    Snap snap{edge, std::nullopt, std::nullopt, graph.shape(edge).front(), 0, Side::Left};
    if (graph.forward_arc(edge) != kNone) snap.forward = OnArc{graph.forward_arc(edge), offset};
    if (graph.backward_arc(edge) != kNone) snap.backward = OnArc{graph.backward_arc(edge), length - offset};
    return snap;
  }

  RoadMap map;

 private:
  static MapId node(int r, int c) { return r * kSide + c + 1; }

  void street(MapId a, MapId b) {
    if (pick(6) == 0) return;  // a gap in the grid
    const double kmh = 10 + pick(50);
    const int oneway = pick(4);
    const RoadClass road = pick(3) == 0 ? RoadClass::Secondary : RoadClass::Residential;
    RoadTraits traits{road, pick(8) == 0, {kmh, kmh}, {kmh, kmh}};
    if (oneway == 1) traits.backward_kmh = {0, 0};
    if (oneway == 2) traits.forward_kmh = {0, 0};
    map.ways.push_back({kFirstWay + static_cast<MapId>(map.ways.size()), {a, b}, traits, ""});
  }

  MapId other_end(MapId way, MapId from) const {
    const MapWay& w = map.ways[static_cast<std::size_t>(way - kFirstWay)];
    return w.nodes[0] == from ? w.nodes[1] : w.nodes[0];
  }

  /// A random walk of two to four streets becomes a restriction.
  void restrict() {
    if (map.ways.empty()) return;
    std::vector<MapId> ways{kFirstWay + pick(static_cast<int>(map.ways.size()))};
    MapId at = map.ways[static_cast<std::size_t>(ways[0] - kFirstWay)].nodes[static_cast<std::size_t>(pick(2))];
    const MapId via = at;
    const std::size_t length = 2 + static_cast<std::size_t>(pick(3));
    while (ways.size() < length) {
      std::vector<MapId> next;
      for (const MapWay& w : map.ways)
        if (w.id != ways.back() && (w.nodes[0] == at || w.nodes[1] == at)) next.push_back(w.id);
      if (next.empty()) return;
      ways.push_back(next[static_cast<std::size_t>(pick(static_cast<int>(next.size())))]);
      at = other_end(ways.back(), at);
    }
    MapRestriction out{pick(3) == 0, ways.front(), std::nullopt, {ways.begin() + 1, ways.end() - 1}, ways.back()};
    if (ways.size() == 2) out.via_node = via;
    map.restrictions.push_back(out);
  }

  /// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
  std::uint64_t next() {
    std::uint64_t bits = random_ += 0x9E37'79B9'7F4A'7C15U;
    bits = (bits ^ (bits >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
    bits = (bits ^ (bits >> 27U)) * 0x94D0'49BB'1331'11EBU;
    return bits ^ (bits >> 31U);
  }

  std::uint64_t random_;
};

}  // namespace vigie::roads
