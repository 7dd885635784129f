// SPDX-License-Identifier: Apache-2.0
// From the walking graph to the network of a crowd: cut out, squares opened, doors connected, made simple.
#include "movement/street_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "movement/compass.hpp"
#include "movement/doors.hpp"
#include "movement/scenario_check.hpp"
#include "roads/walk_graph.hpp"

namespace vigie::movement {
namespace {

constexpr double kShortest_m = 12;  ///< a shorter level piece is part of a junction: what people walk in a step
constexpr double kSmallestSquare_m2 = 150;
constexpr double kNoWidth_m = 10;  ///< of the way to a place whose gate is not said

class Builder {
 public:
  Builder(const roads::WalkGraph& graph, const CrowdScenario& scenario)
      : graph_(graph), scenario_(scenario), plane_(scenario.place), node_of_(graph.node_count(), kNobody) {}

  Result<StreetNetwork> run() && {
    cut_out();
    open_map_squares();
    for (const CrowdSquare& square : scenario_.squares)
      if (squares_.push_back(open_square(pieces_, plane_, square)); squares_.back().entries.empty())
        return fault(scenario_, square.line, square.name + ": no street leads into the square");
    std::vector<std::vector<std::uint32_t>> ties;
    for (const OpenSquare& open : squares_) {
      ties.emplace_back();
      for (const auto& [node, width_m] : open.entries) ties.back().push_back(node);
    }
    pieces_.keep_largest_part(ties);
    std::erase_if(squares_, [&](const OpenSquare& open) {
      return std::none_of(open.entries.begin(), open.entries.end(),
                          [&](const auto& entry) { return !pieces_.at(entry.first).empty(); });
    });
    if (const Result<void> made = connect_all(); !made) return made.error();
    for (const OpenSquare& open : squares_)
      for (const auto& [node, width_m] : open.entries) pieces_.keep(node);
    for (const auto& [node, width_m] : rim_) pieces_.keep(node);
    pieces_.simplify(kShortest_m);
    return finish();
  }

 private:
  static constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

  double width_of(const roads::WalkEdge& edge) const {
    const CrowdWidths& w = scenario_.widths;
    const double tagged_m = std::clamp(edge.width_cm / 100.0, 0.5, 60.0);
    if (edge.kind == roads::WalkKind::Street) {  // a tagged width is the roadway's
      const bool closed = std::min(geo::distance_m(scenario_.place, graph_.place(edge.from)),
                                   geo::distance_m(scenario_.place, graph_.place(edge.to))) <= w.closed_within_m;
      if (!closed) return w.street_m;
      return edge.width_cm > 0 ? std::max(tagged_m, w.street_m) : w.closed_street_m;
    }
    if (edge.width_cm > 0) return tagged_m;
    if (edge.kind == roads::WalkKind::Footway) return w.footway_m;
    return edge.kind == roads::WalkKind::Steps ? w.steps_m : w.pedestrian_m;
  }

  std::uint32_t node(roads::WalkNodeId graph_node) {
    if (node_of_[graph_node] == kNobody) node_of_[graph_node] = pieces_.add_node(graph_.place(graph_node));
    return node_of_[graph_node];
  }

  bool is_area(const roads::Square& square) const {
    return square.area_m2 >= kSmallestSquare_m2 && square.entries.size() >= 2;
  }

  void cut_out() {
    std::vector<bool> inside(graph_.node_count());
    for (roads::WalkNodeId n = 0; n < graph_.node_count(); ++n)
      inside[n] = geo::distance_m(scenario_.place, graph_.place(n)) <= scenario_.radius_m;
    std::vector<std::uint32_t> square_of(graph_.node_count(), kNobody);
    for (std::uint32_t s = 0; s < graph_.squares().size(); ++s)
      if (is_area(graph_.squares()[s]))
        for (const roads::WalkNodeId n : graph_.squares()[s].entries) square_of[n] = s;
    for (roads::WalkEdgeId e = 0; e < graph_.edge_count(); ++e) {
      const roads::WalkEdge& edge = graph_.edge(e);
      if (edge.from == edge.to || (!inside[edge.from] && !inside[edge.to])) continue;
      // Ways across a square that is an area of its own.
      if (edge.kind == roads::WalkKind::Square && square_of[edge.from] != kNobody &&
          square_of[edge.from] == square_of[edge.to])
        continue;
      if (!inside[edge.from] || !inside[edge.to]) {
        rim_[node(inside[edge.from] ? edge.from : edge.to)] += width_of(edge);
        continue;
      }
      const auto ground = edge.kind == roads::WalkKind::Steps ? flow::Ground::Stairs : flow::Ground::Level;
      const auto shape = graph_.shape(e);
      const std::uint32_t from = node(edge.from), to = node(edge.to);
      pieces_.add({from, to, std::max(0.1, edge.length_cm / 100.0), width_of(edge), ground, graph_.name(e),
                   std::vector<geo::Position>(shape.begin(), shape.end())});
    }
  }

  void open_map_squares() {
    for (const roads::Square& square : graph_.squares()) {
      if (!is_area(square)) continue;
      OpenSquare open{square.name, square.outline.ring, square.area_m2, middle_of(square.outline.ring), {}};
      for (const roads::WalkNodeId n : square.entries)
        if (node_of_[n] != kNobody && !pieces_.at(node_of_[n]).empty())
          open.entries[node_of_[n]] = pieces_.width_at(node_of_[n]);
      if (open.entries.size() >= 2) squares_.push_back(std::move(open));
    }
  }

  Result<void> connect_all() {
    std::vector<std::optional<std::uint32_t>> none;
    for (const CrowdExit& exit : scenario_.exits) {
      const Result<std::uint32_t> made = connect(exit.at, exit.width_m, exit.line, exit.name);
      if (!made) return made.error();
      exits_.push_back(*made);
    }
    for (const CrowdPlace& place : scenario_.places) {
      places_.emplace_back();
      if (!place.at) continue;
      const double width_m = place.gate_width_m < kEndless ? place.gate_width_m : kNoWidth_m;
      const Result<std::uint32_t> made = connect(*place.at, width_m, place.line, place.name);
      if (!made) return made.error();
      places_.back() = *made;
    }
    return {};
  }

  Result<std::uint32_t> connect(const geo::Position& at, double width_m, int line, const std::string& name) {
    if (geo::distance_m(at, scenario_.place) > scenario_.radius_m)
      return fault(scenario_, line, name + ": is outside the simulated circle");
    if (const auto door = connect_door(pieces_, squares_, plane_, at, width_m, name)) return *door;
    return fault(scenario_, line,
                 fmt::format("{}: no street within {:.0f} m in the simulated area", name, kDoorNear_m));
  }

  flow::NodeId number(std::uint32_t node) {
    const auto [known, fresh] = numbers_.try_emplace(node, out_.data.node_count);
    if (fresh) ++out_.data.node_count;
    return known->second;
  }

  Result<StreetNetwork> finish() {
    for (const Piece& piece : pieces_.all()) {
      if (!piece.there) continue;
      out_.data.sections.push_back({number(piece.from), number(piece.to), std::max(0.5, piece.length_m), piece.width_m,
                                    piece.ground, flow::kUnlimited});
      out_.length_m += piece.length_m;
      const auto kind = piece.forecourt                        ? Street::Kind::Forecourt
                        : piece.ground == flow::Ground::Stairs ? Street::Kind::Stairs
                                                               : Street::Kind::Street;
      out_.streets.push_back(
          {kind, piece.name, piece.shape, piece.length_m, piece.width_m, piece.length_m * piece.width_m});
    }
    for (const OpenSquare& open : squares_) {
      flow::Area area{open.area_m2, {}};
      SquareGround ground{open.holes, {}, open.line};
      for (const auto& [node, width_m] : open.entries) {
        area.entries.push_back(
            {number(node), std::max(5.0, geo::distance_m(open.middle, pieces_.place(node))), width_m});
        ground.entries.push_back(pieces_.place(node));
      }
      if (area.entries.size() < 2) continue;
      out_.data.areas.push_back(std::move(area));
      out_.squares.push_back(std::move(ground));
      std::vector<geo::Position> outline = open.outline;
      outline.push_back(outline.front());
      out_.streets.push_back({Street::Kind::Square, open.name, std::move(outline), 0, 0, open.area_m2});
    }
    for (const std::uint32_t node : exits_) out_.exits.push_back(number(node));
    for (const auto& node : places_)
      out_.places.push_back(node ? std::optional<flow::NodeId>(number(*node)) : std::nullopt);
    add_ways_out();
    return std::move(out_);
  }

  void add_ways_out() {
    std::array<WayOut, kDirections.size()> all;
    for (const auto& [node, width_m] : rim_) {
      if (pieces_.at(node).empty()) continue;
      const double bearing = geo::bearing_deg(scenario_.place, pieces_.place(node));
      WayOut& way = all[direction_of(bearing)];
      way.nodes.push_back(number(node));
      way.width_m += width_m;
    }
    for (std::size_t d = 0; d < all.size(); ++d) {
      if (all[d].nodes.empty()) continue;
      all[d].direction = kDirections[d];
      out_.ways_out.push_back(std::move(all[d]));
    }
  }

  const roads::WalkGraph& graph_;
  const CrowdScenario& scenario_;
  Plane plane_;
  std::vector<std::uint32_t> node_of_;  // by node of the walking graph
  Pieces pieces_;
  std::map<std::uint32_t, double> rim_;  // node to the width that was cut off there
  std::vector<OpenSquare> squares_;
  std::vector<std::uint32_t> exits_;
  std::vector<std::optional<std::uint32_t>> places_;
  std::map<std::uint32_t, flow::NodeId> numbers_;
  StreetNetwork out_;
};

}  // namespace

Result<StreetNetwork> street_network(const roads::WalkGraph& graph, const CrowdScenario& scenario) {
  Result<StreetNetwork> made = Builder(graph, scenario).run();
  if (made && made->data.sections.empty())
    return fault(scenario, scenario.event_line, "no street to walk on in the simulated area");
  return made;
}

}  // namespace vigie::movement
