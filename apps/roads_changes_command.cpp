// SPDX-License-Identifier: Apache-2.0
// vigie roads changes: what a publication of road changes says, on which streets, and when it holds.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "city/city.hpp"
#include "codec/words.hpp"
#include "commands.hpp"
#include "engine/live_network.hpp"
#include "roads/road_calendar.hpp"
#include "roads_commands.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string file;
  std::string city_dir;
  std::string at;
  std::string time_zone = "Europe/Paris";
  bool json = false;
};

const char* name_of(codec::RoadFeedKind kind) {
  switch (kind) {
    case codec::RoadFeedKind::Datex3Regulations: return "DATEX II v3 traffic regulations";
    case codec::RoadFeedKind::Datex2Situations: return "DATEX II v2.3 situations";
    case codec::RoadFeedKind::Cifs: return "CIFS incidents";
  }
  return "";
}

struct Period {
  Time from;
  std::optional<Time> until;  ///< absent: nobody knows, or more than a week later
};

/// The period that is on at `at`, else the next one. Hours are weekly: it begins within eight days of the start.
std::optional<Period> current_or_next(const RoadChange& change, Time at, const TimeZone& zone) {
  const Time from = std::max(at, change.start);
  const Time horizon = from + 24h * 8;
  const auto periods = roads::periods(change, from, horizon, zone);
  if (periods.empty()) return std::nullopt;
  const auto [begin, end] = periods.front();
  return Period{begin, change.hours.empty() ? change.end : end < horizon ? std::optional(end) : std::nullopt};
}

Json json_of(const RoadChange& change, Time at, const TimeZone& zone) {
  Json out{{"reference", change.reference},
           {"title", change.title},
           {"effect", codec::word(change.effect)},
           {"sense", codec::word(change.sense)},
           {"bars", codec::word(change.bars)}};
  if (change.effect == RoadEffect::SpeedLimit) out["speed_kmh"] = change.speed_kmh;
  if (change.start != Time{}) out["start"] = to_rfc3339(change.start);
  if (change.end) out["end"] = to_rfc3339(*change.end);
  out["streets"] = change.streets;
  out["length_m"] = change.length_m;
  out["in_force"] = change.length_m > 0 && roads::in_force(change, at, zone);
  if (const auto period = current_or_next(change, at, zone)) {
    out["from"] = to_rfc3339(period->from);
    if (period->until) out["until"] = to_rfc3339(*period->until);
  }
  return out;
}

std::string effect_of(const RoadChange& change) {
  if (change.effect == RoadEffect::SpeedLimit) return std::to_string(change.speed_kmh) + " km/h";
  std::string text = change.effect == RoadEffect::OneWay ? "one way" : "closed";
  if (change.effect == RoadEffect::Closed && change.sense == RoadSense::Along) text += " in one direction";
  if (change.bars == RoadBars::OrdinaryTraffic) text += ", not to emergency vehicles";
  return text;
}

void print(const RoadChange& change, Time at, const TimeZone& zone) {
  std::printf("%s: %s\n  %s", change.reference.c_str(), change.title.c_str(), effect_of(change).c_str());
  if (change.length_m == 0) std::printf("; on no street of the city");
  else std::printf("; %d m", change.length_m);
  for (std::size_t i = 0; i < change.streets.size(); ++i)
    std::printf("%s%s", i == 0 ? " of " : ", ", change.streets[i].c_str());
  const auto period = current_or_next(change, at, zone);
  if (!period) std::printf("\n  over");
  else if (period->from <= at) std::printf("\n  in force");
  else std::printf("\n  next %s", to_rfc3339(period->from).c_str());
  if (period && period->until) std::printf(" until %s", to_rfc3339(*period->until).c_str());
  std::printf("\n");
}

void print_counts(const codec::RoadFeed& feed, int off_street) {
  std::printf("%d read: %zu road changes", feed.read, feed.changes.size());
  if (off_street > 0) std::printf(" (%d on no street of the city)", off_street);
  std::printf(", %d not concerning, %d unusable, %d left out\n", feed.not_concerning, feed.unusable, feed.left_out);
}

int run(const Arguments& arguments) {
  const Result<TimeZone> zone = TimeZone::named(arguments.time_zone);
  const Result<Time> at = arguments.at.empty() ? SystemWallClock().now() : parse_rfc3339(arguments.at);
  if (!zone || !at) {
    fail(zone ? at.error() : zone.error());
    return kUsage;
  }
  Result<codec::RoadFeed> feed = read_road_feed(arguments.file, *zone);
  if (!feed) return fail(feed.error());
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const engine::LiveNetwork network((*city)->road_index(), *zone);
  int off_street = 0;
  for (RoadChange& change : feed->changes) {
    network.place(change);
    if (change.length_m > 0) continue;
    ++off_street;
    std::fprintf(stderr, "%s: closure '%s' follows no street of the city\n", arguments.file.c_str(),
                 change.reference.c_str());
  }
  if (!arguments.json) {
    const std::string published = feed->published == Time{} ? "at an unknown time" : to_rfc3339(feed->published);
    std::printf("%s of %s, published %s\n", name_of(feed->kind), feed->publisher.c_str(), published.c_str());
    for (const RoadChange& change : feed->changes) print(change, *at, *zone);
    print_counts(*feed, off_street);
    return kOk;
  }
  Json changes = Json::array();
  for (const RoadChange& change : feed->changes) changes.push_back(json_of(change, *at, *zone));
  Json out{{"publisher", feed->publisher}};
  if (feed->published != Time{}) out["published"] = to_rfc3339(feed->published);
  out["at"] = to_rfc3339(*at);
  out["read"] = feed->read;
  out["off_street"] = off_street;
  out["not_concerning"] = feed->not_concerning;
  out["unusable"] = feed->unusable;
  out["left_out"] = feed->left_out;
  out["faults"] = feed->faults;
  out["changes"] = std::move(changes);
  std::printf("%s\n", out.dump().c_str());
  return kOk;
}

}  // namespace

Result<codec::RoadFeed> read_road_feed(const std::string& path, const TimeZone& zone) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorKind::Io, "cannot read " + path};
  codec::RoadFeedReader reader({.zone = zone});
  std::string piece(256 * 1024, '\0');
  Result<void> fed;
  while (fed.ok() && (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0))
    fed = reader.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  const std::vector<std::string> said = reader.so_far().faults;
  Result<codec::RoadFeed> feed = reader.finish();
  for (const std::string& line : feed ? feed->faults : said)
    std::fprintf(stderr, "%s: %s\n", path.c_str(), line.c_str());
  if (!feed) return Error{feed.error().kind, path + ": " + feed.error().what};
  return feed;
}

void add_roads_changes(CLI::App& roads, int& exit_code) {
  CLI::App* changes = roads.add_subcommand("changes", "What a publication of road changes (DATEX II, CIFS) says");
  const auto arguments = std::make_shared<Arguments>();
  changes->add_option("file", arguments->file, "The publication, XML")->required();
  changes->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  changes->add_option("--at", arguments->at, "Is it in force then? RFC 3339; now where absent");
  changes->add_option("--time-zone", arguments->time_zone, "The city's clock, for hours and times without an offset")
      ->capture_default_str();
  changes->add_flag("--json", arguments->json, "Print as JSON");
  changes->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
