// SPDX-License-Identifier: Apache-2.0
// vigie roads match: which streets a recorded trace followed, and how fast.
#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "codec/trace_file.hpp"
#include "commands.hpp"
#include "roads/map_match.hpp"
#include "roads/measured_speeds.hpp"
#include "roads/road_graph.hpp"
#include "roads/trace_report.hpp"
#include "roads_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::string trace;
  std::string city_dir;
  std::string profile = "emergency";
  std::string time_zone = "Europe/Paris";
  bool speeds = false;
  bool json = false;
};

/// The file as segments; what could not be read is said on standard error, one line each.
Result<codec::TraceFile> read_trace(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorKind::NotFound, path + ": cannot be opened"};
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return Error{ErrorKind::Io, path + ": cannot be read"};
  const std::size_t first = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  const bool xml = first != std::string::npos && bytes[first] == '<';
  Result<codec::TraceFile> file = xml ? codec::read_gpx(bytes) : codec::read_trace_csv(bytes);
  if (!file) return Error{file.error().kind, path + ": " + file.error().what};
  for (const codec::TraceFault& fault : file->faults)
    std::fprintf(stderr, "%s:%zu: %s\n", path.c_str(), fault.line, fault.what.c_str());
  if (file->fault_count > file->faults.size())
    std::fprintf(stderr, "%s: and %zu more\n", path.c_str(), file->fault_count - file->faults.size());
  return file;
}

std::vector<roads::TracePoint> points_of(const std::vector<codec::TraceFix>& segment) {
  std::vector<roads::TracePoint> points;
  points.reserve(segment.size());
  for (const codec::TraceFix& fix : segment) points.push_back({fix.at, fix.place, fix.heading_deg, fix.speed_mps});
  return points;
}

/// What all segments came to.
struct Total {
  explicit Total(roads::Profile profile) : speeds(profile) {}

  std::size_t points = 0;
  std::size_t off_street = 0, unreachable = 0, out_of_order = 0, thinned = 0;
  roads::Driven driven;
  Json streets = Json::array();
  Json lines = Json::array();
  roads::MeasuredSpeeds speeds;

  /// Points that were put on a street, or stood beside one that was.
  double matched_share() const {
    return points == 0 ? 0
                       : 1 - static_cast<double>(off_street + unreachable + out_of_order) / static_cast<double>(points);
  }
  double mean_kmh() const {
    return driven.duration_ms == 0 ? 0 : 3600 * driven.length_m / static_cast<double>(driven.duration_ms);
  }
};

void add(Total& total, const roads::RoadGraph& graph, const roads::Match& match, std::size_t points,
         const TimeZone& zone) {
  total.points += points;
  total.off_street += match.off_street;
  total.unreachable += match.unreachable;
  total.out_of_order += match.out_of_order;
  total.thinned += match.thinned;
  total.speeds.add(graph, match, zone);
  for (const roads::MatchedPiece& piece : match.pieces) {
    total.driven += roads::driven(graph, piece);
    for (const roads::StreetRun& run : roads::street_runs(graph, piece))
      total.streets.push_back({{"street", run.street},
                               {"entered", to_rfc3339(run.entered)},
                               {"seconds", static_cast<double>((run.left - run.entered).count()) / 1000},
                               {"length_m", std::llround(run.length_m)}});
    Json line = Json::array();
    for (const geo::Position& place : roads::matched_line(graph, piece)) line.push_back({place.lon(), place.lat()});
    total.lines.push_back(std::move(line));
  }
}

constexpr std::array<const char*, roads::kRoadClasses> kClassNames{
    "motorway",       "motorway_link", "trunk",         "trunk_link",   "primary",     "primary_link",  "secondary",
    "secondary_link", "tertiary",      "tertiary_link", "unclassified", "residential", "living_street", "service",
    "busway",         "pedestrian",    "track",         "path",         "barrier"};

Json speeds_table(const roads::MeasuredSpeeds& speeds) {
  Json rows = Json::array();
  for (std::size_t c = 0; c < roads::kRoadClasses; ++c)
    for (roads::HourBin hour = 0; hour < roads::kHourBins; ++hour) {
      const auto road_class = static_cast<roads::RoadClass>(c);
      const roads::SpeedSums& sums = speeds.of_class(road_class, hour);
      if (sums.passages == 0) continue;
      rows.push_back({{"class", kClassNames[c]},
                      {"day", hour < 24 ? "working" : "weekend"},
                      {"hour", hour % 24},
                      {"passages", sums.passages},
                      {"observed_s", static_cast<double>(sums.observed_ms) / 1000},
                      {"free_s", static_cast<double>(sums.free_ms + sums.waiting_ms) / 1000},
                      {"factor", speeds.class_factor(road_class, hour)}});
    }
  return rows;
}

void print_text(const Total& total, bool speeds) {
  for (const Json& run : total.streets)
    std::printf("%s  %6.0f s  %5d m  %s\n", run["entered"].get<std::string>().c_str(), run["seconds"].get<double>(),
                run["length_m"].get<int>(), run["street"].get<std::string>().c_str());
  std::printf("%.1f %% of %zu points matched; %.0f m in %.0f s, %.1f km/h; %zu pieces\n", 100 * total.matched_share(),
              total.points, total.driven.length_m, static_cast<double>(total.driven.duration_ms) / 1000,
              total.mean_kmh(), total.lines.size());
  if (!speeds) return;
  std::printf("class\tday\thour\tpassages\tobserved s\tfree s\tfactor\n");
  for (const Json& row : speeds_table(total.speeds))
    std::printf("%s\t%s\t%d\t%d\t%.1f\t%.1f\t%.2f\n", row["class"].get<std::string>().c_str(),
                row["day"].get<std::string>().c_str(), row["hour"].get<int>(), row["passages"].get<int>(),
                row["observed_s"].get<double>(), row["free_s"].get<double>(), row["factor"].get<double>());
}

void print_json(const Total& total, std::size_t faults, double ms, bool speeds) {
  Json out{{"points", total.points},
           {"bad_points", faults},
           {"matched_share", total.matched_share()},
           {"off_street", total.off_street},
           {"unreachable", total.unreachable},
           {"out_of_order", total.out_of_order},
           {"thinned", total.thinned},
           {"pieces", total.lines.size()},
           {"seconds", static_cast<double>(total.driven.duration_ms) / 1000},
           {"length_m", std::llround(total.driven.length_m)},
           {"mean_kmh", total.mean_kmh()},
           {"streets", total.streets},
           {"line", {{"type", "MultiLineString"}, {"coordinates", total.lines}}},
           {"ms", ms}};
  if (speeds) out["speeds"] = speeds_table(total.speeds);
  std::printf("%s\n", out.dump().c_str());
}

int run(const Arguments& arguments) {
  const Result<TimeZone> zone = TimeZone::named(arguments.time_zone);
  if (!zone) {
    fail(zone.error());
    return kUsage;
  }
  const Result<codec::TraceFile> trace = read_trace(arguments.trace);
  if (!trace) return fail(trace.error());
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const roads::RoadGraph& graph = (*city)->roads();
  const roads::Profile profile = parse_profile(arguments.profile);
  const auto begin = std::chrono::steady_clock::now();
  roads::MapMatcher matcher(graph, profile);
  Total total(profile);
  for (const auto& segment : trace->segments) {
    const std::vector<roads::TracePoint> points = points_of(segment);
    add(total, graph, matcher.match(points), points.size(), *zone);
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  if (total.lines.empty()) return fail({ErrorKind::NotFound, "no part of the trace is on this city's streets"});
  if (arguments.json) print_json(total, trace->fault_count, took.count(), arguments.speeds);
  else print_text(total, arguments.speeds);
  return kOk;
}

}  // namespace

void add_roads_match(CLI::App& roads, int& exit_code) {
  CLI::App* match = roads.add_subcommand("match", "The streets that a recorded trace followed");
  const auto arguments = std::make_shared<Arguments>();
  match->add_option("TRACE", arguments->trace, "A GPX file, or CSV: time,lat,lon[,heading_deg,speed_mps]")->required();
  match->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  match->add_option("--profile", arguments->profile, "Who drove")
      ->check(CLI::IsMember({"emergency", "car"}))
      ->capture_default_str();
  match->add_option("--time-zone", arguments->time_zone, "The city's clock, for the hours of --speeds")
      ->capture_default_str();
  match->add_flag("--speeds", arguments->speeds, "Also how fast each class of street was, by hour");
  match->add_flag("--json", arguments->json, "Print as JSON, the line as GeoJSON");
  match->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
