// SPDX-License-Identifier: Apache-2.0
// A scenario's case with one of its places walked person by person, beside the same case as a flow only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "movement/cases.hpp"
#include "movement/coupled_place.hpp"
#include "movement/plane.hpp"
#include "movement/runs.hpp"
#include "pedestrians/walk_report.hpp"

namespace vigie::movement {

/// What is to be walked: found, its ground drawn, its case made.
struct PlaceToWalk {
  PlaceId place;
  Street street;
  Plane plane;                   ///< of the ground's coordinates
  pedestrians::Scenario ground;  ///< the plan and its ways in (`exit_names`), the step, the seed; nobody in it yet
  Case one;
};

/// `words`: as find_place() takes them. Errors: those of street_network() and make_case() for the scenario as written, of
/// find_place() and of place_ground().
Result<PlaceToWalk> place_to_walk(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                                  const std::string& words);

struct WalkedOptions {
  double step_s = 2, cell_m = 6;  ///< of the streets
};

/// People over the line of each way in, by way in, parts of people with them.
struct ThroughEntries {
  std::vector<double> in, out;
};

struct FlowThrough {
  RunOutcome outcome;
  ThroughEntries through;
  double peak_per_m2 = 0;  ///< of a square its mean, of a section its densest part
};

struct WalkedThrough {
  RunOutcome outcome;
  ThroughEntries through;
  std::vector<ThroughEntries> minutes;  ///< the same by minute, since `start_s`
  double start_s = 0;                   ///< of the case; the report's times count from here
  pedestrians::WalkReport report;
  std::size_t most_inside = 0;
  double above_min[3] = {0, 0, 0};  ///< minutes in which some square metre was denser than 2, 3.57, 5.55 people/m²
  double pressure_per_s2 = 0, pressure_at_s = 0;
  pedestrians::Vec pressure_at;

  // Where everybody is at the end, people; and the most that was missing or too many at any step.
  double set_out = 0, streets = 0, doors = 0, inside = 0, gone = 0;
  double worst_imbalance = 0;
};

/// The case as a flow only. Errors: those of flow::Simulation::create.
Result<FlowThrough> flow_through(const PlaceToWalk& what, const WalkedOptions& options);

/// The case with the place walked. `look` after each step of the place, with seconds after the event's end; may be empty.
/// Errors: those of CoupledPlace::create; what `look` returns.
using LookAtWalk = std::function<Result<void>(double at_s, pedestrians::Simulation& people)>;
Result<WalkedThrough> walk_through(const PlaceToWalk& what, const WalkedOptions& options, const LookAtWalk& look = {});

}  // namespace vigie::movement
