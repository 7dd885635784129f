// SPDX-License-Identifier: Apache-2.0
// The experiments of `vigie crowd validate`, and their reports.
#include "crowd_validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "pedestrians/simulation.hpp"

namespace vigie::apps {
namespace {

using namespace pedestrians;

constexpr std::uint64_t kSeedsPerWidth = 2;
constexpr std::uint64_t kSeedsPerCorridor = 3;
constexpr double kMeanFrom_m = 0.85;  // the mean error is over 0.9 to 2.0 m

/// The runs on which the model's values were chosen (docs/concepts/crowd-movement-place.md); no other was looked at for it.
constexpr std::array<std::string_view, 5> kFittedRuns{"uo-050-180-180", "uo-070-180-180", "uo-145-180-180",
                                                      "uo-240-240-160", "bot-360-160-160"};

double rounded(double value, int digits = 3) {
  const double scale = std::pow(10, digits);
  return std::round(value * scale) / scale;
}

SpeedAtDensity mean_of(const std::vector<SpeedAtDensity>& samples) {
  SpeedAtDensity mean{};
  for (const SpeedAtDensity& s : samples) {
    mean.density_per_m2 += s.density_per_m2 / static_cast<double>(samples.size());
    mean.speed_mps += s.speed_mps / static_cast<double>(samples.size());
  }
  return mean;
}

nlohmann::ordered_json to_json(const SpeedError& error) {
  return {{"rmse_mps", rounded(error.classes_mps)},
          {"per_second_mps", rounded(error.moments_mps)},
          {"scatter_mps", rounded(error.scatter_mps)}};
}

}  // namespace

BottleneckReport validate_bottlenecks(const ValidationOptions& options) {
  BottleneckReport report;
  std::size_t counted = 0;
  for (const LabFlow& lab : lab_flows()) {
    BottleneckReport::Row row{lab};
    for (std::uint64_t seed = 0; seed < kSeedsPerWidth; ++seed) {
      BottleneckOptions run_options;
      run_options.width_m = lab.width_m;
      run_options.step_s = options.step_s;
      run_options.seed = options.seed + seed;
      const BottleneckRun run = run_bottleneck(run_options);
      row.flow_per_s += run.flow_per_s / static_cast<double>(kSeedsPerWidth);
      row.jams += run.passed < run_options.people ? 1 : 0;
    }
    row.error_pct = (row.flow_per_s / ((lab.low_per_s + lab.high_per_s) / 2) - 1) * 100;
    report.jams += row.jams;
    if (lab.width_m > kMeanFrom_m) {
      report.mean_error_pct += std::fabs(row.error_pct);
      ++counted;
    }
    report.rows.push_back(row);
  }
  report.mean_error_pct /= static_cast<double>(counted);
  return report;
}

void BottleneckReport::write(nlohmann::ordered_json& json) const {
  json["bottleneck"] = nlohmann::ordered_json::array();
  for (const Row& row : rows)
    json["bottleneck"].push_back({{"width_m", row.lab.width_m},
                                  {"flow_per_s", rounded(row.flow_per_s)},
                                  {"lab_per_s", {row.lab.low_per_s, row.lab.high_per_s}},
                                  {"error_pct", rounded(row.error_pct, 1)},
                                  {"jams", row.jams}});
  json["mean_error_pct"] = rounded(mean_error_pct, 2);
  json["jams"] = jams;
}

void BottleneckReport::print() const {
  std::printf("bottleneck   flow   laboratory   error\n");
  for (const Row& row : rows)
    std::printf("  %.1f m   %5.2f/s   %.2f-%.2f   %+5.1f %%%s\n", row.lab.width_m, row.flow_per_s, row.lab.low_per_s,
                row.lab.high_per_s, row.error_pct, row.jams > 0 ? "   jam" : "");
  std::printf("  mean of the errors, 0.9 to 2.0 m: %.1f %%; jams: %d\n", mean_error_pct, jams);
}

DiagramReport validate_diagram(const ValidationOptions& options, const Recordings& recordings) {
  DiagramReport report;
  std::vector<SpeedAtDensity> simulated;
  for (const CorridorRecording& corridor : recordings.corridors) {
    std::fprintf(stderr, "  %s\n", corridor.name.c_str());
    CorridorOptions run_options;
    run_options.plan = corridor.plan;
    run_options.step_s = options.step_s;
    run_options.from_north = run_options.from_south = 0;
    for (const Track& track : corridor.recording.tracks) {
      const bool north = track.places.front().y > 0 || corridor.plan.ways == CorridorPlan::Ways::One;
      ++(north ? run_options.from_north : run_options.from_south);
    }
    const std::vector<SpeedAtDensity> lab = speed_at_density(corridor.recording, measuring_box(corridor.plan));
    std::vector<SpeedAtDensity> ours;
    bool all_left = true;
    for (std::uint64_t seed = 0; seed < kSeedsPerCorridor; ++seed) {
      run_options.seed = options.seed + seed;
      const CorridorRun run = run_corridor(run_options);
      const std::vector<SpeedAtDensity> samples = speed_at_density(run.recording, measuring_box(corridor.plan));
      ours.insert(ours.end(), samples.begin(), samples.end());
      all_left = all_left && run.left == run_options.from_north + run_options.from_south;
    }
    const bool fitted = std::ranges::find(kFittedRuns, corridor.name) != kFittedRuns.end();
    const SpeedAtDensity lab_mean = mean_of(lab), our_mean = mean_of(ours);
    report.runs.push_back({corridor.name, fitted, lab_mean.density_per_m2, lab_mean.speed_mps, our_mean.density_per_m2,
                           our_mean.speed_mps, all_left});
    simulated.insert(simulated.end(), ours.begin(), ours.end());
    for (DiagramReport::Set* set : {fitted ? &report.fitted : &report.kept_out, &report.all})
      set->lab.insert(set->lab.end(), lab.begin(), lab.end());
  }
  const SpeedCurve curve(simulated);
  if (curve.empty()) return report;
  const auto ours = [&](double density_per_m2) { return curve.at(density_per_m2); };
  for (DiagramReport::Set* set : {&report.kept_out, &report.fitted, &report.all}) {
    set->ours = speed_error(set->lab, ours);
    set->weidmann = speed_error(set->lab, weidmann_mps);
  }
  report.kept_out_classes = density_classes(report.kept_out.lab);
  for (const DensityClass& c : report.kept_out_classes) report.simulated_mps.push_back(curve.at(c.density_per_m2));
  return report;
}

void DiagramReport::write(nlohmann::ordered_json& json) const {
  const bool any = !kept_out_classes.empty();
  json["fundamental_diagram_rmse_mps"] =
      any ? nlohmann::ordered_json(rounded(kept_out.ours.classes_mps)) : nlohmann::ordered_json();
  nlohmann::ordered_json& details = json["fundamental_diagram"];
  details["kept_out"] = {{"vigie", to_json(kept_out.ours)}, {"weidmann", to_json(kept_out.weidmann)}};
  details["fitted"] = {{"vigie", to_json(fitted.ours)}, {"weidmann", to_json(fitted.weidmann)}};
  details["all"] = {{"vigie", to_json(all.ours)}, {"weidmann", to_json(all.weidmann)}};
  details["classes"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < kept_out_classes.size(); ++i)
    details["classes"].push_back({{"density_per_m2", rounded(kept_out_classes[i].density_per_m2)},
                                  {"lab_mps", rounded(kept_out_classes[i].speed_mps)},
                                  {"simulated_mps", rounded(simulated_mps[i])},
                                  {"samples", kept_out_classes[i].samples}});
  details["runs"] = nlohmann::ordered_json::array();
  for (const Run& run : runs)
    details["runs"].push_back({{"name", run.name},
                               {"fitted", run.fitted},
                               {"lab_density_per_m2", rounded(run.lab_density_per_m2)},
                               {"lab_mps", rounded(run.lab_speed_mps)},
                               {"density_per_m2", rounded(run.density_per_m2)},
                               {"mps", rounded(run.speed_mps)},
                               {"all_left", run.all_left}});
}

void DiagramReport::print() const {
  std::printf("\ncorridor            people/m²: laboratory, simulated   m/s: laboratory, simulated\n");
  for (const Run& run : runs)
    std::printf("  %-16s %s   %.2f  %.2f   %.2f  %.2f%s\n", run.name.c_str(), run.fitted ? "fitted  " : "kept out",
                run.lab_density_per_m2, run.density_per_m2, run.lab_speed_mps, run.speed_mps,
                run.all_left ? "" : "   not all left");
  std::printf("\nkept-out runs, by class of density: people/m², m/s in the laboratory, simulated, Weidmann\n");
  for (std::size_t i = 0; i < kept_out_classes.size(); ++i)
    std::printf("  %.2f   %.2f  %.2f  %.2f\n", kept_out_classes[i].density_per_m2, kept_out_classes[i].speed_mps,
                simulated_mps[i], weidmann_mps(kept_out_classes[i].density_per_m2));
  std::printf(
      "  RMSE over the classes: %.3f m/s (Weidmann %.3f); over single seconds %.3f (Weidmann %.3f, scatter alone "
      "%.3f)\n",
      kept_out.ours.classes_mps, kept_out.weidmann.classes_mps, kept_out.ours.moments_mps,
      kept_out.weidmann.moments_mps, kept_out.ours.scatter_mps);
  std::printf("  all runs, over single seconds: Weidmann %.3f\n", all.weidmann.moments_mps);
}

RimeaReport validate_rimea(const ValidationOptions& options) {
  RimeaReport report;
  RimeaOptions run_options;
  run_options.seed = options.seed;
  run_options.step_s = options.step_s;
  for (const RimeaCase& scene : rimea_cases()) report.rows.push_back({scene, scene.run(run_options)});
  return report;
}

bool RimeaReport::all_passed() const {
  return std::ranges::all_of(rows, [](const Row& row) { return row.result.passed; });
}

void RimeaReport::write(nlohmann::ordered_json& json) const {
  for (const Row& row : rows) json["rimea"][row.scene.name] = row.result.passed;
  for (const Row& row : rows) json["rimea_seen"][row.scene.name] = row.result.what;
}

void RimeaReport::print() const {
  std::printf("\nRiMEA\n");
  for (const Row& row : rows)
    std::printf("  %-4s %-6s %s: %s\n", row.scene.name, row.result.passed ? "yes" : "NO", row.scene.claim,
                row.result.what.c_str());
}

double person_steps_per_cpu_s() {
  GroundPlan plan;
  plan.outer = {{0, 0}, {30, 0}, {30, 20}, {0, 20}};
  plan.exits = {{{7, 0}, {8, 0}}, {{22, 0}, {23, 0}}, {{7, 20}, {8, 20}}, {{22, 20}, {23, 20}}};
  const Ground ground(plan);
  Simulation simulation(ground, {}, {{{0}}, {{1}}, {{2}}, {{3}}}, {kTimedStep_s, {}});
  Random random(1);
  const Temper temper;
  for (const Vec place : places(ground, plan.outer, 1000, 0.45, random)) {
    Person person{place, temper.desired_mps.draw(random), temper.time_gap_s.draw(random)};
    for (std::uint32_t door = 1; door < 4; ++door)
      if (simulation.distance_m(place, door) < simulation.distance_m(place, person.route)) person.route = door;
    simulation.add(person);
  }
  const std::clock_t start = std::clock();
  while (simulation.now_s() < 10) simulation.step();
  const double cpu_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return static_cast<double>(simulation.person_steps()) / cpu_s;
}

}  // namespace vigie::apps
