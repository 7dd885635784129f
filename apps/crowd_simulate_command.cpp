// SPDX-License-Identifier: Apache-2.0
// vigie crowd simulate: how a crowd leaves through a city's streets, and what would be if.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "crowd_commands.hpp"
#include "flow_runs.hpp"
#include "roads/walk_graph.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::string scenario, city_dir, geojson;
  std::size_t runs = 50;
  std::uint64_t seed = 1;
  bool json = false;
};

/// What the map and the plans cannot know: said with every result.
constexpr const char* kCaution =
    "Above 5 people/m2 no measurement says how a crowd moves: a density beyond it means \"do not let it come to "
    "this\".";

struct Case {
  FlowCase one;
  FlowOutcome base;
  std::vector<double> streets_s, served_s;  ///< of the perturbed runs
};

Json minutes(double seconds) { return std::isfinite(seconds) ? Json(std::round(seconds / 6) / 10) : Json(nullptr); }
double round_to(double value, double step) { return std::round(value / step) * step; }

double over_s(const FlowOutcome& outcome, std::size_t threshold) {
  double most = 0;
  for (const flow::SectionRisk& risk : outcome.sections) most = std::max(most, risk.above_s[threshold]);
  return most;
}

double peak_density(const FlowOutcome& outcome) {
  double most = 0;
  for (const flow::SectionRisk& risk : outcome.sections) most = std::max(most, risk.peak_per_m2);
  return most;
}

Json clearing(const Case& c) {
  return {{"streets_min", minutes(c.base.streets_clear_s)},
          {"streets_p50_min", minutes(quantile(c.streets_s, 0.5))},
          {"streets_p95_min", minutes(quantile(c.streets_s, 0.95))},
          {"served_min", minutes(c.base.served_s)},
          {"served_p50_min", minutes(quantile(c.served_s, 0.5))},
          {"served_p95_min", minutes(quantile(c.served_s, 0.95))}};
}

Json difference(const Case& c, const Case& base) {
  const auto later = [&](double a, double b) {
    return std::isfinite(a) && std::isfinite(b) ? minutes(a - b) : Json(nullptr);
  };
  std::vector<double> paired;
  for (std::size_t i = 0; i < c.served_s.size() && i < base.served_s.size(); ++i)
    if (std::isfinite(c.served_s[i]) && std::isfinite(base.served_s[i]))
      paired.push_back(c.served_s[i] - base.served_s[i]);
  return {{"streets_min", later(c.base.streets_clear_s, base.base.streets_clear_s)},
          {"served_min", later(c.base.served_s, base.base.served_s)},
          {"served_p50_of_pairs_min", paired.empty() ? Json(nullptr) : minutes(quantile(paired, 0.5))},
          {"peak_density_per_m2", round_to(peak_density(c.base) - peak_density(base.base), 0.01)},
          {"longest_above_2_min", minutes(over_s(c.base, 0) - over_s(base.base, 0))},
          {"peak_on_streets", std::round(c.base.peak_on_streets - base.base.peak_on_streets)}};
}

Json sections(const Case& c, const WalkNetwork& walk, const roads::WalkGraph& graph, std::size_t most) {
  std::vector<flow::SectionId> order;
  for (flow::SectionId s = 0; s < c.base.sections.size(); ++s)
    if (c.base.sections[s].peak_per_m2 > 0.5) order.push_back(s);
  std::stable_sort(order.begin(), order.end(), [&](flow::SectionId a, flow::SectionId b) {
    return c.base.sections[a].peak_per_m2 > c.base.sections[b].peak_per_m2;
  });
  if (order.size() > most) order.resize(most);
  Json out = Json::array();
  for (const flow::SectionId s : order) {
    const flow::SectionRisk& risk = c.base.sections[s];
    const auto shape = graph.shape(walk.edge_of_section[s]);
    const geo::Position& at = shape[shape.size() / 2];
    out.push_back({{"section", s},
                   {"name", graph.name(walk.edge_of_section[s])},
                   {"lat", at.lat()},
                   {"lon", at.lon()},
                   {"width_m", c.one.network->sections()[s].width_m},
                   {"peak_per_m2", round_to(risk.peak_per_m2, 0.01)},
                   {"beyond_what_is_known", risk.peak_per_m2 > flow::kKnownDensity},
                   {"peak_at_min", minutes(risk.peak_at_s)},
                   {"above_2_min", minutes(risk.above_s[0])},
                   {"above_3_57_min", minutes(risk.above_s[1])},
                   {"above_5_55_min", minutes(risk.above_s[2])},
                   {"first_above_2_min", minutes(risk.first_s[0])},
                   {"first_above_3_57_min", minutes(risk.first_s[1])},
                   {"counter_flow_share", round_to(risk.counter_share(), 0.001)}});
  }
  return out;
}

Json report(const Case& c, const FlowScenario& scenario, const WalkNetwork& walk, const roads::WalkGraph& graph) {
  Json destinations = Json::array(), series = Json::array();
  for (std::size_t d = 0; d < scenario.destinations.size(); ++d)
    destinations.push_back({{"name", scenario.destinations[d].name},
                            {"reached", std::round(c.base.reached[d])},
                            {"served", std::round(c.base.served[d])},
                            {"most_waiting", std::round(c.base.peak_waiting[d])}});
  for (const FlowMinute& minute : c.base.minutes) {
    Json reached = Json::array();
    for (const double people : minute.reached) reached.push_back(std::round(people));
    series.push_back({{"at_min", minutes(minute.at_s)},
                      {"on_streets", std::round(minute.on_streets)},
                      {"at_exits", std::round(minute.at_exits)},
                      {"reached", reached}});
  }
  Json exits = Json::array();
  for (const double queue : c.base.peak_exit_queue) exits.push_back(std::round(queue));
  return {{"name", c.one.name},
          {"clearing", clearing(c)},
          {"peak_density_per_m2", round_to(peak_density(c.base), 0.01)},
          {"peak_on_streets", std::round(c.base.peak_on_streets)},
          {"most_queued_at_exits", exits},
          {"counter_flow_share", round_to(c.base.counter_share, 0.0001)},
          {"destinations", destinations},
          {"sections", sections(c, walk, graph, 50)},
          {"series", series}};
}

std::string shown(double seconds) {
  char text[32] = "not in the time simulated";
  if (std::isfinite(seconds)) std::snprintf(text, sizeof text, "%.0f min", seconds / 60);
  return text;
}

void print(const std::vector<Case>& cases, const FlowScenario& scenario, const WalkNetwork& walk,
           const roads::WalkGraph& graph) {
  const Case& base = cases.front();
  for (const Case& c : cases)
    if (&c != &base) {
      const Json by = difference(c, base);
      std::printf(
          "what if: %s\n  against the base: streets clear %s min, all served %s min, peak density %s people/m2\n",
          c.one.name.c_str(), by["streets_min"].dump().c_str(), by["served_min"].dump().c_str(),
          by["peak_density_per_m2"].dump().c_str());
    }
  std::printf("%s: %.0f people\n", scenario.name.c_str(), base.base.people);
  std::printf("  streets clear (99 %%): %s; over %zu runs p50 %s, p95 %s\n", shown(base.base.streets_clear_s).c_str(),
              base.streets_s.size(), shown(quantile(base.streets_s, 0.5)).c_str(),
              shown(quantile(base.streets_s, 0.95)).c_str());
  std::printf("  all served (99 %%): %s; p50 %s, p95 %s\n", shown(base.base.served_s).c_str(),
              shown(quantile(base.served_s, 0.5)).c_str(), shown(quantile(base.served_s, 0.95)).c_str());
  for (std::size_t d = 0; d < scenario.destinations.size(); ++d)
    std::printf("  %s: %.0f reached, %.0f left from there, at most %.0f waiting\n",
                scenario.destinations[d].name.c_str(), base.base.reached[d], base.base.served[d],
                base.base.peak_waiting[d]);
  std::printf("  densest streets:\n");
  for (const Json& s : sections(base, walk, graph, 8))
    std::printf("    %.2f people/m2 at minute %s, above 2 for %s min: %s\n", s["peak_per_m2"].get<double>(),
                s["peak_at_min"].dump().c_str(), s["above_2_min"].dump().c_str(), s["name"].get<std::string>().c_str());
  std::printf("%s\n", kCaution);
}

Result<void> write_geojson(const std::string& file, const Case& c, const WalkNetwork& walk,
                           const roads::WalkGraph& graph) {
  Json features = Json::array();
  for (flow::SectionId s = 0; s < c.base.sections.size(); ++s) {
    const flow::SectionRisk& risk = c.base.sections[s];
    if (risk.peak_per_m2 < 0.01) continue;
    Json line = Json::array();
    for (const geo::Position& p : graph.shape(walk.edge_of_section[s])) line.push_back({p.lon(), p.lat()});
    features.push_back({{"type", "Feature"},
                        {"geometry", {{"type", "LineString"}, {"coordinates", line}}},
                        {"properties",
                         {{"name", graph.name(walk.edge_of_section[s])},
                          {"peak_per_m2", round_to(risk.peak_per_m2, 0.01)},
                          {"peak_at_min", minutes(risk.peak_at_s)},
                          {"above_2_min", minutes(risk.above_s[0])}}}});
  }
  std::ofstream out(file);
  out << Json{{"type", "FeatureCollection"}, {"features", features}}.dump() << '\n';
  if (!out.flush()) return Error{ErrorKind::Io, file + ": cannot be written"};
  return {};
}

Result<Case> run_all(FlowCase one, const FlowScenario& scenario, const Arguments& arguments) {
  Result<FlowOutcome> base = run_case(one, scenario.until_s);
  if (!base) return base.error();
  Case out{std::move(one), std::move(*base), {}, {}};
  for (std::size_t run = 0; run < arguments.runs; ++run) {
    std::fprintf(stderr, "\r%s: run %zu of %zu ", out.one.name.c_str(), run + 1, arguments.runs);
    const Result<FlowOutcome> other = run_case(perturbed(out.one, arguments.seed + run), scenario.until_s);
    if (!other) return other.error();
    out.streets_s.push_back(other->streets_clear_s);
    out.served_s.push_back(other->served_s);
  }
  if (arguments.runs > 0) std::fprintf(stderr, "\n");
  return out;
}

int refuse(const Error& error) {
  fail(error);
  return kUsage;
}

int run(const Arguments& arguments) {
  const Result<FlowScenario> scenario = read_flow_scenario(arguments.scenario);
  if (!scenario) return refuse(scenario.error());
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  if (!(*city)->bounds().contains(scenario->place))
    return refuse(scenario->wrong(scenario->event_line, "the event's place is outside the city " + (*city)->name()));
  const roads::WalkGraph& graph = (*city)->walk();
  const WalkNetwork walk = walk_network(graph, scenario->place, scenario->radius_m, {});
  std::vector<FlowCase> wanted;
  for (std::size_t i = 0; i <= scenario->what_ifs.size(); ++i) {
    Result<FlowCase> made = flow_case(*scenario, i == 0 ? nullptr : &scenario->what_ifs[i - 1], walk, graph);
    if (!made) return refuse(made.error());
    wanted.push_back(std::move(*made));
  }
  std::vector<Case> cases;
  const std::clock_t before = std::clock();
  for (FlowCase& one : wanted) {
    Result<Case> done = run_all(std::move(one), *scenario, arguments);
    if (!done) return fail(done.error());
    cases.push_back(std::move(*done));
  }
  const double cpu_s = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  if (!arguments.geojson.empty())
    if (const Result<void> written = write_geojson(arguments.geojson, cases.front(), walk, graph); !written)
      return fail(written.error());
  if (!arguments.json) {
    print(cases, *scenario, walk, graph);
    return kOk;
  }
  Json differences = Json::array(), results = Json::array();
  for (const Case& c : cases) {
    if (&c != &cases.front())
      differences.push_back({{"name", c.one.name}, {"against_base", difference(c, cases.front())}});
    results.push_back(report(c, *scenario, walk, graph));
  }
  double length_m = 0;
  for (const flow::Section& section : walk.data.sections) length_m += section.length_m;
  const Json out{
      {"scenario", scenario->name},
      {"synthetic", (*city)->synthetic()},
      {"differences", differences},
      {"caution", kCaution},
      {"cases", results},
      {"network",
       {{"sections", walk.data.sections.size()},
        {"squares", walk.data.areas.size()},
        {"km", round_to(length_m / 1000, 0.1)}}},
      {"runs", arguments.runs},
      {"seed", arguments.seed},
      {"cpu_seconds", round_to(cpu_s, 0.01)},
      {"cpu_seconds_a_run", round_to(cpu_s / static_cast<double>(cases.size() * (arguments.runs + 1)), 0.001)}};
  std::printf("%s\n", out.dump().c_str());
  return kOk;
}

}  // namespace

void add_crowd_simulate(CLI::App& crowd, int& exit_code) {
  CLI::App* simulate =
      crowd.add_subcommand("simulate", "A crowd leaving an event through the city's streets, and what-ifs");
  const auto arguments = std::make_shared<Arguments>();
  simulate->add_option("SCENARIO", arguments->scenario, "The scenario (.toml)")->required();
  simulate->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  simulate->add_option("--runs", arguments->runs, "Runs with perturbed inputs, for p50 and p95")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  simulate->add_option("--seed", arguments->seed, "Of the perturbations")->capture_default_str();
  simulate->add_option("--geojson", arguments->geojson, "Where to write the streets with their densities");
  simulate->add_flag("--json", arguments->json, "Print as JSON");
  simulate->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
