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

struct RunOptions {
  double step_s, cell_m, route_update_s;
  std::function<bool()> cancelled;  ///< asked every 32 steps; may be empty
};

/// Errors: those of flow::Simulation::create; Unavailable "cancelled".
Result<RunOutcome> run(const Case& one, const RunOptions& options);

/// The same with frames, queues and risks: fills all of the answer but its name, `streets_p50_s` and what else is of many runs.
Result<CaseAnswer> watch_run(const Case& one, const StreetNetwork& streets, double frame_s, const RunOptions& options);

/// The value below which `share` of them lie (nearest rank); infinite values last, infinite where there are none.
double quantile(std::vector<double> values, double share);

}  // namespace vigie::movement
