// SPDX-License-Identifier: Apache-2.0
// vigie crowd simulate: how a crowd comes and leaves through a city's streets, and what would be if.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "crowd_commands.hpp"
#include "flow_report.hpp"
#include "flow_scenario.hpp"
#include "flow_svg.hpp"
#include "movement/scenario_check.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string scenario, city_dir, geojson, svg;
  std::vector<std::string> variants;
  bool base_only = false;
  movement::WhatIfOptions options;
  bool json = false;
};

int refuse(const Error& error) {
  fail(error);
  return kUsage;
}

Result<void> write(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return Error{ErrorKind::Io, file + ": cannot be written"};
  return {};
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
  const std::clock_t before = std::clock();
  const movement::WhatIfWatch watch = on_terminal();
  const Result<movement::SideBySide> all =
      movement::side_by_side((*city)->walk(), *scenario, *variants, arguments.options, watch);
  if (watch.progress) std::fprintf(stderr, "\r\033[K");
  if (!all) return refuse(all.error());
  const double cpu_s = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  const FlowResults results{&*scenario, &*all, arguments.options, cpu_s, (*city)->synthetic()};
  if (!arguments.geojson.empty())
    if (const Result<void> written = write(arguments.geojson, flow_geojson(*all)); !written)
      return fail(written.error());
  if (!arguments.svg.empty())
    if (const Result<void> written = write(arguments.svg, flow_svg(*all, scenario->name, (*city)->attribution()));
        !written)
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
  simulate->add_flag("--json", arguments->json, "Print as JSON");
  simulate->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
