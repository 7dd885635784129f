// SPDX-License-Identifier: Apache-2.0
// The line is walked in steps; the least costly sequence of streets (or none) for the steps is found with Viterbi's algorithm.
#include "roads/along.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "core/check.hpp"
#include "roads/line_steps.hpp"

namespace vigie::roads {
namespace {

// Costs have no unit: 1 is one sigma, squared. They say which of several readings of a line is taken; what they must do is in
// along_test.cpp. Chosen, not fitted.
constexpr double kStep_m = 4;
constexpr double kSigmas_per_tolerance = 2.5;
constexpr double kNoStreet = kSigmas_per_tolerance * kSigmas_per_tolerance;  // as much as a street at the tolerance
constexpr double kHeading_deg = 15;                                          // so much askew costs 1
constexpr double kMostAskew_deg = 45;
constexpr double kLeaving = 20;      // from a street to none, or back: as much as 80 m beside the street at one sigma
constexpr double kJump = 40;         // from a street to one that does not begin where it ends
constexpr double kPastTheEnd_m = 5;  // beyond its last point, a line does not run along a street
constexpr double kEnough_m = 10;     // what counts: so much of an arc, or half of it
constexpr double kBetweenCarriageways = 1.5;  // how far the other carriageway may be, in tolerances

constexpr std::uint32_t kOffStreet = kNone;

/// A street as the line runs along it.
struct State {
  std::uint32_t way;  // twice its edge, one more where the line runs against the edge's own direction; or kOffStreet
  double cost;        // of this step alone
  double total = 0;   // of the best reading up to here
  std::size_t before = 0;
};

class Reader {
 public:
  Reader(const RoadGraph& graph, const AlongOptions& options) : graph_(graph), options_(options) {}

  Along read(std::span<const LineStep> steps) {
    const std::vector<std::uint32_t> ways = best_reading(steps);
    Along out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (ways[i] == kOffStreet) {
        out.off_street_m += steps[i].length_m;
        continue;
      }
      count(ways[i], i, steps[i].length_m);
      if (options_.sense == Sense::Both && one_way(ways[i] / 2)) {
        const std::uint32_t other = other_carriageway(steps[i], ways[i] / 2);
        if (other != kOffStreet) count(other, i, steps[i].length_m);
      }
    }
    out.arcs = arcs();
    return out;
  }

 private:
  struct Overlap {
    std::size_t first_step;
    double length_m = 0;
  };

  ArcId arc(std::uint32_t way) const {
    return way % 2 == 0 ? graph_.forward_arc(way / 2) : graph_.backward_arc(way / 2);
  }
  bool exists(EdgeId edge) const {
    return graph_.data().edges[edge].road_class != RoadClass::Barrier &&
           (graph_.forward_arc(edge) != kNone || graph_.backward_arc(edge) != kNone);
  }
  bool cars(ArcId arc) const { return arc != kNone && graph_.duration_ms(arc, Profile::Car) != kClosed; }
  /// As cars see it: an emergency vehicle may go against some one-ways, but the street stays one.
  bool usual(std::uint32_t way) const { return arc(way) != kNone && (cars(arc(way)) || !cars(arc(way ^ 1U))); }
  bool one_way(EdgeId edge) const { return usual(2 * edge) != usual(2 * edge + 1); }

  std::uint32_t begin(std::uint32_t way) const {
    const Edge& edge = graph_.data().edges[way / 2];
    return way % 2 == 0 ? edge.from : edge.to;
  }
  /// By place, since a barrier stands between two nodes of one place.
  bool follows(std::uint32_t before, std::uint32_t after) const {
    return graph_.place(begin(before ^ 1U)) == graph_.place(begin(after));
  }

  struct Beside {
    std::uint32_t way;
    double askew_deg;
    double distance_m;
  };

  /// The street beside a step, as the line runs along it; nothing where the line only crosses it or is past its end.
  std::optional<Beside> beside(const LineStep& step, const OnEdge& hit) const {
    const std::span<const geo::Position> shape = graph_.shape(hit.edge);
    const geo::Position &a = shape[hit.segment], &b = shape[hit.segment + 1];
    if (a == b) return std::nullopt;
    const double street_deg = geo::bearing_deg(a, b);
    const bool at_start = hit.segment == 0 && hit.along_segment <= 0;
    const bool at_end = hit.segment + 2 == shape.size() && hit.along_segment >= 1;
    if (hit.distance_m > 0 && (at_start || at_end)) {
      const double past_m = hit.distance_m * std::cos(radians(geo::bearing_deg(hit.on, step.place) - street_deg));
      if (std::abs(past_m) > kPastTheEnd_m) return std::nullopt;
    }
    const double askew = turn_deg(street_deg, step.heading_deg);
    const bool against = askew > 90;
    const double sharp = against ? 180 - askew : askew;
    if (sharp > kMostAskew_deg) return std::nullopt;
    return Beside{2 * hit.edge + (against ? 1U : 0U), sharp, hit.distance_m};
  }

  std::vector<State> states(const LineStep& step) const {
    std::vector<State> out{{kOffStreet, kNoStreet}};
    const double sigma_m = options_.tolerance_m / kSigmas_per_tolerance;
    for (const OnEdge& hit :
         graph_.index().near(step.place, options_.tolerance_m, [&](EdgeId edge) { return exists(edge); })) {
      const std::optional<Beside> street = beside(step, hit);
      if (!street || (options_.sense == Sense::AlongLine && !usual(street->way))) continue;
      const double aside = street->distance_m / sigma_m, askew = street->askew_deg / kHeading_deg;
      out.push_back({street->way, aside * aside + askew * askew});
    }
    return out;
  }

  double transition(std::uint32_t before, std::uint32_t after) const {
    if (before == after) return 0;
    if (before == kOffStreet || after == kOffStreet) return kLeaving;
    return follows(before, after) ? 0 : kJump;
  }

  /// The street of each step.
  std::vector<std::uint32_t> best_reading(std::span<const LineStep> steps) const {
    std::vector<std::vector<State>> columns;
    columns.reserve(steps.size());
    for (const LineStep& step : steps) {
      columns.push_back(states(step));
      for (State& state : columns.back()) {
        state.total = state.cost;
        if (columns.size() == 1) continue;
        const std::vector<State>& before = columns[columns.size() - 2];
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < before.size(); ++i) {
          const double total = before[i].total + transition(before[i].way, state.way);
          if (total >= least) continue;
          least = total;
          state.before = i;
        }
        state.total += least;
      }
    }
    std::vector<std::uint32_t> out(steps.size(), kOffStreet);
    if (columns.empty()) return out;
    const auto cheaper = [](const State& a, const State& b) { return a.total < b.total; };
    auto at = static_cast<std::size_t>(std::min_element(columns.back().begin(), columns.back().end(), cheaper) -
                                       columns.back().begin());
    for (std::size_t i = steps.size(); i-- > 0;) {
      out[i] = columns[i][at].way;
      at = columns[i][at].before;
    }
    return out;
  }

  /// A one-way of the same street beside this one, driven against the line or with it, whichever this one is not.
  std::uint32_t other_carriageway(const LineStep& step, EdgeId edge) const {
    const Edge& own = graph_.data().edges[edge];
    const auto same_street = [&](EdgeId other) {
      const Edge& candidate = graph_.data().edges[other];
      return other != edge && exists(other) && one_way(other) && candidate.street == own.street &&
             (own.street != 0 || candidate.road_class == own.road_class);
    };
    const bool own_with_line = drives_with(step, edge);
    for (const OnEdge& hit :
         graph_.index().near(step.place, kBetweenCarriageways * options_.tolerance_m, same_street)) {
      const std::optional<Beside> street = beside(step, hit);
      if (street && usual(street->way) != own_with_line) return street->way;
    }
    return kOffStreet;
  }

  /// Do cars on this one-way drive as the line runs?
  bool drives_with(const LineStep& step, EdgeId edge) const {
    const std::optional<OnEdge> hit = graph_.index().nearest(step.place, 2 * options_.tolerance_m,
                                                             [&](EdgeId candidate) { return candidate == edge; });
    const std::optional<Beside> street = hit ? beside(step, *hit) : std::nullopt;
    return street && usual(street->way);
  }

  void count(std::uint32_t way, std::size_t step, double length_m) {
    overlaps_.try_emplace(way, Overlap{step}).first->second.length_m += length_m;
  }

  std::vector<ArcId> arcs() const {
    std::vector<std::pair<std::size_t, std::uint32_t>> ways;
    for (const auto& [way, overlap] : overlaps_) {
      const double whole_m = graph_.data().edges[way / 2].length_cm / 100.0;
      if (overlap.length_m >= std::min(kEnough_m, whole_m / 2)) ways.emplace_back(overlap.first_step, way);
    }
    std::sort(ways.begin(), ways.end());
    std::vector<ArcId> out;
    const auto add = [&](ArcId arc) {
      if (arc != kNone && std::find(out.begin(), out.end(), arc) == out.end()) out.push_back(arc);
    };
    for (const auto& [step, way] : ways) {
      add(arc(way));
      if (options_.sense == Sense::Both) add(arc(way ^ 1U));
    }
    return out;
  }

  const RoadGraph& graph_;
  const AlongOptions& options_;
  std::map<std::uint32_t, Overlap> overlaps_;  // by way
};

}  // namespace

Along arcs_along(const RoadGraph& graph, std::span<const geo::Position> line, const AlongOptions& options) {
  VIGIE_CHECK(options.tolerance_m > 0);
  const std::vector<LineStep> steps = line_steps(line, kStep_m);
  if (!steps.empty() || line.empty()) return Reader(graph, options).read(steps);
  const std::optional<OnEdge> hit = graph.index().nearest(line.front(), options.tolerance_m, [&](EdgeId edge) {
    return graph.data().edges[edge].road_class != RoadClass::Barrier;
  });
  Along out;
  if (!hit) return out;
  for (const ArcId arc : {graph.forward_arc(hit->edge), graph.backward_arc(hit->edge)})
    if (arc != kNone) out.arcs.push_back(arc);
  return out;
}

}  // namespace vigie::roads
