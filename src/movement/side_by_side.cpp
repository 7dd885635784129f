// SPDX-License-Identifier: Apache-2.0
// Makes the cases, runs them, and compares.
#include "movement/side_by_side.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "movement/runs.hpp"
#include "movement/scenario_check.hpp"

namespace vigie::movement {
namespace {

constexpr std::size_t kMostChanged = 10;
constexpr double kRunNews_s = 120;  ///< how old informed people's news is at most, in the perturbed runs

/// Of the perturbed runs, in the order of their seeds.
struct Runs {
  std::vector<double> streets_s, served_s;
};

/// Counts what is done and asks whether to go on.
class Progress {
 public:
  Progress(const WhatIfWatch& watch, std::size_t runs) : watch_(watch), runs_(static_cast<double>(runs)) {}
  void one_done() {
    ++done_;
    if (watch_.progress) watch_.progress(done_ / runs_);
  }

 private:
  const WhatIfWatch& watch_;
  double runs_, done_ = 0;
};

Result<Runs> run_many(const Case& one, CaseAnswer& answer, const WhatIfOptions& options, const WhatIfWatch& watch,
                      Progress& progress) {
  Runs out;
  const RunOptions how{options.run_step_s, options.run_cell_m, kRunNews_s, watch.cancelled};
  for (std::size_t i = 0; i < options.runs; ++i) {
    const Result<RunOutcome> outcome = run(perturbed(one, options.seed * 1'000'003 + i), how);
    if (!outcome) return outcome.error();
    out.streets_s.push_back(outcome->streets_s);
    out.served_s.push_back(outcome->served_s);
    progress.one_done();
  }
  Clearing& clearing = answer.clearing;
  clearing.streets_p50_s = quantile(out.streets_s, 0.5);
  clearing.streets_p95_s = quantile(out.streets_s, 0.95);
  clearing.served_p50_s = quantile(out.served_s, 0.5);
  clearing.served_p95_s = quantile(out.served_s, 0.95);
  clearing.runs = options.runs;
  clearing.not_cleared = static_cast<std::size_t>(std::count(out.served_s.begin(), out.served_s.end(), kEndless));
  return out;
}

std::optional<double> later(double a, double b) {
  if (!std::isfinite(a) || !std::isfinite(b)) return std::nullopt;
  return a - b;
}

Difference difference(const CaseAnswer& a, const Runs& a_runs, const CaseAnswer& base, const Runs& base_runs) {
  Difference out;
  out.streets_s = later(a.clearing.streets_s, base.clearing.streets_s);
  out.served_s = later(a.clearing.served_s, base.clearing.served_s);
  std::vector<double> pairs;
  for (std::size_t i = 0; i < a_runs.served_s.size(); ++i)
    if (const auto one = later(a_runs.served_s[i], base_runs.served_s[i])) pairs.push_back(*one);
  if (!pairs.empty()) out.served_p50_of_pairs_s = quantile(std::move(pairs), 0.5);
  out.peak_per_m2 = a.peak_per_m2 - base.peak_per_m2;
  out.most_walking = a.most_walking - base.most_walking;
  out.person_min_above_2 = a.person_min_above_2 - base.person_min_above_2;
  const auto change = [&](std::size_t s) { return std::abs(a.streets[s].peak_per_m2 - base.streets[s].peak_per_m2); };
  for (std::size_t s = 0; s < a.streets.size(); ++s)
    if (change(s) > 0.05) out.most_changed.push_back(s);
  std::stable_sort(out.most_changed.begin(), out.most_changed.end(),
                   [&](std::size_t s, std::size_t t) { return change(s) > change(t); });
  if (out.most_changed.size() > kMostChanged) out.most_changed.resize(kMostChanged);
  return out;
}

Result<void> check_all(const CrowdScenario& scenario, const WhatIfOptions& options) {
  const bool sound = options.runs <= 1000 && options.frame_s >= 1 && options.frame_s <= 3600;
  if (!sound) return Error{ErrorKind::OutOfRange, "expected at most 1000 runs and frames of 1 to 3600 s"};
  return check(scenario, std::span<const CrowdChange>());
}

}  // namespace

Result<SideBySide> side_by_side(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                                std::span<const CrowdVariant> variants, const WhatIfOptions& options,
                                const WhatIfWatch& watch) {
  if (const Result<void> sound = check_all(scenario, options); !sound) return sound.error();
  Result<StreetNetwork> network = street_network(graph, scenario);
  if (!network) return network.error();
  std::vector<Case> cases;
  for (std::size_t i = 0; i <= variants.size(); ++i) {
    const auto changes = i == 0 ? std::span<const CrowdChange>() : std::span(variants[i - 1].changes);
    Result<Case> made = make_case(scenario, changes, i == 0 ? "base" : variants[i - 1].name, *network);
    if (!made) return made.error();
    cases.push_back(std::move(*made));
  }
  SideBySide out;
  Progress progress(watch, cases.size() * (options.runs + 1));
  std::vector<Runs> runs;
  for (const Case& one : cases) {
    Result<CaseAnswer> answer =
        watch_run(one, *network, options.frame_s, {options.step_s, options.cell_m, kNews_s, watch.cancelled});
    if (!answer) return answer.error();
    progress.one_done();
    Result<Runs> many = run_many(leaving_only(one), *answer, options, watch, progress);
    if (!many) return many.error();
    out.cases.push_back(std::move(*answer));
    runs.push_back(std::move(*many));
    if (runs.size() > 1) out.differences.push_back(difference(out.cases.back(), runs.back(), out.cases[0], runs[0]));
  }
  out.streets = std::move(network->streets);
  out.network_km = network->length_m / 1000;
  out.squares = network->data.areas.size();
  return out;
}

}  // namespace vigie::movement
