// SPDX-License-Identifier: Apache-2.0
// Writes the cases of a scenario, side by side.
#include "flow_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;
using movement::CaseAnswer;
using movement::Street;

double round_to(double value, double step) { return std::round(value / step) * step; }
Json minutes(double seconds) { return std::isfinite(seconds) ? Json(std::round(seconds / 6) / 10) : Json(nullptr); }
Json minutes(const std::optional<double>& seconds) { return seconds ? minutes(*seconds) : Json(nullptr); }

const char* kind_of(Street::Kind kind) {
  switch (kind) {
    case Street::Kind::Street: return "street";
    case Street::Kind::Stairs: return "stairs";
    case Street::Kind::Square: return "square";
    case Street::Kind::Forecourt: return "forecourt";
  }
  return "";
}

const char* kind_of(movement::Queue::Kind kind) {
  switch (kind) {
    case movement::Queue::Kind::Exit: return "exit";
    case movement::Queue::Kind::Entrance: return "entrance";
    case movement::Queue::Kind::Station: return "station";
    case movement::Queue::Kind::Parking: return "parking";
    case movement::Queue::Kind::OnFoot: return "on_foot";
  }
  return "";
}

const geo::Position& middle(const Street& street) { return street.line[street.line.size() / 2]; }

std::string called(const Street& street) {
  if (!street.name.empty()) return street.name;
  return fmt::format("{} at {:.5f},{:.5f}", kind_of(street.kind), middle(street).lat(), middle(street).lon());
}

Json clearing(const movement::Clearing& c) {
  return {{"streets_min", minutes(c.streets_s)},
          {"streets_p50_min", minutes(c.streets_p50_s)},
          {"streets_p95_min", minutes(c.streets_p95_s)},
          {"served_min", minutes(c.served_s)},
          {"served_p50_min", minutes(c.served_p50_s)},
          {"served_p95_min", minutes(c.served_p95_s)},
          {"runs_not_cleared", c.not_cleared}};
}

Json wave_json(const std::optional<movement::UpstreamWave>& wave) {
  if (!wave) return nullptr;
  return {{"speed_mps", round_to(wave->speed_mps, 0.01)},
          {"swing_per_m2", round_to(wave->swing_per_m2, 0.01)},
          {"at_min", minutes(wave->at_s)}};
}

Json street_json(const movement::SideBySide& all, const CaseAnswer& c, std::size_t s) {
  const Street& street = all.streets[s];
  const movement::StreetPeak& peak = c.streets[s];
  return {{"street", s},
          {"name", street.name},
          {"kind", kind_of(street.kind)},
          {"lat", middle(street).lat()},
          {"lon", middle(street).lon()},
          {"width_m", round_to(street.width_m, 0.1)},
          {"peak_per_m2", round_to(peak.peak_per_m2, 0.01)},
          {"beyond_what_is_known", peak.peak_per_m2 > movement::kKnownPer_m2},
          {"peak_at_min", minutes(peak.peak_at_s)},
          {"above_2_min", minutes(peak.above_s[0])},
          {"above_3_57_min", minutes(peak.above_s[1])},
          {"above_5_55_min", minutes(peak.above_s[2])},
          {"first_above_2_min", minutes(peak.first_s[0])},
          {"first_above_3_57_min", minutes(peak.first_s[1])},
          {"counter_flow_share", round_to(peak.counter_share, 0.001)},
          {"upstream_wave", wave_json(peak.wave)}};
}

std::vector<std::size_t> densest(const CaseAnswer& c, std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t s = 0; s < c.streets.size(); ++s)
    if (c.streets[s].peak_per_m2 > 0.5) order.push_back(s);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return c.streets[a].peak_per_m2 > c.streets[b].peak_per_m2; });
  if (order.size() > most) order.resize(most);
  return order;
}

Json series(const CaseAnswer& c) {
  Json out = Json::array();
  for (std::size_t f = 0; f < c.at_s.size(); ++f)
    out.push_back({{"at_min", minutes(c.at_s[f])},
                   {"outside", std::round(c.outside[f])},
                   {"inside", std::round(c.inside[f])},
                   {"walking", std::round(c.walking[f])},
                   {"waiting", std::round(c.waiting[f])},
                   {"gone", std::round(c.gone[f])}});
  return out;
}

Json case_json(const movement::SideBySide& all, const CaseAnswer& c) {
  Json queues = Json::array(), streets = Json::array(), blocked = Json::array();
  for (const movement::Queue& queue : c.queues) {
    Json people = Json::array();
    for (const float one : queue.people) people.push_back(std::round(one));
    queues.push_back({{"name", queue.name},
                      {"kind", kind_of(queue.kind)},
                      {"most", std::round(queue.most)},
                      {"most_at_min", queue.most >= 1 ? minutes(queue.most_at_s) : Json(nullptr)},
                      {"people", people}});
  }
  for (const std::size_t s : densest(c, 50)) streets.push_back(street_json(all, c, s));
  for (const movement::Blocked& one : c.blocked)
    blocked.push_back(
        {{"where", one.street ? called(all.streets[*one.street]) : one.where}, {"people", std::round(one.people)}});
  return {{"name", c.name},
          {"people", c.people},
          {"clearing", clearing(c.clearing)},
          {"peak_density_per_m2", round_to(c.peak_per_m2, 0.01)},
          {"most_walking", std::round(c.most_walking)},
          {"person_min_above_2", std::round(c.person_min_above_2)},
          {"counter_flow_share", round_to(c.counter_share, 0.0001)},
          {"blocked", blocked},
          {"queues", queues},
          {"streets", streets},
          {"series", series(c)}};
}

Json difference_json(const movement::SideBySide& all, std::size_t number) {
  const movement::Difference& d = all.differences[number];
  const CaseAnswer &c = all.cases[number + 1], &base = all.cases.front();
  Json changed = Json::array();
  for (const std::size_t s : d.most_changed)
    changed.push_back({{"name", called(all.streets[s])},
                       {"peak_per_m2", round_to(c.streets[s].peak_per_m2 - base.streets[s].peak_per_m2, 0.01)}});
  return {{"name", c.name},
          {"against_base",
           {{"streets_min", minutes(d.streets_s)},
            {"served_min", minutes(d.served_s)},
            {"served_p50_of_pairs_min", minutes(d.served_p50_of_pairs_s)},
            {"peak_density_per_m2", round_to(d.peak_per_m2, 0.01)},
            {"most_walking", std::round(d.most_walking)},
            {"person_min_above_2", std::round(d.person_min_above_2)},
            {"most_changed", changed}}}};
}

std::string shown(double seconds) {
  return std::isfinite(seconds) ? fmt::format("{:.0f} min", seconds / 60) : "not in the time simulated";
}

std::string shown_difference(const std::optional<double>& seconds) {
  return seconds ? fmt::format("{:+.0f} min", *seconds / 60) : "not to be compared";
}

/// One row a case: the base, then each what-if.
std::string table(const movement::SideBySide& all) {
  std::string out = fmt::format("{:<52} {:>8} {:>8} {:>12} {:>10} {:>14}\n", "minutes until 99 % have left", "streets",
                                "p95", "with trains", "densest", "person-min > 2");
  const auto number = [](double seconds) {
    return std::isfinite(seconds) ? fmt::format("{:.0f}", seconds / 60) : std::string("never");
  };
  for (const CaseAnswer& c : all.cases)
    out += fmt::format("{:<52} {:>8} {:>8} {:>12} {:>10.2f} {:>14.0f}\n", c.name, number(c.clearing.streets_s),
                       c.clearing.runs > 0 ? number(c.clearing.streets_p95_s) : "-", number(c.clearing.served_s),
                       c.peak_per_m2, c.person_min_above_2);
  return out;
}

}  // namespace

std::string flow_json(const FlowResults& results) {
  const movement::SideBySide& all = *results.all;
  Json differences = Json::array(), cases = Json::array();
  for (std::size_t d = 0; d < all.differences.size(); ++d) differences.push_back(difference_json(all, d));
  for (const CaseAnswer& c : all.cases) cases.push_back(case_json(all, c));
  const auto simulations = static_cast<double>(all.cases.size() * (results.options.runs + 1));
  Json out{{"scenario", results.scenario->name},
           {"synthetic", results.synthetic},
           {"differences", differences},
           {"caution", movement::kCaution},
           {"cases", cases},
           {"network",
            {{"sections", all.streets.size() - all.squares},
             {"squares", all.squares},
             {"km", round_to(all.network_km, 0.1)}}},
           {"runs", results.options.runs},
           {"seed", results.options.seed},
           {"cpu_seconds", round_to(results.cpu_s, 0.01)},
           {"cpu_seconds_a_run", round_to(results.cpu_s / simulations, 0.001)}};
  if (results.walked != nullptr) out["walked"] = walked_json(*results.walked);
  return out.dump();
}

std::string flow_text(const FlowResults& results) {
  const movement::SideBySide& all = *results.all;
  const CaseAnswer& base = all.cases.front();
  std::string out;
  const auto line = [&]<class... Parts>(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Parts>(parts)...);
    out += '\n';
  };
  for (std::size_t d = 0; d < all.differences.size(); ++d) {
    const movement::Difference& one = all.differences[d];
    line("what if: {}", all.cases[d + 1].name);
    line("  against the base: streets clear {}, all served {}, {:+.0f} person-minutes above 2 people/m2",
         shown_difference(one.streets_s), shown_difference(one.served_s), one.person_min_above_2);
    if (!one.most_changed.empty()) line("  most changed: {}", called(all.streets[one.most_changed.front()]));
  }
  line("{}{}: {:.0f} people, {:.1f} km of ways", results.scenario->name, results.synthetic ? " (a made-up city)" : "",
       base.people, all.network_km);
  out += table(all);
  line("base: streets clear (99 %) {}; with trains {}", shown(base.clearing.streets_s), shown(base.clearing.served_s));
  if (base.clearing.runs > 0)
    line("  over {} runs: streets p50 {}, p95 {}; with trains p50 {}, p95 {}", base.clearing.runs,
         shown(base.clearing.streets_p50_s), shown(base.clearing.streets_p95_s), shown(base.clearing.served_p50_s),
         shown(base.clearing.served_p95_s));
  for (const movement::Queue& queue : base.queues)
    if (queue.most >= 1)
      line("  queue at {} ({}): at most {:.0f} people, minute {:.0f}", queue.name, kind_of(queue.kind), queue.most,
           queue.most_at_s / 60);
  line("  densest places:");
  for (const std::size_t s : densest(base, 8)) {
    const movement::StreetPeak& peak = base.streets[s];
    const std::string wave = peak.wave ? fmt::format("; a wave ran upstream at {:.1f} m/s, minute {:.0f}",
                                                     peak.wave->speed_mps, peak.wave->at_s / 60)
                                       : "";
    line("    {:.2f} people/m2 at minute {:.0f}, above 2 for {:.0f} min: {}{}", peak.peak_per_m2, peak.peak_at_s / 60,
         peak.above_s[0] / 60, called(all.streets[s]), wave);
  }
  for (const CaseAnswer& c : all.cases)
    for (const movement::Blocked& one : c.blocked)
      line("  {}: did not clear; {:.0f} people at {}", c.name, one.people,
           one.street ? called(all.streets[*one.street]) : one.where);
  if (results.walked != nullptr) out += walked_text(*results.walked);
  line("{}", movement::kCaution);
  return out;
}

std::string flow_geojson(const movement::SideBySide& all) {
  Json features = Json::array();
  for (std::size_t s = 0; s < all.streets.size(); ++s) {
    const movement::StreetPeak& peak = all.cases.front().streets[s];
    const Street& street = all.streets[s];
    if (peak.peak_per_m2 < 0.01) continue;
    const bool square = street.kind == Street::Kind::Square;
    Json line = Json::array();
    for (const geo::Position& p : street.line) line.push_back({p.lon(), p.lat()});
    features.push_back({{"type", "Feature"},
                        {"geometry",
                         {{"type", square ? "Polygon" : "LineString"},
                          {"coordinates", square ? Json::array({std::move(line)}) : std::move(line)}}},
                        {"properties",
                         {{"name", street.name},
                          {"kind", kind_of(street.kind)},
                          {"peak_per_m2", round_to(peak.peak_per_m2, 0.01)},
                          {"peak_at_min", minutes(peak.peak_at_s)},
                          {"above_2_min", minutes(peak.above_s[0])}}}});
  }
  return Json{{"type", "FeatureCollection"}, {"features", features}}.dump() + '\n';
}

}  // namespace vigie::apps
