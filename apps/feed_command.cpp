// SPDX-License-Identifier: Apache-2.0
// vigie feed check | list: what is in a document of a feed, and which feeds a site has entered.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "codec/feed.hpp"
#include "codec/words.hpp"
#include "commands.hpp"
#include "feeds_file.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::streamoff kMostBytes = std::streamoff{512} << 20;
constexpr int kLinesShown = 20;

struct CheckArguments {
  std::string format;
  std::string file;
  std::string at;
  std::string time_zone = "Europe/Paris";
  bool json = false;
};

struct ListArguments {
  std::string data;
  bool json = false;
};

Result<std::string> read_document(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return Error{ErrorKind::Io, "cannot read " + path};
  if (file.tellg() > kMostBytes) return Error{ErrorKind::TooLarge, path + ": more than 512 MiB"};
  file.seekg(0);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// What was measured, by quantity: how many values of how many places, from when to when.
struct Summary {
  std::size_t count = 0;
  std::map<std::string, std::size_t> features;
  Time first, last;
};

std::map<std::string, Summary> summaries(const FeedContent& content) {
  std::map<std::string, Summary> all;
  for (const Measurement& each : content.measurements) {
    Summary& summary = all[std::string(codec::word(each.quantity))];
    if (summary.count == 0 || each.from < summary.first) summary.first = each.from;
    if (summary.count == 0 || each.until > summary.last) summary.last = each.until;
    ++summary.count;
    ++summary.features[each.feature];
  }
  return all;
}

std::string cut_time(Time time) { return to_rfc3339(time).substr(0, 16) + "Z"; }

void print_events(const std::vector<CityEvent>& events) {
  std::printf("%zu events\n", events.size());
  int shown = 0;
  for (const CityEvent& each : events) {
    if (++shown > kLinesShown) {
      std::printf("  … and %zu more\n", events.size() - kLinesShown);
      return;
    }
    std::printf("  %s to %s  %-14s %s%s", cut_time(each.start).c_str(), cut_time(each.end).c_str(),
                std::string(codec::word(each.kind)).c_str(), each.title.c_str(), each.cancelled ? " (cancelled)" : "");
    if (!each.venue.empty()) std::printf(", %s", each.venue.c_str());
    if (each.attendance > 0) std::printf(", %lld people", static_cast<long long>(each.attendance));
    std::printf("\n");
  }
}

void print_bulletins(const std::vector<Bulletin>& bulletins) {
  std::printf("%zu warnings\n", bulletins.size());
  int shown = 0;
  for (const Bulletin& each : bulletins) {
    if (++shown > kLinesShown) {
      std::printf("  … and %zu more\n", bulletins.size() - kLinesShown);
      return;
    }
    std::printf("  %s to %s  %-9s %-8s %s (%zu areas, %zu stops and lines)\n", cut_time(each.start).c_str(),
                each.end ? cut_time(*each.end).c_str() : "…", std::string(codec::word(each.kind)).c_str(),
                std::string(codec::word(each.severity)).c_str(), each.title.c_str(), each.areas.size(),
                each.features.size());
  }
}

void print_content(const FeedContent& content) {
  for (const auto& [quantity, summary] : summaries(content))
    std::printf("%zu × %s of %zu places, %s to %s\n", summary.count, quantity.c_str(), summary.features.size(),
                cut_time(summary.first).c_str(), cut_time(summary.last).c_str());
  if (content.events) print_events(*content.events);
  if (content.bulletins) print_bulletins(*content.bulletins);
  std::printf("%zu refused, %zu left out\n", content.refused, content.left_out);
}

Json json_of(const CityEvent& event) {
  Json out{{"reference", event.reference},     {"title", event.title},
           {"kind", codec::word(event.kind)},  {"venue", event.venue},
           {"start", to_rfc3339(event.start)}, {"end", to_rfc3339(event.end)}};
  if (event.doors) out["doors"] = to_rfc3339(*event.doors);
  out["attendance"] = event.attendance;
  out["cancelled"] = event.cancelled;
  out["has_place"] = event.place.has_value();
  return out;
}

Json json_of(const Bulletin& bulletin) {
  Json out{{"reference", bulletin.reference},
           {"title", bulletin.title},
           {"kind", codec::word(bulletin.kind)},
           {"severity", codec::word(bulletin.severity)},
           {"start", to_rfc3339(bulletin.start)}};
  if (bulletin.end) out["end"] = to_rfc3339(*bulletin.end);
  out["areas"] = bulletin.areas.size();
  out["features"] = bulletin.features;
  return out;
}

Json json_of(const FeedContent& content) {
  Json quantities = Json::object();
  for (const auto& [quantity, summary] : summaries(content))
    quantities[quantity] = {{"count", summary.count},
                            {"places", summary.features.size()},
                            {"from", to_rfc3339(summary.first)},
                            {"until", to_rfc3339(summary.last)}};
  Json out{{"measurements", content.measurements.size()}, {"quantities", std::move(quantities)}};
  if (content.events) {
    Json events = Json::array();
    for (const CityEvent& each : *content.events) events.push_back(json_of(each));
    out["events"] = std::move(events);
  }
  if (content.bulletins) {
    Json bulletins = Json::array();
    for (const Bulletin& each : *content.bulletins) bulletins.push_back(json_of(each));
    out["bulletins"] = std::move(bulletins);
  }
  out["refused"] = content.refused;
  out["left_out"] = content.left_out;
  out["faults"] = content.faults;
  return out;
}

int check(const CheckArguments& arguments) {
  const Result<TimeZone> zone = TimeZone::named(arguments.time_zone);
  const Result<Time> at = arguments.at.empty() ? SystemWallClock().now() : parse_rfc3339(arguments.at);
  if (!zone || !at || !codec::feed_format(arguments.format)) {
    if (!zone) fail(zone.error());
    else if (!at) fail(at.error());
    else fail(codec::read_feed(arguments.format, "", {SourceId("feed/check"), *at, *zone, {}, 0}).error());
    return kUsage;
  }
  const auto document = read_document(arguments.file);
  if (!document) return fail(document.error());
  const auto content = codec::read_feed(arguments.format, *document,
                                        {.source = SourceId("feed/check"), .now = *at, .zone = *zone, .watched = {}});
  if (!content) return fail({content.error().kind, arguments.file + ": " + content.error().what});
  for (const std::string& fault : content->faults)
    std::fprintf(stderr, "%s: %s\n", arguments.file.c_str(), fault.c_str());
  if (content->refused > content->faults.size())
    std::fprintf(stderr, "%s: … and %zu more\n", arguments.file.c_str(), content->refused - content->faults.size());
  if (arguments.json) std::printf("%s\n", json_of(*content).dump().c_str());
  else print_content(*content);
  return kOk;
}

int formats(bool json) {
  Json all = Json::array();
  for (const codec::FeedFormat& each : codec::feed_formats()) {
    all.push_back({{"format", each.word}, {"what", each.what}});
    if (!json) std::printf("%-22s %s\n", std::string(each.word).c_str(), std::string(each.what).c_str());
  }
  if (json) std::printf("%s\n", Json{{"formats", all}}.dump().c_str());
  return kOk;
}

/// Neither addresses nor tokens: both may hold a secret.
int list(const ListArguments& arguments) {
  if (arguments.data.empty()) return formats(arguments.json);
  const auto feeds = read_feeds(arguments.data + "/feeds.toml");
  if (!feeds) return fail(feeds.error());
  Json all = Json::array();
  const auto add = [&](const std::string& name, const std::string& format, const std::string& how,
                       std::int64_t every_s) {
    Json one{{"name", name}, {"format", format}, {"how", how}};
    if (every_s > 0) one["every_s"] = every_s;
    all.push_back(std::move(one));
    if (!arguments.json)
      std::printf("%-20s %-22s %s%s\n", name.c_str(), format.c_str(), how.c_str(),
                  every_s > 0 ? (" every " + std::to_string(every_s) + " s").c_str() : "");
  };
  for (const links::FeedOptions& each : feeds->polled)
    add(each.name, each.format, each.from.url.empty() ? "file" : "url",
        std::chrono::duration_cast<std::chrono::seconds>(each.every).count());
  for (const auto& [name, format] : feeds->pushed) add(name, format, "pushed", 0);
  if (arguments.json) std::printf("%s\n", Json{{"feeds", all}}.dump().c_str());
  return kOk;
}

}  // namespace

void add_feed_command(CLI::App& app, int& exit_code) {
  CLI::App* const feed = app.add_subcommand(
      "feed", "Feeds of counts, timetables, events, weather and warnings: check a document, list them.");
  feed->require_subcommand(1);

  const auto checked = std::make_shared<CheckArguments>();
  CLI::App* const check_one = feed->add_subcommand("check", "What a document says, and what in it is not understood.");
  check_one->add_option("format", checked->format, "A word of `vigie feed list`")->required();
  check_one->add_option("file", checked->file, "The document")->required();
  check_one->add_option("--at", checked->at, "Read it as if it were then; RFC 3339; now where absent");
  check_one->add_option("--time-zone", checked->time_zone, "The city's clock, for times without an offset")
      ->capture_default_str();
  check_one->add_flag("--json", checked->json, "One line of JSON");
  check_one->callback([checked, &exit_code] { exit_code = check(*checked); });

  const auto listed = std::make_shared<ListArguments>();
  CLI::App* const list_all = feed->add_subcommand("list", "The formats; with --data the feeds of its feeds.toml.");
  list_all->add_option("--data", listed->data, "The server's data directory");
  list_all->add_flag("--json", listed->json, "One line of JSON");
  list_all->callback([listed, &exit_code] { exit_code = list(*listed); });
}

}  // namespace vigie::apps
