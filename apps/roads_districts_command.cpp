// SPDX-License-Identifier: Apache-2.0
// vigie roads districts: how long from some posts to the streets of each district.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "engine/coverage.hpp"
#include "roads_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::string city_dir;
  std::vector<std::string> from;
  std::string profile = "emergency";
  bool json = false;
};

Json seconds(const std::vector<std::optional<std::int32_t>>& times) {
  Json all = Json::array();
  for (const auto& time : times) all.push_back(time ? Json(*time) : Json(nullptr));
  return all;
}

void print(const std::vector<engine::DistrictTimes>& districts, bool json) {
  Json all = Json::array();
  for (const engine::DistrictTimes& district : districts) {
    if (!json) {
      std::printf("%s", district.name.c_str());
      for (std::size_t i = 0; i < district.median_s.size(); ++i) {
        if (district.median_s[i]) std::printf("\t%d", *district.median_s[i]);
        else std::printf("\t-");
        if (district.p90_s[i]) std::printf(" (%d)", *district.p90_s[i]);
        else std::printf(" (-)");
      }
      std::printf("\n");
    }
    all.push_back({{"id", district.id.text()},
                   {"name", district.name},
                   {"median_s", seconds(district.median_s)},
                   {"p90_s", seconds(district.p90_s)}});
  }
  if (json) std::printf("%s\n", Json{{"districts", all}}.dump().c_str());
}

int run(const Arguments& arguments) {
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const roads::RoadGraph& graph = (*city)->roads();
  const roads::Metric& metric = graph.metric(parse_profile(arguments.profile));
  std::vector<roads::ReachedStreets> by_post;
  for (const std::string& text : arguments.from) {
    const Result<geo::Position> place = parse_place(text);
    if (!place) {
      fail(place.error());
      return kUsage;
    }
    const auto at = roads::snap(graph, *place, metric);
    if (!at) return fail({ErrorKind::NotFound, "no street within 1 km of " + text});
    const std::vector<roads::ReachStart> start{{*at}};
    by_post.push_back({&metric, roads::reach(graph, metric, start, std::numeric_limits<std::int64_t>::max() / 2)});
  }
  print(engine::StreetsByDistrict(graph, (*city)->districts()).times(graph, by_post), arguments.json);
  return kOk;
}

}  // namespace

void add_roads_districts(CLI::App& roads, int& exit_code) {
  CLI::App* districts = roads.add_subcommand("districts", "Seconds from each post to the streets of each district");
  const auto arguments = std::make_shared<Arguments>();
  districts->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  districts->add_option("--from", arguments->from, "Posts, LAT,LON in degrees; several")->required();
  districts->add_option("--profile", arguments->profile, "Who drives")
      ->check(CLI::IsMember({"emergency", "car"}))
      ->capture_default_str();
  districts->add_flag("--json", arguments->json, "Print as JSON; null where so many streets are not reached");
  districts->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
