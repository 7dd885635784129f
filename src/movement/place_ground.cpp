// SPDX-License-Identifier: Apache-2.0
// Outlines into grounds: which edge each way in opens, and what it is called.
#include "movement/place_ground.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "movement/compass.hpp"
#include "movement/openings.hpp"
#include "movement/place_lookup.hpp"
#include "movement/scenario_check.hpp"
#include "movement/squares.hpp"
#include "movement/strip.hpp"

namespace vigie::movement {
namespace {

using pedestrians::GroundPlan;
using pedestrians::PlanFault;
using pedestrians::Ring;
using pedestrians::Segment;
using pedestrians::Vec;

constexpr double kOutOfHole_m = 100;  // from an exit of the event to what it leads out of
constexpr double kAtEdge_m = 10;      // what lies farther inside has a stair head of its own
constexpr double kStairHead_m = 3;    // how deep it is: who has left walks on for two
constexpr double kSame_m = 0.05;      // corners of a map nearer than this are one

std::string direction(const geo::Position& middle, const geo::Position& at) {
  return kDirections[direction_of(geo::bearing_deg(middle, at))];
}

/// What a node of the network is called: an exit, a station, or the street that is there.
std::string called(const StreetNetwork& network, const CrowdScenario& scenario, flow::NodeId node) {
  for (std::size_t e = 0; e < network.exits.size(); ++e)
    if (network.exits[e] == node) return scenario.exits[e].name;
  for (std::size_t p = 0; p < network.places.size(); ++p)
    if (network.places[p] == node) return scenario.places[p].name;
  for (std::size_t s = 0; s < network.data.sections.size(); ++s) {
    const flow::Section& section = network.data.sections[s];
    if ((section.from == node || section.to == node) && !network.streets[s].name.empty())
      return network.streets[s].name;
  }
  return {};
}

template <class Values, class Value>
bool holds(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// The same name twice is numbered.
void tell_apart(std::vector<std::string>& names) {
  std::map<std::string, int> seen;
  for (std::string& name : names)
    if (const int count = ++seen[name]; count > 1) name += fmt::format(" ({})", count);
}

double away_m(const Ring& ring, Vec p) {
  double best_m = kEndless;
  for (const Segment& side : pedestrians::sides(ring)) best_m = std::min(best_m, pedestrians::distance(side, p));
  return best_m;
}

Vec nearest_on(const Ring& ring, Vec p) {
  std::optional<Vec> best;
  for (const Segment& side : pedestrians::sides(ring))
    if (const Vec there = pedestrians::nearest_on(side, p);
        !best || pedestrians::length(there - p) < pedestrians::length(*best - p))
      best = there;
  return best.value_or(p);
}

/// A box around a stair, open on one side: away from the edge that is nearest.
struct StairHead {
  Ring ring;
  Segment line;
};

StairHead stair_head(Vec at, double width_m, Vec edge) {
  const Vec out = pedestrians::unit(at - edge), along = pedestrians::left_of(out) * (width_m / 2);
  const Vec front = out * (kStairHead_m / 2), back = out * (-kStairHead_m / 2);
  return {{at + back + along, at + back - along, at + front - along, at + front + along},
          {at + front - along, at + front + along}};
}

class SquareMaker {
 public:
  SquareMaker(const StreetNetwork& network, const CrowdScenario& scenario, std::uint32_t area)
      : network_(network),
        scenario_(scenario),
        area_(network.data.areas[area]),
        square_(network.squares[area]),
        street_(network.streets[network.data.sections.size() + area]),
        out_{Plane(middle(street_)), {}, {}} {}

  Result<PlaceGround> run() && {
    rings_.push_back(sound(out_.plane.ring(std::vector(street_.line.begin(), street_.line.end() - 1))));
    for (const auto& hole : square_.holes) rings_.push_back(out_.plane.ring(hole));
    if (const auto crossed = pedestrians::fault_of(rings_[0]))
      return wrong(fmt::format("its outline, corner {}: {}", crossed->corner + 1, crossed->what));
    openings_.resize(rings_.size());
    numbers_.resize(rings_.size());
    out_.plan.exits.resize(area_.entries.size());
    for (std::size_t e = 0; e < area_.entries.size(); ++e) place_entry(e);
    for (std::size_t r = 0; r < rings_.size(); ++r) {
      OpenedRing opened = open_ring(rings_[r], openings_[r]);
      for (std::size_t i = 0; i < numbers_[r].size(); ++i) out_.plan.exits[numbers_[r][i]] = opened.lines[i];
      if (r == 0) out_.plan.outer = std::move(opened.ring);
      else out_.plan.obstacles.push_back(std::move(opened.ring));
    }
    out_.plan.obstacles.insert(out_.plan.obstacles.end(), heads_.begin(), heads_.end());
    tell_apart(out_.ways_in);
    if (const auto fault = pedestrians::Ground::fault_of(out_.plan)) return wrong(told(*fault));
    return std::move(out_);
  }

 private:
  static geo::Position middle(const Street& street) {
    return middle_of(std::vector(street.line.begin(), street.line.end() - 1));
  }

  static Ring sound(const Ring& ring) {
    Ring out;
    for (const Vec corner : ring)
      if (out.empty() || pedestrians::length(corner - out.back()) > kSame_m) out.push_back(corner);
    while (out.size() > 1 && pedestrians::length(out.front() - out.back()) <= kSame_m) out.pop_back();
    return out;
  }

  /// The edge that a way in opens: 0 the outline, then the holes. Who comes out of an exit comes out of what stands there.
  std::size_t edge_of(Vec at, bool exit) const {
    std::size_t nearest = 0, hole = 0;
    for (std::size_t r = 1; r < rings_.size(); ++r) {
      if (away_m(rings_[r], at) < away_m(rings_[nearest], at)) nearest = r;
      if (hole == 0 || away_m(rings_[r], at) < away_m(rings_[hole], at)) hole = r;
    }
    return exit && hole > 0 && away_m(rings_[hole], at) <= kOutOfHole_m ? hole : nearest;
  }

  void place_entry(std::size_t number) {
    const flow::Entry& entry = area_.entries[number];
    const geo::Position& place = square_.entries[number];
    const Vec at = out_.plane.at(place);
    const bool exit = holds(network_.exits, entry.node);
    const bool door = exit || holds(network_.places, std::optional(entry.node));
    const std::string name = called(network_, scenario_, entry.node), where = direction(middle(street_), place);
    out_.ways_in.push_back(name.empty() ? "way " + where : door ? name : name + ", " + where);
    const std::size_t edge = door ? edge_of(at, exit) : 0;
    const double reach_m = exit && edge > 0 ? kOutOfHole_m : kAtEdge_m;
    if (door && pedestrians::contains(rings_[0], at) && away_m(rings_[edge], at) > reach_m) {
      StairHead head = stair_head(at, entry.width_m, nearest_on(rings_[edge], at));
      out_.plan.exits[number] = head.line;
      heads_.push_back(std::move(head.ring));
      return;
    }
    openings_[edge].push_back({at, entry.width_m});
    numbers_[edge].push_back(number);
  }

  std::string told(const PlanFault& fault) const {
    switch (fault.part) {
      case PlanFault::Part::Outer: return fmt::format("its outline with its ways in: {}", fault.what);
      case PlanFault::Part::Exit: return fmt::format("the way in {}: {}", out_.ways_in[fault.index], fault.what);
      case PlanFault::Part::Obstacle:
        return fault.index < square_.holes.size()
                   ? fmt::format("hole {} with its doors: {}", fault.index + 1, fault.what)
                   : fmt::format("a stair head on it: {}", fault.what);
      case PlanFault::Part::Barrier: break;
    }
    return fault.what;
  }

  Error wrong(const std::string& what) const {
    const std::string name = street_.name.empty() ? "the square" : street_.name;
    if (square_.line > 0) return fault(scenario_, square_.line, fmt::format("{}: {}", name, what));
    return {ErrorKind::OutOfRange, fmt::format("{}: {}", name, what)};
  }

  const StreetNetwork& network_;
  const CrowdScenario& scenario_;
  const flow::Area& area_;
  const SquareGround& square_;
  const Street& street_;
  PlaceGround out_;
  std::vector<Ring> rings_;                        // the outline, then the holes
  std::vector<std::vector<Opening>> openings_;     // by ring
  std::vector<std::vector<std::size_t>> numbers_;  // by ring: which entries they are
  std::vector<Ring> heads_;
};

Result<PlaceGround> section_ground(const StreetNetwork& network, const CrowdScenario& scenario,
                                   flow::SectionId section) {
  const Street& street = network.streets[section];
  const auto wrong = [&](const std::string& what) {
    return Error{ErrorKind::OutOfRange, fmt::format("{}: {}", street.name, what)};
  };
  if (street.kind != Street::Kind::Street) return wrong("expected a level street: people on stairs are not modelled");
  const geo::Position middle = street.line[street.line.size() / 2];
  for (const CrowdChange& change : scenario.always)
    if (!change.drawn.empty() && holds(network.crossed(change.drawn), section))
      return wrong("a closure or cordon stands there: expected a section without");
  for (const CrowdGate& gate : scenario.gates)
    if (network.nearest(gate.at, kEndless) == section) return wrong("a gate stands there: expected a section without");
  PlaceGround out{Plane(middle), {}, {}};
  const Strip made = strip(out.plane.ring(street.line), street.width_m);
  out.plan.outer = made.ring;
  out.plan.exits = {made.from, made.to};
  const geo::Position& from = street.line.front();
  const geo::Position& to = street.line.back();
  out.ways_in = {"the " + direction(to, from) + " end", "the " + direction(from, to) + " end"};
  if (const auto fault = pedestrians::Ground::fault_of(out.plan))
    return wrong(fmt::format("it bends too sharply for its {:.1f} m of width ({}): draw it as a [[square]]",
                             street.width_m, fault->what));
  return out;
}

}  // namespace

Result<PlaceGround> place_ground(const StreetNetwork& network, const CrowdScenario& scenario, PlaceId place) {
  if (place.kind == PlaceId::Kind::Section) return section_ground(network, scenario, place.index);
  return SquareMaker(network, scenario, place.index).run();
}

}  // namespace vigie::movement
