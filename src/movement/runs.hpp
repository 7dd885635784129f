// SPDX-License-Identifier: Apache-2.0
// Runs: one case simulated from its beginning until everybody has gone, and what was seen on the way.
#pragma once

#include <functional>
#include <vector>

#include "core/result.hpp"
#include "movement/cases.hpp"

namespace vigie::movement {

/// What every run tells.
struct RunOutcome {
  double streets_s = kEndless, served_s = kEndless;  ///< 99 % of those who leave had left the streets; and the stations
  double person_min_above_2 = 0;
};

inline constexpr double kNews_s = 60;  ///< how old informed people's news is at most, in a case as written

struct RunOptions {
  double step_s, cell_m, route_update_s;
  std::function<bool()> cancelled;  ///< asked every 32 steps; may be empty
};

/// How a case's streets are simulated: from when the first sets out.
flow::SimulationOptions street_options(const Case& one, const RunOptions& options);

/// Steps until all have gone or the time is over; `look` after each step, true when they have gone. `step` makes one step of `sim`.
/// Errors: Unavailable "cancelled".
Result<RunOutcome> run_through(const Case& one, const flow::Simulation& sim, const RunOptions& options,
                               const std::function<void()>& step, const std::function<void(bool)>& look);

/// Errors: those of flow::Simulation::create; Unavailable "cancelled".
Result<RunOutcome> run(const Case& one, const RunOptions& options);

/// The same with frames, queues and risks: fills all of the answer but its name, `streets_p50_s` and what else is of many runs.
Result<CaseAnswer> watch_run(const Case& one, const StreetNetwork& streets, double frame_s, const RunOptions& options);

/// The value below which `share` of them lie (nearest rank); infinite values last, infinite where there are none.
double quantile(std::vector<double> values, double share);

}  // namespace vigie::movement
