// SPDX-License-Identifier: Apache-2.0
// TwinExperiment: one simulation plays the truth, a few of its streets are counted, and the rest is judged against it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "flow/assimilation.hpp"

namespace vigie::flow {

enum class CounterFault : std::uint8_t {
  None,
  Silent,  ///< the counters concerned say nothing from `fault_from_s` on
  Stuck,   ///< they say 0
};

struct TwinOptions {
  std::uint64_t seed = 1;      ///< of the truth, of where counters stand and of their errors
  double counted_share = 0.2;  ///< of sections, drawn by chance
  double density_share = 0.5;  ///< of those, that tell a density; the rest counts who passes, both ways
  double every_s = 60;         ///< between readings
  double until_s = 5400;
  double forecast_every_s = 900;
  std::vector<double> horizons_s{900, 1800, 3600};
  CounterFault fault = CounterFault::None;
  double faulty_share = 0.1;  ///< of the counters, one at least
  double fault_from_s = 600;
  double truth_step_s = 2, truth_cell_m = 8;  ///< the truth is computed more finely: the model is not quite right
  /// Streets below it in the mean of the free runs do not count: empty is easy. The truth has no say in it: of what turned out crowded, a
  /// perfect forecast expected less (Lerch, Thorarinsdottir, Ravazzolo, Gneiting, Statistical Science 32, 2017).
  double lively_per_m2 = 0.02;
  AssimilationOptions assimilation;
};

/// Errors of densities over streets without a counter and reading times, people/m², and how often intervals held.
struct TwinScore {
  double rmse = 0;                      ///< of the mean
  double rmse_median = 0;               ///< and of the median
  double covered80 = 0, covered95 = 0;  ///< shares
  std::size_t compared = 0;
};

struct TwinForecast {
  double horizon_s;
  TwinScore free, corrected;
  /// Brier scores of "a density above 2 people/m² before the horizon".
  double brier_free = 0, brier_corrected = 0;
};

struct TwinResult {
  std::size_t sections = 0, counters = 0, faulty = 0;
  double people = 0;          ///< of the truth
  double plan_rmse = 0;       ///< of one run as planned
  TwinScore free, corrected;  ///< the ensemble without and with counts
  double ratio() const { return corrected.rmse / free.rmse; }
  double ratio_to_plan() const { return corrected.rmse / plan_rmse; }
  std::vector<TwinForecast> forecasts;
  double added = 0, removed = 0;                     ///< by all corrections, mean over members
  std::size_t distrusted = 0, distrusted_sound = 0;  ///< readings of counters thought broken; of them, of sound ones
};

/// Errors: OutOfRange, from the demand or the options. `progress` hears 0 to 1.
/// Same case, options and seeds: same result. Threads: one.
Result<TwinResult> run_twin(std::shared_ptr<const Network> network, const Demand& demand, const TwinOptions& options,
                            const std::function<void(double)>& progress = {});

}  // namespace vigie::flow
