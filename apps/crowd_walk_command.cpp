// SPDX-License-Identifier: Apache-2.0
// vigie crowd walk: people of a scenario walk through a place and leave it.
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.hpp"
#include "crowd_commands.hpp"
#include "crowd_scenario.hpp"
#include "output_file.hpp"
#include "pedestrians/drawing.hpp"
#include "pedestrians/walk_report.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using namespace pedestrians;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string scenario_file;
  std::string svg_file;
  std::string frames_dir;
  double frames_every_s = 5;
  std::optional<std::uint64_t> seed;
  bool json = false;
};

double rounded(double value) { return std::round(value * 100) / 100; }

Json seconds_or_null(double at_s) { return at_s > 0 ? Json(rounded(at_s)) : Json(); }

Json to_json(const std::string& name, const Segment& where, const WalkReport::Passage& passage) {
  return {{"name", name},
          {"width_m", rounded(length(where.b - where.a))},
          {"people", passage.people},
          {"first_s", passage.people > 0 ? Json(rounded(passage.first_s)) : Json()},
          {"last_s", passage.people > 0 ? Json(rounded(passage.last_s)) : Json()},
          {"flow_per_s", rounded(passage.flow_per_s)},
          {"peak_flow_per_s", rounded(passage.peak_flow_per_s)}};
}

/// Every second, or fewer so that there are at most 600.
Json series(const std::vector<WalkReport::Moment>& moments) {
  const std::size_t every = moments.size() / 600 + 1;
  Json out{{"every_s", every},
           {"inside", Json::array()},
           {"mean_speed_mps", Json::array()},
           {"densest_per_m2", Json::array()}};
  for (std::size_t i = 0; i < moments.size(); i += every) {
    out["inside"].push_back(moments[i].inside);
    out["mean_speed_mps"].push_back(rounded(moments[i].mean_speed_mps));
    out["densest_per_m2"].push_back(rounded(moments[i].densest_per_m2));
  }
  return out;
}

Json to_json(const Scenario& scenario, const WalkReport& report) {
  Json json{{"scenario", scenario.name}, {"seed", scenario.seed}, {"people", report.people}, {"left", report.left}};
  json["evacuation_s"] = report.all_left_s ? Json(rounded(*report.all_left_s)) : Json();
  json["half_left_s"] = seconds_or_null(report.half_left_s);
  json["p95_left_s"] = seconds_or_null(report.most_left_s);
  json["density_max_per_m2"] = rounded(report.densest_per_m2);
  json["density_max_at"] = {rounded(report.densest_at.x), rounded(report.densest_at.y)};
  json["density_max_s"] = rounded(report.densest_s);
  json["exits"] = json["lines"] = json["boxes"] = Json::array();
  for (std::size_t e = 0; e < report.exits.size(); ++e)
    json["exits"].push_back(to_json(scenario.exit_names[e], scenario.ground.exits[e], report.exits[e]));
  for (std::size_t l = 0; l < report.lines.size(); ++l) {
    json["lines"].push_back(to_json(scenario.lines[l].name, scenario.lines[l].line, report.lines[l]));
    json["lines"].back()["to_left"] = report.lines[l].to_left;
  }
  for (std::size_t b = 0; b < report.boxes.size(); ++b) {
    const WalkReport::Box& box = report.boxes[b];
    json["boxes"].push_back({{"name", scenario.boxes[b].name},
                             {"density_max_per_m2", rounded(box.peak_count_per_m2)},
                             {"density_max_voronoi_per_m2", rounded(box.peak_voronoi_per_m2)},
                             {"above_2_s", box.above_s[0]},
                             {"above_3_57_s", box.above_s[1]},
                             {"above_5_55_s", box.above_s[2]}});
  }
  json["series"] = series(report.moments);
  json["agent_steps"] = report.person_steps;
  return json;
}

void print(const Scenario& scenario, const WalkReport& report) {
  std::printf("%s: %zu of %zu people out", scenario.name.c_str(), report.left, report.people);
  if (report.all_left_s) std::printf(", the last after %.0f s", *report.all_left_s);
  if (report.half_left_s > 0) std::printf(", half of them after %.0f s", report.half_left_s);
  std::printf("\nhighest density %.1f people/m² at [%.1f, %.1f] after %.0f s%s\n", report.densest_per_m2,
              report.densest_at.x, report.densest_at.y, report.densest_s,
              report.densest_per_m2 > 5 ? " (above 5 no model is to be trusted)" : "");
  for (std::size_t e = 0; e < report.exits.size(); ++e)
    std::printf("  exit %-20s %5zu people  %5.2f/s mean  %5.2f/s best ten seconds\n", scenario.exit_names[e].c_str(),
                report.exits[e].people, report.exits[e].flow_per_s, report.exits[e].peak_flow_per_s);
  for (std::size_t l = 0; l < report.lines.size(); ++l)
    std::printf("  line %-20s %5zu people  %5.2f/s mean  %5.2f/s best ten seconds\n", scenario.lines[l].name.c_str(),
                report.lines[l].people, report.lines[l].flow_per_s, report.lines[l].peak_flow_per_s);
  for (std::size_t b = 0; b < report.boxes.size(); ++b)
    std::printf("  box  %-20s %5.2f people/m² at most; %.0f s above 2, %.0f s above 3.57, %.0f s above 5.55\n",
                scenario.boxes[b].name.c_str(), report.boxes[b].peak_voronoi_per_m2, report.boxes[b].above_s[0],
                report.boxes[b].above_s[1], report.boxes[b].above_s[2]);
}

int run(const Arguments& arguments) {
  Result<LoadedScenario> loaded = load_scenario(arguments.scenario_file, arguments.seed);
  if (!loaded) {
    fail(loaded.error());
    return kUsage;
  }
  const Scenario& scenario = loaded->scenario;
  Simulation& simulation = loaded->simulation;
  if (!arguments.frames_dir.empty()) {
    if (const Result<void> made = make_folder(arguments.frames_dir); !made) return fail(made.error());
  }
  WalkObserver observer(scenario, simulation, simulation.ever_added());
  const bool terminal = isatty(STDERR_FILENO) != 0;
  double next_frame_s = 0, next_word_s = 0;
  int frame = 0;
  while (simulation.inside() > 0 && simulation.now_s() < scenario.duration_s) {
    if (!arguments.frames_dir.empty() && simulation.now_s() >= next_frame_s - 1e-9) {
      const std::string name = frame_name(arguments.frames_dir, frame++);
      if (const auto written = write_file(name, draw_moment(scenario, simulation)); !written)
        return fail(written.error());
      next_frame_s += arguments.frames_every_s;
    }
    observer.look(simulation);
    simulation.step();
    if (terminal && simulation.now_s() >= next_word_s) {
      std::fprintf(stderr, "\r%.0f s, %zu people inside   ", simulation.now_s(), simulation.inside());
      next_word_s += 5;
    }
  }
  if (terminal) std::fprintf(stderr, "\r\033[K");
  const WalkReport report = observer.finish(simulation);
  if (!arguments.svg_file.empty())
    if (const auto written = write_file(arguments.svg_file, draw_walk(scenario, report)); !written)
      return fail(written.error());
  if (arguments.json) std::printf("%s\n", to_json(scenario, report).dump().c_str());
  else print(scenario, report);
  return kOk;
}

}  // namespace

void add_crowd_walk(CLI::App& crowd, int& exit_code) {
  CLI::App* walk = crowd.add_subcommand("walk", "People walk through a place and leave it (microscopic)");
  const auto arguments = std::make_shared<Arguments>();
  walk->add_option("scenario", arguments->scenario_file, "Scenario file (TOML)")->required();
  walk->add_option("--seed", arguments->seed, "Instead of the scenario's");
  walk->add_option("--svg", arguments->svg_file, "Draw densities and paths into this file");
  walk->add_option("--frames", arguments->frames_dir, "Draw everybody, every few seconds, into this folder");
  walk->add_option("--every", arguments->frames_every_s, "Seconds from frame to frame")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  walk->add_flag("--json", arguments->json, "Print as one line of JSON");
  walk->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
