// SPDX-License-Identifier: Apache-2.0
// vigie roads route: the fastest way between two places of a city.
#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "city/city.hpp"
#include "commands.hpp"
#include "engine/live_network.hpp"
#include "geo/position.hpp"
#include "roads/fast_search.hpp"
#include "roads_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {

Result<geo::Position> parse_place(std::string_view text) {
  double lat = 0, lon = 0;
  const char* const end = text.data() + text.size();
  const auto [comma, lat_fault] = std::from_chars(text.data(), end, lat);
  if (lat_fault == std::errc{} && comma != end && *comma == ',') {
    const auto [rest, lon_fault] = std::from_chars(comma + 1, end, lon);
    if (lon_fault == std::errc{} && rest == end) return geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
  }
  return Error{ErrorKind::Malformed, "expected a place as LAT,LON in degrees"};
}

roads::Profile parse_profile(std::string_view text) {
  return text == "car" ? roads::Profile::Car : roads::Profile::Emergency;
}

namespace {

struct Arguments {
  std::string city_dir;
  std::string from;
  std::string to;
  std::string profile = "emergency";
  std::string at;
  std::string changes;
  std::string time_zone = "Europe/Paris";
  bool json = false;
};

/// Runs of one street name, in order.
nlohmann::ordered_json streets_of(const roads::RoadGraph& graph, const roads::Route& route) {
  nlohmann::ordered_json streets = nlohmann::ordered_json::array();
  for (const roads::ArcId arc : route.arcs) {
    const std::string& name = graph.street(arc);
    if (!name.empty() && (streets.empty() || streets.back() != name)) streets.push_back(name);
  }
  return streets;
}

void print(const roads::RoadGraph& graph, const roads::Route& route, bool json) {
  if (!json) {
    std::printf("%d s, %d m\n", route.travel.seconds(), route.travel.distance_m());
    for (const auto& street : streets_of(graph, route)) std::printf("  %s\n", street.get<std::string>().c_str());
    return;
  }
  nlohmann::ordered_json out;
  out["seconds"] = route.travel.seconds();
  out["distance_m"] = route.travel.distance_m();
  out["streets"] = streets_of(graph, route);
  out["line"] = nlohmann::ordered_json::array();
  for (const roads::RoutePoint& point : route.line)
    out["line"].push_back({point.place.lon(), point.place.lat()});  // GeoJSON's order
  std::printf("%s\n", out.dump().c_str());
}

/// The publication's changes as a picture has them, for who asks what they do to a travel time.
Picture picture_of(codec::RoadFeed feed, const engine::LiveNetwork& network) {
  Picture picture;
  for (RoadChange& change : feed.changes) {
    network.place(change);
    change.id = RoadChangeId("R-" + std::to_string(picture.next_road_change++));
    picture.road_changes.put(RoadChangeId(change.id), std::move(change));
  }
  return picture;
}

/// Travel times of a profile; for emergency vehicles with what a publication says is in force at that time.
Result<std::shared_ptr<const roads::IndexedMetric>> metric_of(const Arguments& arguments, const roads::RoadIndex& index,
                                                              Time at, const TimeZone& zone) {
  if (arguments.changes.empty()) {
    const roads::LiveRoads live(index, index.graph().metric(parse_profile(arguments.profile)));
    return live.now();
  }
  Result<codec::RoadFeed> feed = read_road_feed(arguments.changes, zone);
  if (!feed) return feed.error();
  const engine::LiveNetwork network(index, zone);
  return network.at(picture_of(std::move(*feed), network), at);
}

int run(const Arguments& arguments) {
  const Result<geo::Position> from = parse_place(arguments.from);
  const Result<geo::Position> to = parse_place(arguments.to);
  for (const auto* place : {&from, &to})
    if (!place->ok()) {
      fail(place->error());
      return kUsage;
    }
  const Result<Time> at = arguments.at.empty() ? SystemWallClock().now() : parse_rfc3339(arguments.at);
  const Result<TimeZone> zone = TimeZone::named(arguments.time_zone);
  if (!at || !zone) {
    fail(at ? zone.error() : at.error());
    return kUsage;
  }
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const roads::RoadIndex& index = (*city)->road_index();
  const roads::RoadGraph& graph = index.graph();
  const auto metric = metric_of(arguments, index, *at, *zone);
  if (!metric) return fail(metric.error());
  const std::optional<roads::Snap> start = roads::snap(graph, *from, (*metric)->metric);
  const std::optional<roads::Snap> goal = roads::snap(graph, *to, (*metric)->metric);
  if (!start || !goal)
    return fail({ErrorKind::NotFound, "no street within 1 km of " + (start ? arguments.to : arguments.from)});
  const std::optional<roads::Route> route = roads::FastSearch(index).route(**metric, *start, *goal);
  if (!route) return fail({ErrorKind::NotFound, "no road leads there"});
  print(graph, *route, arguments.json);
  return kOk;
}

}  // namespace

void add_roads_command(CLI::App& app, int& exit_code) {
  CLI::App* roads = app.add_subcommand("roads", "Ask a city's road graph");
  roads->require_subcommand(1);
  CLI::App* route = roads->add_subcommand("route", "The fastest way between two places");
  const auto arguments = std::make_shared<Arguments>();
  route->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  route->add_option("--from", arguments->from, "LAT,LON in degrees")->required();
  route->add_option("--to", arguments->to, "LAT,LON in degrees")->required();
  CLI::Option* const profile = route->add_option("--profile", arguments->profile, "Who drives")
                                   ->check(CLI::IsMember({"emergency", "car"}))
                                   ->capture_default_str();
  CLI::Option* const changes =
      route
          ->add_option("--changes", arguments->changes,
                       "A publication of road changes (DATEX II, CIFS), for emergency vehicles")
          ->excludes(profile);
  route->add_option("--at", arguments->at, "With the changes in force then: RFC 3339; now where absent")
      ->needs(changes);
  route->add_option("--time-zone", arguments->time_zone, "The city's clock, for the changes' hours")
      ->needs(changes)
      ->capture_default_str();
  route->add_flag("--json", arguments->json, "Print as JSON, the line as [lon, lat]");
  route->callback([arguments, &exit_code] { exit_code = run(*arguments); });
  add_roads_changes(*roads, exit_code);
  add_roads_districts(*roads, exit_code);
  add_roads_isochrone(*roads, exit_code);
  add_roads_match(*roads, exit_code);
  add_roads_table(*roads, exit_code);
  add_roads_verify(*roads, exit_code);
  add_roads_bench(*roads, exit_code);
}

}  // namespace vigie::apps
