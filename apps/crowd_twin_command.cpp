// SPDX-License-Identifier: Apache-2.0
// vigie crowd twin: how well live counts correct a simulated crowd, judged on a crowd that is itself simulated.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "crowd_commands.hpp"
#include "flow/grid_town.hpp"
#include "flow/twin_experiment.hpp"
#include "flow_scenario.hpp"
#include "movement/cases.hpp"
#include "movement/scenario_check.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::size_t runs = 10;
  std::uint64_t seed = 11;
  flow::GridTownOptions town{8, 25'000, 1};
  flow::TwinOptions twin;
  double until_min = 90, look_every_min = 15;
  std::string scenario, city_dir;  // both, or neither: the made-up town
  bool no_forecasts = false, json = false;
};

double rounded(double value) { return std::round(value * 10'000) / 10'000; }

Json scored(const flow::TwinScore& score) {
  return {{"rmse_per_m2", rounded(score.rmse)},
          {"rmse_of_median_per_m2", rounded(score.rmse_median)},
          {"coverage80", rounded(score.covered80)},
          {"coverage95", rounded(score.covered95)},
          {"compared", score.compared}};
}

Json shown(std::uint64_t seed, const flow::TwinResult& run) {
  Json forecasts = Json::array();
  for (const flow::TwinForecast& one : run.forecasts)
    forecasts.push_back({{"horizon_min", one.horizon_s / 60},
                         {"corrected", scored(one.corrected)},
                         {"free", scored(one.free)},
                         {"brier_above_2", rounded(one.brier_corrected)},
                         {"brier_above_2_free", rounded(one.brier_free)}});
  return {{"seed", seed},
          {"people", std::round(run.people)},
          {"ratio", rounded(run.ratio())},
          {"ratio_to_plan", rounded(run.ratio_to_plan())},
          {"corrected", scored(run.corrected)},
          {"free", scored(run.free)},
          {"plan_rmse_per_m2", rounded(run.plan_rmse)},
          {"added", std::round(run.added)},
          {"removed", std::round(run.removed)},
          {"counters", run.counters},
          {"counters_faulty", run.faulty},
          {"readings_distrusted", run.distrusted},
          {"readings_distrusted_of_sound", run.distrusted_sound},
          {"forecasts", forecasts}};
}

/// Mean over runs; each run counts as much.
struct Means {
  double ratio = 0, ratio_to_plan = 0, worst_ratio = 0, covered80 = 0, covered95 = 0;
};

Means means(const std::vector<flow::TwinResult>& runs) {
  Means out;
  const double n = static_cast<double>(runs.size());
  for (const flow::TwinResult& run : runs) {
    out.ratio += run.ratio() / n;
    out.ratio_to_plan += run.ratio_to_plan() / n;
    out.worst_ratio = std::max(out.worst_ratio, run.ratio());
    out.covered80 += run.corrected.covered80 / n;
    out.covered95 += run.corrected.covered95 / n;
  }
  return out;
}

/// One score of all runs together: every comparison counts as much. Far ahead some runs have nobody left to compare.
flow::TwinScore pooled(const std::vector<flow::TwinResult>& runs, std::size_t horizon,
                       flow::TwinScore flow::TwinForecast::*which) {
  flow::TwinScore out;
  for (const flow::TwinResult& run : runs) {
    const flow::TwinScore& one = run.forecasts[horizon].*which;
    const double n = static_cast<double>(one.compared);
    out.rmse += one.rmse * one.rmse * n;
    out.rmse_median += one.rmse_median * one.rmse_median * n;
    out.covered80 += one.covered80 * n;
    out.covered95 += one.covered95 * n;
    out.compared += one.compared;
  }
  if (out.compared == 0) return out;
  const double n = static_cast<double>(out.compared);
  return {std::sqrt(out.rmse / n), std::sqrt(out.rmse_median / n), out.covered80 / n, out.covered95 / n, out.compared};
}

Json forecast_means(const std::vector<flow::TwinResult>& runs) {
  Json out = Json::array();
  for (std::size_t h = 0; h < runs.front().forecasts.size(); ++h) {
    const flow::TwinScore corrected = pooled(runs, h, &flow::TwinForecast::corrected);
    const flow::TwinScore free = pooled(runs, h, &flow::TwinForecast::free);
    double brier = 0, brier_free = 0;
    for (const flow::TwinResult& run : runs) {
      brier += run.forecasts[h].brier_corrected / static_cast<double>(runs.size());
      brier_free += run.forecasts[h].brier_free / static_cast<double>(runs.size());
    }
    out.push_back({{"horizon_min", runs.front().forecasts[h].horizon_s / 60},
                   {"compared", corrected.compared},
                   {"rmse_per_m2", rounded(corrected.rmse)},
                   {"rmse_free_per_m2", rounded(free.rmse)},
                   {"ratio", free.rmse > 0 ? Json(rounded(corrected.rmse / free.rmse)) : Json(nullptr)},
                   {"rmse_of_median_per_m2", rounded(corrected.rmse_median)},
                   {"rmse_of_median_free_per_m2", rounded(free.rmse_median)},
                   {"coverage80", rounded(corrected.covered80)},
                   {"coverage95", rounded(corrected.covered95)},
                   {"brier_above_2", rounded(brier)},
                   {"brier_above_2_free", rounded(brier_free)}});
  }
  return out;
}

void print(const Means& mean, const Json& forecasts, std::size_t runs, double cpu_s) {
  std::printf(
      "density error of streets without a counter, over %zu runs: %.2f of the free ensemble's (worst run %.2f), %.2f "
      "of the "
      "plan's\n",
      runs, mean.ratio, mean.worst_ratio, mean.ratio_to_plan);
  std::printf("  80 %% intervals held %.1f %% of the time, 95 %% intervals %.1f %%\n", 100 * mean.covered80,
              100 * mean.covered95);
  for (const Json& one : forecasts) {
    if (one["ratio"].is_null()) continue;
    std::printf(
        "  %2.0f min ahead: %.2f of the free ensemble's error; 80 %%: %.1f, 95 %%: %.1f; Brier score of \"above 2 "
        "people/m2\" %.4f, free %.4f\n",
        one["horizon_min"].get<double>(), one["ratio"].get<double>(), 100 * one["coverage80"].get<double>(),
        100 * one["coverage95"].get<double>(), one["brier_above_2"].get<double>(),
        one["brier_above_2_free"].get<double>());
  }
  std::printf("  %.1f s of CPU a run\n", cpu_s / static_cast<double>(runs));
}

/// A percentage that rises, for who watches; nothing where nobody does.
std::function<void(double)> on_terminal(std::size_t run, std::size_t runs) {
  if (isatty(STDERR_FILENO) != 1) return {};
  return [run, runs, percent = -1](double share) mutable {
    const int now = static_cast<int>(100 * share);
    if (now == percent) return;
    percent = now;
    std::fprintf(stderr, "\rrun %zu of %zu: %3d %% ", run, runs, percent);
  };
}

/// The streets around a scenario's event and who leaves it.
Result<flow::GridTown> town_of(const Arguments& arguments) {
  const Result<CrowdScenario> scenario = read_flow_scenario(arguments.scenario);
  if (!scenario) return scenario.error();
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return city.error();
  if (!(*city)->bounds().contains(scenario->place))
    return movement::fault(*scenario, scenario->event_line, "the event's place is outside the city " + (*city)->name());
  const Result<movement::StreetNetwork> streets = movement::street_network((*city)->walk(), *scenario);
  if (!streets) return streets.error();
  Result<movement::Case> made = movement::make_case(*scenario, {}, scenario->name, *streets);
  if (!made) return made.error();
  movement::Case leaving = movement::leaving_only(std::move(*made));
  return flow::GridTown{leaving.network, std::move(leaving.demand)};
}

int run(Arguments arguments) {
  if (!(arguments.town.leave_median_min < arguments.town.leave_p90_min)) {
    fail({ErrorKind::OutOfRange, "--leave-p90: expected more minutes than --leave-median"});
    return kUsage;
  }
  arguments.twin.until_s = arguments.until_min * 60;
  arguments.twin.forecast_every_s = arguments.look_every_min * 60;
  if (arguments.no_forecasts) arguments.twin.horizons_s.clear();
  std::optional<flow::GridTown> given;
  if (!arguments.scenario.empty()) {
    Result<flow::GridTown> town = town_of(arguments);
    if (!town) {
      fail(town.error());
      return kUsage;
    }
    given = std::move(*town);
  }
  std::vector<flow::TwinResult> runs;
  Json each = Json::array();
  const std::clock_t before = std::clock();
  std::size_t sections = 0;
  for (std::size_t i = 0; i < arguments.runs; ++i) {
    const std::uint64_t seed = arguments.seed + i;
    arguments.town.seed = arguments.twin.seed = seed;
    arguments.twin.assimilation.seed = seed + 1'000'000;  // the ensemble knows nothing of the truth's draws
    const flow::GridTown town = given ? *given : flow::grid_town(arguments.town);
    const Result<flow::TwinResult> done =
        flow::run_twin(town.network, town.demand, arguments.twin, on_terminal(i + 1, arguments.runs));
    if (!done) {
      fail(done.error());
      return kUsage;
    }
    sections = done->sections;
    runs.push_back(*done);
    each.push_back(shown(seed, *done));
  }
  if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r\033[K");
  const double cpu_s = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  const Means mean = means(runs);
  const Json forecasts = forecast_means(runs);
  if (!arguments.json) {
    print(mean, forecasts, runs.size(), cpu_s);
    return kOk;
  }
  const Json out{{"sections", sections},
                 {"counted_share", arguments.twin.counted_share},
                 {"mean",
                  {{"ratio", rounded(mean.ratio)},
                   {"worst_ratio", rounded(mean.worst_ratio)},
                   {"ratio_to_plan", rounded(mean.ratio_to_plan)},
                   {"coverage80", rounded(mean.covered80)},
                   {"coverage95", rounded(mean.covered95)}}},
                 {"forecasts", forecasts},
                 {"runs", each},
                 {"cpu_seconds", rounded(cpu_s)}};
  std::printf("%s\n", out.dump().c_str());
  return kOk;
}

}  // namespace

void add_crowd_twin(CLI::App& crowd, int& exit_code) {
  CLI::App* twin = crowd.add_subcommand("twin", "How well live counts correct a simulated crowd: a twin experiment");
  const auto arguments = std::make_shared<Arguments>();
  flow::TwinOptions& options = arguments->twin;
  options.every_s = 120;
  options.assimilation.simulation.step_s = 12;
  options.assimilation.simulation.cell_m = 40;
  twin->add_option("--runs", arguments->runs, "Truths, each in a town of its own")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  twin->add_option("--seed", arguments->seed, "Of the first run; the next have the next")->capture_default_str();
  twin->add_option("--side", arguments->town.side, "Junctions a side of the town")
      ->check(CLI::Range(4, 40))
      ->capture_default_str();
  twin->add_option("--people", arguments->town.people, "Planned to leave the venue")
      ->check(CLI::Range(100.0, 1e6))
      ->capture_default_str();
  twin->add_option("--leave-median", arguments->town.leave_median_min, "Minutes until half of them have set out")
      ->check(CLI::Range(1.0, 600.0))
      ->capture_default_str();
  twin->add_option("--leave-p90", arguments->town.leave_p90_min, "Minutes until nine tenths have")
      ->check(CLI::Range(1.0, 1200.0))
      ->capture_default_str();
  twin->add_option("--until", arguments->until_min, "Minutes that are run")
      ->check(CLI::Range(10.0, 1440.0))
      ->capture_default_str();
  twin->add_option("--look-every", arguments->look_every_min, "Minutes from one look ahead to the next")
      ->check(CLI::Range(2.0, 240.0))
      ->capture_default_str();
  CLI::Option* scenario =
      twin->add_option("--scenario", arguments->scenario, "The streets and people of this event (.toml) instead");
  twin->add_option("--city", arguments->city_dir, "Directory of its city")->needs(scenario);
  scenario->needs("--city");
  twin->add_option("--members", options.assimilation.members, "Of the ensemble")
      ->check(CLI::Range(8, 1000))
      ->capture_default_str();
  twin->add_option("--step", options.assimilation.simulation.step_s, "Seconds a step of the members")
      ->check(CLI::Range(1.0, 60.0))
      ->capture_default_str();
  twin->add_option("--cell", options.assimilation.simulation.cell_m, "Metres a cell of theirs")
      ->check(CLI::Range(2.0, 1000.0))
      ->capture_default_str();
  twin->add_option("--counted", options.counted_share, "Share of street sections with a counter")
      ->check(CLI::Range(0.01, 0.9))
      ->capture_default_str();
  twin->add_option("--likes", options.assimilation.spreads.shunned_s,
                   "Seconds by which single streets seem longer or shorter, unknown to the filter")
      ->check(CLI::Range(0.0, 60.0))
      ->capture_default_str();
  twin->add_option("--method", options.assimilation.method, "kalman or particles")
      ->transform(CLI::Transformer(std::map<std::string, flow::Method>{{"kalman", flow::Method::Kalman},
                                                                       {"particles", flow::Method::Particles}}));
  twin->add_option("--fault", options.fault, "A tenth of the counters, from minute 10: none, silent or stuck (at 0)")
      ->transform(CLI::Transformer(std::map<std::string, flow::CounterFault>{{"none", flow::CounterFault::None},
                                                                             {"silent", flow::CounterFault::Silent},
                                                                             {"stuck", flow::CounterFault::Stuck}}));
  twin->add_flag("--no-forecasts", arguments->no_forecasts, "Only what is now: four times as fast");
  twin->add_flag("--json", arguments->json, "Print as JSON");
  twin->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
