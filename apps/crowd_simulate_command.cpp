// SPDX-License-Identifier: Apache-2.0
// vigie crowd simulate: how a crowd comes and leaves through a city's streets, and what would be if.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "crowd_commands.hpp"
#include "flow_report.hpp"
#include "flow_scenario.hpp"
#include "flow_svg.hpp"
#include "movement/scenario_check.hpp"
#include "output_file.hpp"
#include "terminal.hpp"
#include "walked_report.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string scenario, city_dir, geojson, svg;
  std::vector<std::string> variants;
  bool base_only = false;
  movement::WhatIfOptions options;
  std::optional<std::string> walk;
  std::string walk_svg, walk_frames;
  double every_s = 60;
  bool json = false;
};

int refuse(const Error& error) {
  fail(error);
  return kUsage;
}

/// The scenario's what-ifs, or those of them that were named.
Result<std::vector<CrowdVariant>> wanted(const CrowdScenario& scenario, const Arguments& arguments) {
  if (arguments.base_only) return std::vector<CrowdVariant>();
  if (arguments.variants.empty()) return scenario.variants;
  std::vector<CrowdVariant> out;
  for (const std::string& name : arguments.variants) {
    const auto found = std::find_if(scenario.variants.begin(), scenario.variants.end(),
                                    [&](const CrowdVariant& variant) { return variant.name == name; });
    if (found == scenario.variants.end())
      return movement::fault(scenario, 0, "--variant: no what_if is called \"" + name + "\"");
    out.push_back(*found);
  }
  return out;
}

movement::WhatIfWatch on_terminal() {
  if (isatty(STDERR_FILENO) == 0) return {};
  return {[](double done) { std::fprintf(stderr, "\r\033[K%.0f %%", 100 * done); }, {}};
}

double cpu_s_since(std::clock_t before) { return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC; }

/// A fault of the place names the scenario's line, where it is drawn there, else the option.
Error of_walk(const Error& error, const CrowdScenario& scenario) {
  return error.what.starts_with(scenario.file + ":") ? error : Error{error.kind, "--walk: " + error.what};
}

/// The base case with the place walked, and as a flow only.
Result<WalkedResults> walk(const Arguments& arguments, movement::PlaceToWalk what) {
  const movement::WalkedOptions options{arguments.options.step_s, arguments.options.cell_m};
  if (!arguments.walk_frames.empty())
    if (const Result<void> made = make_folder(arguments.walk_frames); !made) return made.error();
  const bool terminal = isatty(STDERR_FILENO) != 0;
  double next_frame_s = -kEndless, next_word_s = -kEndless;
  int frame = 0;
  const auto look = [&](double at_s, pedestrians::Simulation& people) -> Result<void> {
    if (terminal && at_s >= next_word_s) {
      std::fprintf(stderr, "\r\033[Kwalking: minute %.0f, %zu people in the place", at_s / 60, people.inside());
      next_word_s = at_s + 30;
    }
    if (arguments.walk_frames.empty() || at_s < next_frame_s) return {};
    next_frame_s = at_s + arguments.every_s;
    return write_file(frame_name(arguments.walk_frames, frame++), walked_frame(what, at_s, people));
  };
  const std::clock_t before = std::clock();
  Result<movement::WalkedThrough> walked = movement::walk_through(what, options, look);
  if (terminal) std::fprintf(stderr, "\r\033[K");
  if (!walked) return walked.error();
  const double cpu_s = cpu_s_since(before);
  Result<movement::FlowThrough> flow = movement::flow_through(what, options);
  if (!flow) return flow.error();
  return WalkedResults{std::move(what), std::move(*flow), std::move(*walked), cpu_s};
}

int run(const Arguments& arguments) {
  const Result<CrowdScenario> scenario = read_flow_scenario(arguments.scenario);
  if (!scenario) return refuse(scenario.error());
  const Result<std::vector<CrowdVariant>> variants = wanted(*scenario, arguments);
  if (!variants) return refuse(variants.error());
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  if (!(*city)->bounds().contains(scenario->place))
    return refuse(
        movement::fault(*scenario, scenario->event_line, "the event's place is outside the city " + (*city)->name()));
  std::optional<WalkedResults> walked;
  if (arguments.walk) {
    Result<movement::PlaceToWalk> what = movement::place_to_walk((*city)->walk(), *scenario, *arguments.walk);
    if (!what) return refuse(of_walk(what.error(), *scenario));
    what->ground.seed = arguments.options.seed;
    Result<WalkedResults> made = walk(arguments, std::move(*what));
    if (!made && made.error().kind == ErrorKind::Io) return fail(made.error());
    if (!made) return refuse(of_walk(made.error(), *scenario));
    walked = std::move(*made);
  }
  const std::clock_t before = std::clock();
  const movement::WhatIfWatch watch = on_terminal();
  const Result<movement::SideBySide> all =
      movement::side_by_side((*city)->walk(), *scenario, *variants, arguments.options, watch);
  if (watch.progress) std::fprintf(stderr, "\r\033[K");
  if (!all) return refuse(all.error());
  const FlowResults results{
      &*scenario, &*all, arguments.options, cpu_s_since(before), (*city)->synthetic(), walked ? &*walked : nullptr};
  if (!arguments.geojson.empty())
    if (const Result<void> written = write_file(arguments.geojson, flow_geojson(*all)); !written)
      return fail(written.error());
  if (!arguments.svg.empty())
    if (const Result<void> written = write_file(arguments.svg, flow_svg(*all, scenario->name, (*city)->attribution()));
        !written)
      return fail(written.error());
  if (!arguments.walk_svg.empty())
    if (const Result<void> written = write_file(arguments.walk_svg, walked_svg(*walked)); !written)
      return fail(written.error());
  std::printf("%s\n", arguments.json ? flow_json(results).c_str() : flow_text(results).c_str());
  return kOk;
}

}  // namespace

void add_crowd_simulate(CLI::App& crowd, int& exit_code) {
  CLI::App* simulate =
      crowd.add_subcommand("simulate", "A crowd coming to and leaving an event through a city's streets, and what-ifs");
  const auto arguments = std::make_shared<Arguments>();
  movement::WhatIfOptions& options = arguments->options;
  simulate->add_option("SCENARIO", arguments->scenario, "The scenario (.toml)")->required();
  simulate->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  simulate->add_option("--variant", arguments->variants, "Only this what-if beside the base; may be repeated");
  simulate->add_flag("--base-only", arguments->base_only, "No what-ifs");
  simulate->add_option("--runs", options.runs, "Runs with perturbed inputs, for p50 and p95")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  simulate->add_option("--seed", options.seed, "Of the perturbations")->capture_default_str();
  simulate->add_option("--step", options.step_s, "Seconds a step of the case as written")
      ->check(CLI::Range(0.5, 30.0))
      ->capture_default_str();
  simulate->add_option("--cell", options.cell_m, "Metres a cell of the case as written")
      ->check(CLI::Range(1.0, 200.0))
      ->capture_default_str();
  simulate->add_option("--geojson", arguments->geojson, "Where to write the streets with their densities");
  simulate->add_option("--svg", arguments->svg, "Where to draw the streets by their peak density");
  CLI::Option* place = simulate->add_option(
      "--walk", arguments->walk, "Walk this square or street of the base case person by person (a name, or lat,lon)");
  simulate->add_option("--walk-svg", arguments->walk_svg, "Where to draw the place at its densest moment")
      ->needs(place);
  CLI::Option* frames =
      simulate
          ->add_option("--walk-frames", arguments->walk_frames, "Draw the place every few seconds, into this folder")
          ->needs(place);
  simulate->add_option("--every", arguments->every_s, "Seconds from frame to frame")
      ->check(CLI::Range(0.1, 3600.0))
      ->needs(frames)
      ->capture_default_str();
  simulate->add_flag("--json", arguments->json, "Print as JSON");
  simulate->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
