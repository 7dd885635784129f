// SPDX-License-Identifier: Apache-2.0
// vigie roads isochrone: the ground that is reached from some places within some minutes.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "isochrone_svg.hpp"
#include "roads/isochrone.hpp"
#include "roads_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

constexpr int kMostMinutes = 60;

struct Arguments {
  std::string city_dir;
  std::vector<std::string> from;
  std::vector<int> minutes{3, 5, 8};
  std::string profile = "emergency";
  std::string svg;
  bool json = false;
};

nlohmann::ordered_json ring(const std::vector<geo::Position>& places) {
  nlohmann::ordered_json points = nlohmann::ordered_json::array();
  for (const geo::Position& place : places) points.push_back({place.lon(), place.lat()});
  if (!places.empty()) points.push_back({places.front().lon(), places.front().lat()});
  return points;
}

nlohmann::ordered_json feature(const roads::Band& band) {
  nlohmann::ordered_json areas = nlohmann::ordered_json::array();
  for (const roads::AreaWithHoles& area : band.areas) {
    nlohmann::ordered_json rings = nlohmann::ordered_json::array();
    for (const auto& each : area) rings.push_back(ring(each));
    areas.push_back(std::move(rings));
  }
  return {{"type", "Feature"},
          {"properties", {{"minutes", band.limit_ms / 60'000}, {"area_km2", band.area_km2}}},
          {"geometry", {{"type", "MultiPolygon"}, {"coordinates", std::move(areas)}}}};
}

void print(const std::vector<roads::Band>& bands, double milliseconds, bool json) {
  if (!json) {
    for (const roads::Band& band : bands)
      std::printf("%2d min  %8.3f km2\n", static_cast<int>(band.limit_ms / 60'000), band.area_km2);
    return;
  }
  nlohmann::ordered_json out{{"type", "FeatureCollection"}, {"ms", milliseconds}};
  out["features"] = nlohmann::ordered_json::array();
  for (const roads::Band& band : bands) out["features"].push_back(feature(band));
  std::printf("%s\n", out.dump().c_str());
}

Result<std::vector<roads::ReachStart>> starts_of(const roads::RoadGraph& graph, const Arguments& arguments) {
  std::vector<roads::ReachStart> starts;
  for (const std::string& text : arguments.from) {
    const Result<geo::Position> place = parse_place(text);
    if (!place) return place.error();
    const auto at = roads::snap(graph, *place, parse_profile(arguments.profile));
    if (!at) return Error{ErrorKind::NotFound, "no street within 1 km of " + text};
    starts.push_back({*at});
  }
  return starts;
}

int run(const Arguments& arguments) {
  if (!std::is_sorted(arguments.minutes.begin(), arguments.minutes.end())) {
    fail({ErrorKind::OutOfRange, "--minutes: expected rising numbers"});
    return kUsage;
  }
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const roads::RoadGraph& graph = (*city)->roads();
  const auto starts = starts_of(graph, arguments);
  if (!starts) {
    fail(starts.error());
    return starts.error().kind == ErrorKind::NotFound ? kFailed : kUsage;
  }
  const roads::Metric& metric = graph.metric(parse_profile(arguments.profile));
  std::vector<std::int64_t> limits;
  for (const int minutes : arguments.minutes) limits.push_back(minutes * std::int64_t{60'000});
  const auto before = std::chrono::steady_clock::now();
  const roads::ReachedStreets streets{&metric, roads::reach(graph, metric, *starts, limits.back())};
  const auto bands = roads::isochrones(graph, std::span(&streets, 1), limits);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
  print(bands, took.count(), arguments.json);
  if (arguments.svg.empty()) return kOk;
  std::ofstream file(arguments.svg, std::ios::trunc);
  file << isochrone_svg(graph, bands);
  file.close();
  return file ? kOk : fail({ErrorKind::Io, "cannot write " + arguments.svg});
}

}  // namespace

void add_roads_isochrone(CLI::App& roads, int& exit_code) {
  CLI::App* isochrone = roads.add_subcommand("isochrone", "The ground reached from some places within some minutes");
  const auto arguments = std::make_shared<Arguments>();
  isochrone->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  isochrone->add_option("--from", arguments->from, "LAT,LON in degrees; several: the nearest counts")->required();
  isochrone->add_option("--minutes", arguments->minutes, "Rising, 1 to 60; one area for each")
      ->check(CLI::Range(1, kMostMinutes))
      ->capture_default_str();
  isochrone->add_option("--profile", arguments->profile, "Who drives")
      ->check(CLI::IsMember({"emergency", "car"}))
      ->capture_default_str();
  isochrone->add_option("--svg", arguments->svg, "Also draw it into this file");
  isochrone->add_flag("--json", arguments->json, "Print as GeoJSON, with area_km2 of each");
  isochrone->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
