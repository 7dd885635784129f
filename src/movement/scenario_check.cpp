// SPDX-License-Identifier: Apache-2.0
// Checks a scenario's figures, names and rings.
#include "movement/scenario_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "movement/plane.hpp"

namespace vigie::movement {
namespace {

constexpr std::size_t kMostParts = 200;  ///< exits, places, squares, gates, changes: of each
constexpr std::size_t kMostCorners = 500;

class Check {
 public:
  explicit Check(const CrowdScenario& scenario) : scenario_(scenario), plane_(scenario.place) {}

  std::optional<Error> first;

  void event() {
    const CrowdScenario& s = scenario_;
    number(s.event_line, "people", s.people, 1, 1e6);
    number(s.event_line, "radius", s.radius_m, 100, 10'000);
    number(s.event_line, "time simulated", s.until_s, 60, 86'400);
    number(s.event_line, "informed share", s.informed_share, 0, 1);
    spread(s.event_line, "leaving", s.leave_median_s, s.leave_p90_s);
    if (s.arrival) {
      number(s.event_line, "beginning before the end", -s.arrival->begins_s, 60, 86'400);
      spread(s.event_line, "arrival before the beginning", s.arrival->median_before_s, s.arrival->first_before_s);
      if (std::none_of(s.exits.begin(), s.exits.end(), [](const CrowdExit& e) { return e.open && e.turnstiles > 0; }))
        refuse(s.event_line, "people arrive, but no open exit has turnstiles");
    }
    for (const double width :
         {s.widths.footway_m, s.widths.steps_m, s.widths.pedestrian_m, s.widths.street_m, s.widths.closed_street_m})
      number(s.event_line, "width where the map has none", width, 0.5, 60);
    number(s.event_line, "closed within", s.widths.closed_within_m, 0, 10'000);
  }

  void exits() {
    const auto& exits = scenario_.exits;
    few(exits.size(), "exits");
    if (std::none_of(exits.begin(), exits.end(), [](const CrowdExit& exit) { return exit.open; }))
      refuse(exits.empty() ? scenario_.event_line : exits.front().line, "people without a way out: no exit is open");
    for (std::size_t i = 0; i < exits.size(); ++i) {
      number(exits[i].line, "width of " + exits[i].name, exits[i].width_m, 0.3, 200);
      number(exits[i].line, "turnstiles of " + exits[i].name, exits[i].turnstiles, 0, 500);
      once(exits, i);
    }
  }

  void places() {
    const auto& places = scenario_.places;
    few(places.size(), "places");
    if (places.empty()) return refuse(scenario_.event_line, "people who go nowhere: at least one place is needed");
    double sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const CrowdPlace& place = places[i];
      number(place.line, "share of " + place.name, place.share, 0, 1);
      endless(place.line, "gate width of " + place.name, place.gate_width_m, 0.3, 500);
      endless(place.line, "waiting room of " + place.name, place.waiting_room, 1, 1e6);
      endless(place.line, "people a minute of " + place.name, place.per_min, 0.1, 1e6);
      if (place.every_s != 0 || place.places != 0) {
        number(place.line, "seconds between trains of " + place.name, place.every_s, 15, 86'400);
        number(place.line, "places of a train of " + place.name, place.places, 1, 1e5);
        number(place.line, "first train of " + place.name, place.first_s, -86'400, 86'400);
      }
      if (!place.at && place.kind != CrowdPlaceKind::OnFoot)
        refuse(place.line, place.name + ": a station or car park needs a place");
      once(places, i);
      sum += place.share;
    }
    if (!(std::abs(sum - 1) < 1e-6))
      refuse(places.front().line, fmt::format("shares of the places sum to {:g}, not 1", sum));
  }

  void squares() {
    few(scenario_.squares.size(), "squares");
    for (const CrowdSquare& square : scenario_.squares) {
      ring(square, square.outline, "outline");
      if (first) return;
      for (std::size_t h = 0; h < square.holes.size(); ++h) {
        ring(square, square.holes[h], fmt::format("hole {}", h + 1));
        if (first) return;
        inside(square, square.holes[h], square.outline, h, "its outline");
        for (std::size_t other = 0; other < h && !first; ++other)
          if (meet(square.holes[h], square.holes[other]))
            refuse(square.line, fmt::format("{}: hole {} meets hole {}", square.name, h + 1, other + 1));
      }
    }
  }

  void gates() {
    few(scenario_.gates.size(), "gates");
    for (const CrowdGate& gate : scenario_.gates) number(gate.line, "width of the gate", gate.width_m, 0.3, 200);
  }

  void changes(std::span<const CrowdChange> changes) {
    few(changes.size(), "changes");
    for (const CrowdChange& change : changes) {
      switch (change.kind) {
        case CrowdChangeKind::Close:
        case CrowdChangeKind::Hold:
          if (!(change.drawn.size() >= 2 && change.drawn.size() <= kMostCorners))
            refuse(change.line, fmt::format("a closure needs a line of 2 to {} points", kMostCorners));
          if (!(change.from_s < change.until_s)) refuse(change.line, "a closure ends after it begins");
          break;
        case CrowdChangeKind::OpenExit:
        case CrowdChangeKind::LoseExit: known(change, change.name, scenario_.exits, "exit"); break;
        case CrowdChangeKind::Redirect:
          known(change, change.name, scenario_.places, "place");
          known(change, change.to, scenario_.places, "place");
          if (change.name == change.to) refuse(change.line, "a redirection needs two places");
          number(change.line, "part that is redirected", change.part, 0, 1);
          break;
        case CrowdChangeKind::ShiftEnd: number(change.line, "shift of the end", change.by_s, -36'000, 36'000); break;
      }
    }
  }

 private:
  void refuse(int line, const std::string& what) {
    if (!first) first = fault(scenario_, line, what);
  }
  // NaN fails both comparisons.
  void number(int line, const std::string& what, double seen, double low, double high) {
    if (!(seen >= low && seen <= high))
      refuse(line, fmt::format("{}: expected {:g} to {:g}, seen {:g}", what, low, high, seen));
  }
  void endless(int line, const std::string& what, double seen, double low, double high) {
    if (seen != kEndless) number(line, what, seen, low, high);
  }
  void few(std::size_t count, const char* what) {
    if (count > kMostParts)
      refuse(scenario_.event_line, fmt::format("{} {}, expected at most {}", count, what, kMostParts));
  }
  /// Log-normal: the median, and what lies beyond it.
  void spread(int line, const std::string& what, double median_s, double far_s) {
    number(line, what + ", median", median_s, 10, 36'000);
    if (!(far_s > median_s && far_s <= 86'400))
      refuse(line, fmt::format("{}: expected the ninth tenth after the median of {:g} s, seen {:g} s", what, median_s,
                               far_s));
  }
  template <class Parts>
  void once(const Parts& parts, std::size_t number) {
    if (parts[number].name.empty()) refuse(parts[number].line, "a name is missing");
    for (std::size_t i = 0; i < number; ++i)
      if (parts[i].name == parts[number].name)
        refuse(parts[number].line, "the name " + parts[i].name + " is there twice");
  }
  template <class Parts>
  void known(const CrowdChange& change, const std::string& name, const Parts& parts, const char* what) {
    if (std::none_of(parts.begin(), parts.end(), [&](const auto& part) { return part.name == name; }))
      refuse(change.line, fmt::format("no {} is called \"{}\"", what, name));
  }

  void ring(const CrowdSquare& square, const std::vector<geo::Position>& corners, const std::string& which) {
    if (corners.size() > kMostCorners)
      return refuse(square.line,
                    fmt::format("{}: {} corners, expected at most {}", which, corners.size(), kMostCorners));
    if (const auto wrong = pedestrians::fault_of(plane_.ring(corners)))
      refuse(square.line, fmt::format("{}, {}, corner {}: {}", square.name, which, wrong->corner + 1, wrong->what));
  }
  bool meet(const std::vector<geo::Position>& a, const std::vector<geo::Position>& b) const {
    const pedestrians::Ring one = plane_.ring(a), other = plane_.ring(b);
    for (const pedestrians::Segment& s : pedestrians::sides(one))
      for (const pedestrians::Segment& t : pedestrians::sides(other))
        if (meeting(s.a, s.b, t.a, t.b)) return true;
    return pedestrians::contains(other, one.front()) || pedestrians::contains(one, other.front());
  }
  void inside(const CrowdSquare& square, const std::vector<geo::Position>& hole,
              const std::vector<geo::Position>& outline, std::size_t number, const char* what) {
    const pedestrians::Ring in = plane_.ring(hole), out = plane_.ring(outline);
    bool within = pedestrians::contains(out, in.front());
    for (const pedestrians::Segment& s : pedestrians::sides(in))
      for (const pedestrians::Segment& t : pedestrians::sides(out)) within = within && !meeting(s.a, s.b, t.a, t.b);
    if (!within) refuse(square.line, fmt::format("{}: hole {} is not inside {}", square.name, number + 1, what));
  }

  const CrowdScenario& scenario_;
  Plane plane_;
};

}  // namespace

Error fault(const CrowdScenario& scenario, int line, const std::string& what) {
  if (scenario.file.empty()) return {ErrorKind::OutOfRange, what};
  if (line <= 0) return {ErrorKind::OutOfRange, fmt::format("{}: {}", scenario.file, what)};
  return {ErrorKind::OutOfRange, fmt::format("{}:{}: {}", scenario.file, line, what)};
}

Result<void> check(const CrowdScenario& scenario, std::span<const CrowdChange> changes) {
  Check check(scenario);
  check.event();
  check.exits();
  check.places();
  check.squares();
  check.gates();
  check.changes(scenario.always);
  check.changes(changes);
  if (check.first) return *check.first;
  return {};
}

}  // namespace vigie::movement
