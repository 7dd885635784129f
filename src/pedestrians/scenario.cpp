// SPDX-License-Identifier: Apache-2.0
// Checks a scenario and puts its people on the ground.
#include "pedestrians/scenario.hpp"

#include <cstdio>

namespace vigie::pedestrians {
namespace {

using Part = ScenarioFault::Part;

constexpr std::size_t kMostPeople = 200'000;

std::string text(const char* format, double one, double other) {
  char out[96];
  std::snprintf(out, sizeof out, format, one, other);
  return out;
}

std::optional<ScenarioFault> ground_fault(const Scenario& scenario) {
  const std::optional<PlanFault> fault = Ground::fault_of(scenario.ground);
  if (!fault) return std::nullopt;
  switch (fault->part) {
    case PlanFault::Part::Outer: return ScenarioFault{Part::Outer, 0, fault->what};
    case PlanFault::Part::Obstacle: return ScenarioFault{Part::Obstacle, fault->index, fault->what};
    case PlanFault::Part::Barrier: return ScenarioFault{Part::Barrier, fault->index, fault->what};
    case PlanFault::Part::Exit: return ScenarioFault{Part::Exit, fault->index, fault->what};
  }
  VIGIE_CHECK(false);
}

std::optional<ScenarioFault> plain_fault(const Scenario& scenario, const Ground& ground) {
  if (scenario.ground.exits.empty()) return ScenarioFault{Part::Whole, 0, "no exit, expected at least one"};
  const double targets = static_cast<double>(scenario.ground.exits.size() + scenario.waypoints.size());
  if (Raster::cells_needed(ground) * targets > kMostFieldCells)
    return ScenarioFault{
        Part::Outer, 0,
        "a ground too large for its number of exits and waypoints: at most 3 km² for one, less for more"};
  std::size_t people = 0;
  for (std::size_t g = 0; g < scenario.groups.size(); ++g) {
    const Group& group = scenario.groups[g];
    people += group.people;
    if (const auto fault = fault_of(group.region))
      return ScenarioFault{Part::Region, g, "region, corner " + std::to_string(fault->corner) + ": " + fault->what};
  }
  if (people == 0) return ScenarioFault{Part::Whole, 0, "nobody in it, expected at least one person"};
  if (people > kMostPeople) return ScenarioFault{Part::Whole, 0, std::to_string(people) + " people, at most 200000"};
  return std::nullopt;
}

/// Routes of each group: its waypoints, then one of its exits.
struct Routes {
  std::vector<Route> all;
  std::vector<std::vector<std::uint32_t>> of_group;  // indices into all, by exit allowed

  explicit Routes(const Scenario& scenario) {
    const auto exits = static_cast<std::uint32_t>(scenario.ground.exits.size());
    for (const Group& group : scenario.groups) {
      std::vector<std::uint32_t> allowed = group.exits;
      if (allowed.empty())
        for (std::uint32_t exit = 0; exit < exits; ++exit) allowed.push_back(exit);
      of_group.emplace_back();
      for (const std::uint32_t exit : allowed) {
        VIGIE_CHECK(exit < exits);
        Route route;
        for (const std::uint32_t waypoint : group.via) route.targets.push_back(exits + waypoint);
        route.targets.push_back(exit);
        of_group.back().push_back(static_cast<std::uint32_t>(all.size()));
        all.push_back(std::move(route));
      }
    }
  }
};

/// The route with the shortest way from `place`, waypoints included.
std::optional<std::uint32_t> nearest_route(const Simulation& simulation, const std::vector<std::uint32_t>& routes,
                                           Vec place) {
  std::optional<std::uint32_t> best;
  double best_m = FloorField::kNoWay;
  for (const std::uint32_t route : routes) {
    const double way_m = simulation.distance_m(place, route);
    if (way_m >= best_m) continue;
    best_m = way_m;
    best = route;
  }
  return best;
}

std::optional<ScenarioFault> place_group(Simulation& simulation, const Scenario& scenario, std::size_t g,
                                         const Routes& routes, Random& random, std::vector<Vec>& taken) {
  const Group& group = scenario.groups[g];
  const Temper temper;
  const std::vector<Vec> found = places(simulation.ground(), group.region, group.people, kPlaced_m, random, taken);
  if (found.size() < group.people)
    return ScenarioFault{Part::Group, g,
                         std::to_string(group.people) + " people, but only " + std::to_string(found.size()) +
                             " fit on the ground inside its region"};
  for (const Vec place : found) {
    const std::optional<std::uint32_t> route = nearest_route(simulation, routes.of_group[g], place);
    if (!route)
      return ScenarioFault{Part::Region, g,
                           "people without a way out: none leads" + text(" from [%.2f, %.2f]", place.x, place.y)};
    Person person{place, group.speed_mps.draw(random), temper.time_gap_s.draw(random)};
    person.start_s = random.between(group.start_from_s, group.start_to_s);
    person.group = static_cast<std::uint32_t>(g);
    person.route = *route;
    simulation.add(person);
    taken.push_back(place);
  }
  return std::nullopt;
}

}  // namespace

std::variant<Simulation, ScenarioFault> populate(const Scenario& scenario) {
  if (const auto fault = ground_fault(scenario)) return *fault;
  const Ground ground(scenario.ground);
  if (const auto fault = plain_fault(scenario, ground)) return *fault;
  std::vector<Segment> waypoints;
  for (std::size_t w = 0; w < scenario.waypoints.size(); ++w) {
    const Segment& line = scenario.waypoints[w].line;
    if (!(length(line.b - line.a) >= kNarrowestExit_m))
      return ScenarioFault{Part::Waypoint, w,
                           text("width %.2f m, expected at least %.2f m", length(line.b - line.a), kNarrowestExit_m)};
    if (!ground.contains((line.a + line.b) * 0.5))
      return ScenarioFault{Part::Waypoint, w, "its middle is not on the ground"};
    waypoints.push_back(line);
  }
  const Routes routes(scenario);
  Simulation simulation(ground, waypoints, routes.all, {scenario.step_s, {}});
  for (const NamedSegment& line : scenario.lines) simulation.measure(line.line);
  Random random(scenario.seed);
  std::vector<Vec> taken;
  for (std::size_t g = 0; g < scenario.groups.size(); ++g)
    if (const auto fault = place_group(simulation, scenario, g, routes, random, taken)) return *fault;
  return simulation;
}

}  // namespace vigie::pedestrians
