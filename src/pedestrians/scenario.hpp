// SPDX-License-Identifier: Apache-2.0
// Scenario: a place, its exits, the people on it, what is to be measured; checked, then run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pedestrians/recording.hpp"
#include "pedestrians/simulation.hpp"
#include "pedestrians/walkers.hpp"

namespace vigie::pedestrians {

struct NamedSegment {
  std::string name;
  Segment line;
};

struct NamedBox {
  std::string name;
  MeasuringBox box;
};

struct Group {
  std::string name;
  std::size_t people = 0;
  Ring region;
  Spread speed_mps = Temper{}.desired_mps;
  double start_from_s = 0;  ///< each begins to walk at a time drawn evenly between the two
  double start_to_s = 0;
  std::vector<std::uint32_t> via;    ///< waypoints to pass, in order
  std::vector<std::uint32_t> exits;  ///< the nearest of them is taken; every exit where empty
};

struct Scenario {
  std::string name;
  std::uint64_t seed = 1;
  double step_s = 0.05;
  double duration_s = 600;  ///< it ends here, or when all have left
  GroundPlan ground;        ///< exits in the order of exit_names
  std::vector<std::string> exit_names;
  std::vector<NamedSegment> waypoints;
  std::vector<Group> groups;
  std::vector<NamedSegment> lines;
  std::vector<NamedBox> boxes;
};

/// Which part of a scenario cannot be.
struct ScenarioFault {
  enum class Part { Whole, Outer, Obstacle, Barrier, Exit, Waypoint, Region, Group } part;
  std::size_t index;
  std::string what;
};

/// People are put at least so far apart, metres: 6.5 people/m² at most.
inline constexpr double kPlaced_m = 0.42;

/// The simulation at its beginning, with everybody on the ground; or what cannot be: a ground or region that crosses itself, an exit
/// too narrow, nobody at all, more people than fit, people without a way out, a ground too large for its floor fields.
/// Exits are the simulation's exits, lines its lines, in the scenario's order.
std::variant<Simulation, ScenarioFault> populate(const Scenario& scenario);

}  // namespace vigie::pedestrians
