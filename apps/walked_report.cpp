// SPDX-License-Identifier: Apache-2.0
// A walked place beside the flow it stands in for.
#include "walked_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "movement/what_if.hpp"
#include "pedestrians/drawing.hpp"
#include "pedestrians/pressure.hpp"

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;
using pedestrians::Scenario;
using pedestrians::Scene;

double round_to(double value, double step) { return std::round(value / step) * step; }
Json minutes(double seconds) { return std::isfinite(seconds) ? Json(std::round(seconds / 6) / 10) : Json(nullptr); }

Json later(double walked_s, double flow_s) {
  return std::isfinite(walked_s) && std::isfinite(flow_s) ? minutes(walked_s - flow_s) : Json(nullptr);
}

Json place_json(const movement::PlaceToWalk& what, pedestrians::Vec at) {
  const geo::Position place = what.plane.place(at);
  return {{"lat", round_to(place.lat(), 1e-6)}, {"lon", round_to(place.lon(), 1e-6)}};
}

double width_m(const movement::PlaceToWalk& what, std::size_t entry) {
  const pedestrians::Segment& line = what.ground.ground.exits[entry];
  return pedestrians::length(line.b - line.a);
}

double most_a_minute(const movement::WalkedThrough& walked, std::size_t entry,
                     std::vector<double> movement::ThroughEntries::*way) {
  double most = 0;
  for (const movement::ThroughEntries& minute : walked.minutes) most = std::max(most, (minute.*way)[entry]);
  return most;
}

double sum(const std::vector<double>& all) {
  double out = 0;
  for (const double one : all) out += one;
  return out;
}

std::string shown(double seconds) {
  return std::isfinite(seconds) ? fmt::format("{:.0f} min", seconds / 60) : "not in the time simulated";
}

std::string shown_later(double walked_s, double flow_s) {
  if (!std::isfinite(walked_s) || !std::isfinite(flow_s)) return {};
  return fmt::format(" ({:+.1f} min)", (walked_s - flow_s) / 60);
}

const char* kind_of(const movement::PlaceToWalk& what) {
  return what.place.kind == movement::PlaceId::Kind::Area ? "square" : "street";
}

std::size_t inside(const pedestrians::People& people) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < people.size(); ++i) out += people.is_out(i) ? 0U : 1U;
  return out;
}

std::string after_the_end(double at_s) {
  return at_s < 0 ? fmt::format("{:.1f} min before the end", -at_s / 60)
                  : fmt::format("{:.1f} min after the end", at_s / 60);
}

}  // namespace

Json walked_json(const WalkedResults& results) {
  const movement::PlaceToWalk& what = results.what;
  const movement::WalkedThrough& walked = results.walked;
  const movement::ThroughEntries &persons = walked.through, &flow = results.flow.through;
  const pedestrians::WalkReport& report = walked.report;
  Json ways = Json::array();
  for (std::size_t e = 0; e < what.ground.exit_names.size(); ++e)
    ways.push_back({{"name", what.ground.exit_names[e]},
                    {"width_m", round_to(width_m(what, e), 0.1)},
                    {"in", round_to(persons.in[e], 0.1)},
                    {"flow_in", round_to(flow.in[e], 0.1)},
                    {"out", round_to(persons.out[e], 0.1)},
                    {"flow_out", round_to(flow.out[e], 0.1)},
                    {"most_in_per_min", round_to(most_a_minute(walked, e, &movement::ThroughEntries::in), 0.1)},
                    {"most_out_per_min", round_to(most_a_minute(walked, e, &movement::ThroughEntries::out), 0.1)}});
  const auto steps = static_cast<double>(report.person_steps);
  return {{"place", what.ground.name},
          {"kind", kind_of(what)},
          {"at", place_json(what, {})},
          {"area_m2", std::round(pedestrians::Ground(what.ground.ground).area_m2())},
          {"persons", report.people},
          {"in", round_to(sum(persons.in), 0.1)},
          {"flow_in", round_to(sum(flow.in), 0.1)},
          {"out", round_to(sum(persons.out), 0.1)},
          {"flow_out", round_to(sum(flow.out), 0.1)},
          {"ways_in", ways},
          {"most_inside", walked.most_inside},
          {"density_max_per_m2", round_to(report.densest_per_m2, 0.01)},
          {"beyond_what_is_known", report.densest_per_m2 > movement::kKnownPer_m2},
          {"density_max_at_min", minutes(walked.start_s + report.densest_s)},
          {"density_max_at", place_json(what, report.densest_at)},
          {"flow_density_max_per_m2", round_to(results.flow.peak_per_m2, 0.01)},
          {"above_2_min", round_to(walked.above_min[0], 0.1)},
          {"above_3_57_min", round_to(walked.above_min[1], 0.1)},
          {"above_5_55_min", round_to(walked.above_min[2], 0.1)},
          {"pressure_max_per_s2", round_to(walked.pressure_per_s2, 0.0001)},
          {"pressure_max_at_min", minutes(walked.start_s + walked.pressure_at_s)},
          {"pressure_max_at", place_json(what, walked.pressure_at)},
          {"clearing",
           {{"streets_min", minutes(walked.outcome.streets_s)},
            {"flow_streets_min", minutes(results.flow.outcome.streets_s)},
            {"streets_later_min", later(walked.outcome.streets_s, results.flow.outcome.streets_s)},
            {"served_min", minutes(walked.outcome.served_s)},
            {"flow_served_min", minutes(results.flow.outcome.served_s)},
            {"served_later_min", later(walked.outcome.served_s, results.flow.outcome.served_s)}}},
          {"conservation",
           {{"set_out", round_to(walked.set_out, 0.001)},
            {"streets", round_to(walked.streets, 0.001)},
            {"doors", round_to(walked.doors, 0.001)},
            {"place", round_to(walked.inside, 0.001)},
            {"gone", round_to(walked.gone, 0.001)},
            {"worst_imbalance", walked.worst_imbalance}}},
          {"agent_steps", report.person_steps},
          {"step_s", what.ground.step_s},
          {"cpu_seconds", round_to(results.cpu_s, 0.01)},
          {"agent_steps_per_cpu_second", results.cpu_s > 0 ? Json(std::round(steps / results.cpu_s)) : Json(nullptr)}};
}

std::string walked_text(const WalkedResults& results) {
  const movement::PlaceToWalk& what = results.what;
  const movement::WalkedThrough& walked = results.walked;
  const pedestrians::WalkReport& report = walked.report;
  std::string out;
  const auto line = [&]<class... Parts>(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Parts>(parts)...);
    out += '\n';
  };
  line("walked person by person: {} ({}, {:.0f} m2): {:.0f} people in, {:.0f} out, at most {} at once",
       what.ground.name, kind_of(what), pedestrians::Ground(what.ground.ground).area_m2(), sum(walked.through.in),
       sum(walked.through.out), walked.most_inside);
  line("  {:<44} {:>7} {:>9} {:>9} {:>9} {:>9}", "ways in (beside: the same case as a flow only)", "width", "in",
       "flow in", "out", "flow out");
  for (std::size_t e = 0; e < what.ground.exit_names.size(); ++e)
    line("    {:<44} {:>5.1f} m {:>9.0f} {:>9.0f} {:>9.0f} {:>9.0f}", what.ground.exit_names[e], width_m(what, e),
         walked.through.in[e], results.flow.through.in[e], walked.through.out[e], results.flow.through.out[e]);
  line(
      "  densest square metre {:.1f} people/m2 (as a flow {:.1f}), {}; above 2, 3.57 and 5.55 somewhere for {:.0f}, "
      "{:.0f} and {:.0f} min",
      report.densest_per_m2, results.flow.peak_per_m2, after_the_end(walked.start_s + report.densest_s),
      walked.above_min[0], walked.above_min[1], walked.above_min[2]);
  line("  pressure at most {:.3f}/s2, {} (turbulence was seen from {:.2f})", walked.pressure_per_s2,
       after_the_end(walked.start_s + walked.pressure_at_s), pedestrians::kTurbulent_per_s2);
  line("  streets clear {}{}, with trains {}{} against the flow only", shown(walked.outcome.streets_s),
       shown_later(walked.outcome.streets_s, results.flow.outcome.streets_s), shown(walked.outcome.served_s),
       shown_later(walked.outcome.served_s, results.flow.outcome.served_s));
  line(
      "  at the end {:.0f} set out = {:.0f} in the streets + {:.0f} behind doors + {:.0f} in the place + {:.0f} gone; "
      "at no "
      "step more than {:.0e} people wrong",
      walked.set_out, walked.streets, walked.doors, walked.inside, walked.gone, walked.worst_imbalance);
  line("  {:.1f} million agent-steps in {:.0f} s of CPU", static_cast<double>(report.person_steps) / 1e6,
       results.cpu_s);
  return out;
}

std::string walked_svg(const WalkedResults& results) {
  const movement::WalkedThrough& walked = results.walked;
  const Scene& scene = walked.report.densest;
  Scenario labelled = results.what.ground;
  const auto minute = static_cast<std::size_t>(scene.at_s / 60);
  if (minute < walked.minutes.size())
    for (std::size_t e = 0; e < labelled.exit_names.size(); ++e)
      labelled.exit_names[e] +=
          fmt::format(": {:.0f} in, {:.0f} out a minute", walked.minutes[minute].in[e], walked.minutes[minute].out[e]);
  return pedestrians::draw_scene(
      labelled, scene,
      fmt::format("{}, {}: {} people, densest square metre {:.1f} people/m²", labelled.name,
                  after_the_end(walked.start_s + scene.at_s), inside(scene.people), walked.report.densest_per_m2));
}

std::string walked_frame(const movement::PlaceToWalk& what, double at_s, pedestrians::Simulation& people) {
  const Scene scene{people.now_s(), people.people(), people.personal_densities_per_m2()};
  return pedestrians::draw_scene(
      what.ground, scene, fmt::format("{}, {}: {} people", what.ground.name, after_the_end(at_s), people.inside()));
}

}  // namespace vigie::apps
