// SPDX-License-Identifier: Apache-2.0
// vigie roads table: travel times from some places of a city to others.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "roads/fast_search.hpp"
#include "roads_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string city_dir;
  std::vector<std::string> from;
  std::vector<std::string> to;
  std::string profile = "emergency";
  bool json = false;
};

using Places = std::vector<std::optional<roads::Snap>>;

Result<Places> snapped(const roads::RoadGraph& graph, const std::vector<std::string>& texts, roads::Profile profile) {
  Places out;
  for (const std::string& text : texts) {
    const Result<geo::Position> place = parse_place(text);
    if (!place) return place.error();
    out.push_back(roads::snap(graph, *place, profile));
  }
  return out;
}

int run(const Arguments& arguments) {
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const roads::RoadIndex& index = (*city)->road_index();
  const roads::Profile profile = parse_profile(arguments.profile);
  const Result<Places> from = snapped(index.graph(), arguments.from, profile);
  const Result<Places> to = snapped(index.graph(), arguments.to, profile);
  for (const auto* places : {&from, &to})
    if (!places->ok()) {
      fail(places->error());
      return kUsage;
    }
  const roads::LiveRoads live(index, index.graph().metric(profile));
  const std::vector<std::int64_t> times = roads::FastSearch(index).table(*live.now(), *from, *to);
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (std::size_t row = 0; row < from->size(); ++row) {
    nlohmann::ordered_json cells = nlohmann::ordered_json::array();
    for (std::size_t column = 0; column < to->size(); ++column) {
      const std::int64_t ms = times[row * to->size() + column];
      if (ms == roads::FastSearch::kNoWay) cells.push_back(nullptr);
      else cells.push_back((ms + 500) / 1000);
      if (!arguments.json)
        std::printf("%s%s", column == 0 ? "" : "\t", cells.back().is_null() ? "-" : cells.back().dump().c_str());
    }
    if (!arguments.json) std::printf("\n");
    rows.push_back(std::move(cells));
  }
  if (arguments.json) std::printf("%s\n", nlohmann::ordered_json{{"seconds", rows}}.dump().c_str());
  return kOk;
}

}  // namespace

void add_roads_table(CLI::App& roads, int& exit_code) {
  CLI::App* table = roads.add_subcommand("table", "Seconds from each place (rows) to each other (columns)");
  const auto arguments = std::make_shared<Arguments>();
  table->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  table->add_option("--from", arguments->from, "LAT,LON in degrees; several")->required();
  table->add_option("--to", arguments->to, "LAT,LON in degrees; several")->required();
  table->add_option("--profile", arguments->profile, "Who drives")
      ->check(CLI::IsMember({"emergency", "car"}))
      ->capture_default_str();
  table->add_flag("--json", arguments->json, "Print as JSON; null where no road leads");
  table->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
