// SPDX-License-Identifier: Apache-2.0
// From the walking graph to the network of a crowd: cut out, squares opened, doors connected, made simple.
#include "movement/street_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "movement/pieces.hpp"
#include "movement/plane.hpp"
#include "movement/scenario_check.hpp"
#include "roads/walk_graph.hpp"

namespace vigie::movement {
namespace {

constexpr double kShortest_m = 12;  ///< a shorter level piece is part of a junction: what people walk in a step
constexpr double kSmallestSquare_m2 = 150;
constexpr double kNear_m = 250;      ///< from a door or place to the streets
constexpr double kForecourt_m = 80;  ///< how far people spread from a door
constexpr double kBesideSquare_m = 30;
constexpr std::size_t kMostForecourts = 4;
constexpr double kApart_m = 25;    ///< between the ends of one door's forecourts
constexpr double kCut_m = 0.5;     ///< nearer to a piece's end a cut is that end
constexpr double kNoWidth_m = 10;  ///< of the way to a place whose gate is not said

struct Open {  ///< a square
  std::string name;
  std::vector<geo::Position> outline;
  double area_m2;
  geo::Position middle;
  std::map<std::uint32_t, double> entries;  ///< node to width
};

geo::Position middle_of(const std::vector<geo::Position>& ring) {
  double lat = 0, lon = 0;
  for (const geo::Position& corner : ring) {
    lat += corner.lat() / static_cast<double>(ring.size());
    lon += corner.lon() / static_cast<double>(ring.size());
  }
  return geo::Position::checked({lat}, {lon}).value();
}

class Builder {
 public:
  Builder(const roads::WalkGraph& graph, const CrowdScenario& scenario)
      : graph_(graph), scenario_(scenario), plane_(scenario.place), node_of_(graph.node_count(), kNobody) {}

  Result<StreetNetwork> run() && {
    cut_out();
    open_map_squares();
    for (const CrowdSquare& square : scenario_.squares)
      if (const Result<void> made = open_drawn(square); !made) return made.error();
    std::vector<std::vector<std::uint32_t>> ties;
    for (const Open& open : squares_) {
      ties.emplace_back();
      for (const auto& [node, width_m] : open.entries) ties.back().push_back(node);
    }
    pieces_.keep_largest_part(ties);
    std::erase_if(squares_, [&](const Open& open) {
      return std::none_of(open.entries.begin(), open.entries.end(),
                          [&](const auto& entry) { return !pieces_.at(entry.first).empty(); });
    });
    if (const Result<void> made = connect_all(); !made) return made.error();
    for (const Open& open : squares_)
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
      Open open{square.name, square.outline.ring, square.area_m2, middle_of(square.outline.ring), {}};
      for (const roads::WalkNodeId n : square.entries)
        if (node_of_[n] != kNobody && !pieces_.at(node_of_[n]).empty())
          open.entries[node_of_[n]] = pieces_.width_at(node_of_[n]);
      if (open.entries.size() >= 2) squares_.push_back(std::move(open));
    }
  }

  /// Streets are cut where they cross the outline; what lies inside is the square's.
  Result<void> open_drawn(const CrowdSquare& square) {
    const pedestrians::Ring ring = plane_.ring(square.outline);
    Open open{square.name, square.outline, pedestrians::area_m2(ring), middle_of(square.outline), {}};
    for (const auto& hole : square.holes) open.area_m2 -= pedestrians::area_m2(plane_.ring(hole));
    std::vector<std::uint32_t> cuts;
    for (std::uint32_t p = 0; p < pieces_.all().size(); ++p)  // grows as pieces are split
      while (pieces_.all()[p].there && cut_once(p, ring, cuts)) {
      }
    for (std::uint32_t p = 0; p < pieces_.all().size(); ++p)
      if (pieces_.all()[p].there && lies_in(pieces_.all()[p], ring)) pieces_.drop(p);
    for (const std::uint32_t node : cuts)
      if (!pieces_.at(node).empty()) open.entries[node] = pieces_.width_at(node);
    if (open.entries.empty()) return fault(scenario_, square.line, square.name + ": no street leads into the square");
    squares_.push_back(std::move(open));
    return {};
  }

  bool cut_once(std::uint32_t number, const pedestrians::Ring& ring, std::vector<std::uint32_t>& cuts) {
    const std::vector<geo::Position> shape = pieces_.all()[number].shape;
    std::vector<double> before_m{0};
    for (std::size_t i = 1; i < shape.size(); ++i)
      before_m.push_back(before_m.back() + pedestrians::length(plane_.at(shape[i]) - plane_.at(shape[i - 1])));
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const pedestrians::Vec a = plane_.at(shape[i - 1]), b = plane_.at(shape[i]);
      for (const pedestrians::Segment& side : pedestrians::sides(ring)) {
        const auto share = meeting(a, b, side.a, side.b);
        if (!share) continue;
        // A cut at an end, or at the end of a piece just cut, would go on for ever.
        const double along_m = before_m[i - 1] + *share * (before_m[i] - before_m[i - 1]);
        if (along_m < kCut_m || before_m.back() - along_m < kCut_m) {
          cuts.push_back(along_m < kCut_m ? pieces_.all()[number].from : pieces_.all()[number].to);
          continue;
        }
        cuts.push_back(pieces_.split(number, i, plane_.place(a + (b - a) * *share)));
        return true;
      }
    }
    return false;
  }

  bool lies_in(const Piece& piece, const pedestrians::Ring& ring) const {
    const std::size_t middle = piece.shape.size() / 2;
    const pedestrians::Vec a = plane_.at(piece.shape[middle - 1]), b = plane_.at(piece.shape[middle]);
    return pedestrians::contains(ring, (a + b) * 0.5);
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

  /// A node of its own for a door, and ways from it.
  Result<std::uint32_t> connect(const geo::Position& at, double width_m, int line, const std::string& name) {
    if (geo::distance_m(at, scenario_.place) > scenario_.radius_m)
      return fault(scenario_, line, name + ": is outside the simulated circle");
    const pedestrians::Vec here = plane_.at(at);
    for (Open& open : squares_) {
      std::vector<geo::Position> closed = open.outline;
      closed.push_back(closed.front());
      const bool beside = plane_.distance_m(here, closed) <= kBesideSquare_m;
      if (!beside && !pedestrians::contains(plane_.ring(open.outline), here)) continue;
      const std::uint32_t door = pieces_.add_node(at);
      pieces_.keep(door);
      open.entries[door] = width_m;
      return door;
    }
    const double nearest_m = split_nearest(here);
    if (!(nearest_m <= kNear_m))
      return fault(scenario_, line, fmt::format("{}: no street within {:.0f} m in the simulated area", name, kNear_m));
    const std::uint32_t door = pieces_.add_node(at);
    pieces_.keep(door);
    for (const std::uint32_t end : ends(at, std::max(kForecourt_m, nearest_m + 15), door)) {
      pieces_.keep(end);
      const double length_m = std::max(8.0, geo::distance_m(at, pieces_.place(end)));
      pieces_.add({door,
                   end,
                   length_m,
                   std::min(width_m, pieces_.width_at(end)),
                   flow::Ground::Level,
                   name,
                   {at, pieces_.place(end)},
                   true});
    }
    return door;
  }

  /// Puts a node into the street nearest to a door, where it has none there; how far it is.
  double split_nearest(pedestrians::Vec here) {
    double best_m = std::numeric_limits<double>::infinity();
    std::uint32_t piece = 0;
    for (std::uint32_t p = 0; p < pieces_.all().size(); ++p) {
      const Piece& one = pieces_.all()[p];
      if (!one.there || one.forecourt) continue;
      if (const double away_m = plane_.distance_m(here, one.shape); away_m < best_m) {
        best_m = away_m;
        piece = p;
      }
    }
    if (best_m > kNear_m) return best_m;
    const std::vector<geo::Position> shape = pieces_.all()[piece].shape;
    std::size_t before = 1;
    pedestrians::Vec at{};
    double nearest_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const pedestrians::Segment part{plane_.at(shape[i - 1]), plane_.at(shape[i])};
      if (const double away_m = pedestrians::distance(part, here); away_m < nearest_m) {
        nearest_m = away_m;
        before = i;
        at = pedestrians::nearest_on(part, here);
      }
    }
    const bool at_end = pedestrians::length(at - plane_.at(shape.front())) < kShortest_m ||
                        pedestrians::length(at - plane_.at(shape.back())) < kShortest_m;
    if (!at_end) pieces_.split(piece, before, plane_.place(at));
    return best_m + (at_end ? kShortest_m : 0);
  }

  std::vector<std::uint32_t> ends(const geo::Position& at, double within_m, std::uint32_t door) const {
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t n = 0; n < door; ++n) {
      const bool on_street = std::any_of(pieces_.at(n).begin(), pieces_.at(n).end(),
                                         [&](std::uint32_t p) { return !pieces_.all()[p].forecourt; });
      if (const double away_m = geo::distance_m(at, pieces_.place(n)); on_street && away_m <= within_m)
        near.emplace_back(away_m, n);
    }
    std::sort(near.begin(), near.end());
    std::vector<std::uint32_t> out;
    for (const auto& [away_m, n] : near) {
      const bool apart = std::all_of(out.begin(), out.end(), [&, n = n](std::uint32_t other) {
        return geo::distance_m(pieces_.place(n), pieces_.place(other)) >= kApart_m;
      });
      if (apart && out.size() < kMostForecourts) out.push_back(n);
    }
    return out;
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
    for (const Open& open : squares_) {
      flow::Area area{open.area_m2, {}};
      for (const auto& [node, width_m] : open.entries)
        area.entries.push_back(
            {number(node), std::max(5.0, geo::distance_m(open.middle, pieces_.place(node))), width_m});
      if (area.entries.size() < 2) continue;
      out_.data.areas.push_back(std::move(area));
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
    static constexpr std::array<const char*, 8> kDirections{"north", "north-east", "east", "south-east",
                                                            "south", "south-west", "west", "north-west"};
    std::array<WayOut, 8> all;
    for (const auto& [node, width_m] : rim_) {
      if (pieces_.at(node).empty()) continue;
      const double bearing = geo::bearing_deg(scenario_.place, pieces_.place(node));
      WayOut& way = all[static_cast<std::size_t>((bearing + 22.5) / 45) % 8];
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
  std::vector<Open> squares_;
  std::vector<std::uint32_t> exits_;
  std::vector<std::optional<std::uint32_t>> places_;
  std::map<std::uint32_t, flow::NodeId> numbers_;
  StreetNetwork out_;
};

}  // namespace

std::vector<flow::SectionId> StreetNetwork::crossed(const std::vector<geo::Position>& line) const {
  std::vector<flow::SectionId> out;
  if (line.empty()) return out;
  const Plane plane(line.front());
  for (flow::SectionId s = 0; s < data.sections.size(); ++s) {
    const std::vector<geo::Position>& shape = streets[s].line;
    bool hit = false;
    for (std::size_t i = 1; i < shape.size() && !hit; ++i)
      for (std::size_t j = 1; j < line.size() && !hit; ++j)
        hit = meeting(plane.at(shape[i - 1]), plane.at(shape[i]), plane.at(line[j - 1]), plane.at(line[j])).has_value();
    if (hit) out.push_back(s);
  }
  return out;
}

std::optional<flow::SectionId> StreetNetwork::nearest(const geo::Position& place, double within_m) const {
  std::optional<flow::SectionId> best;
  const Plane plane(place);
  for (flow::SectionId s = 0; s < data.sections.size(); ++s) {
    if (streets[s].kind == Street::Kind::Forecourt) continue;
    if (const double away_m = plane.distance_m({}, streets[s].line); away_m <= within_m) {
      within_m = away_m;
      best = s;
    }
  }
  return best;
}

Result<StreetNetwork> street_network(const roads::WalkGraph& graph, const CrowdScenario& scenario) {
  Result<StreetNetwork> made = Builder(graph, scenario).run();
  if (made && made->data.sections.empty())
    return fault(scenario, scenario.event_line, "no street to walk on in the simulated area");
  return made;
}

}  // namespace vigie::movement
