// SPDX-License-Identifier: Apache-2.0
// vigie roads verify: every fast answer against plain Dijkstra's, on random pairs under random closures.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "roads/fast_search.hpp"
#include "roads/search.hpp"
#include "roads_commands.hpp"
#include "roads_random.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string city_dir;
  std::size_t pairs = 2000;
  std::size_t closures = 100;
  std::uint32_t seed = 1;
  bool json = false;
};

/// Pairs looked at under the same closures, and how many of them share a goal.
constexpr std::size_t kPairsEach = 50;
constexpr std::size_t kStartsEach = 5;

struct Found {
  std::size_t pairs = 0, mismatches = 0, unreachable = 0, most_closed = 0;
};

/// All ways of asking give the same milliseconds as the twin, or all say that no road leads.
void compare(roads::FastSearch& fast, roads::Search& slow, const roads::IndexedMetric& now,
             const std::vector<std::optional<roads::Snap>>& starts, const roads::Snap& goal, Found& found) {
  const auto expected = slow.travel_times(now.metric, goal, starts);
  const auto all = fast.travel_times(now, goal, starts);
  const std::vector<std::optional<roads::Snap>> goals{goal};
  const std::vector<std::int64_t> table = fast.table(now, starts, goals);
  constexpr std::int64_t kNoWay = roads::FastSearch::kNoWay;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto one = fast.travel(now, *starts[i], goal);
    const auto route = fast.route(now, *starts[i], goal);
    const std::int64_t ms = expected[i] ? expected[i]->duration_ms : kNoWay;
    const bool same = (one ? one->duration_ms : kNoWay) == ms && (all[i] ? all[i]->duration_ms : kNoWay) == ms &&
                      (route ? route->travel.duration_ms : kNoWay) == ms && table[i] == ms &&
                      (!route || route->line.back().at_ms == ms);
    ++found.pairs;
    if (!same) ++found.mismatches;
    if (!expected[i]) ++found.unreachable;
  }
}

/// One round: fresh streets, closed bit by bit as they would be live.
void verify_round(const roads::RoadIndex& index, roads::Profile profile, std::size_t closures, std::size_t pairs,
                  std::mt19937& random, Found& found) {
  const roads::RoadGraph& graph = index.graph();
  roads::LiveRoads live(index, graph.metric(profile));
  for (std::size_t left = closures; left > 0;) {
    std::vector<roads::LiveRoads::ArcChange> changes;
    for (std::size_t at_once = 1 + random() % 20; at_once > 0 && left > 0; --at_once, --left)
      changes.push_back({static_cast<roads::ArcId>(random() % graph.arc_count()), roads::kClosed});
    live.change(changes);
  }
  found.most_closed = std::max(found.most_closed, closures);
  roads::FastSearch fast(index);
  roads::Search slow(graph);
  while (pairs > 0) {
    std::vector<std::optional<roads::Snap>> starts;
    for (; starts.size() < kStartsEach && pairs > 0; --pairs) starts.emplace_back(random_place(graph, profile, random));
    compare(fast, slow, *live.now(), starts, random_place(graph, profile, random), found);
  }
}

int run(const Arguments& arguments) {
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  std::mt19937 random(arguments.seed);
  Found found;
  for (std::size_t round = 0; found.pairs < arguments.pairs; ++round) {
    // None at first, then up to all of them.
    const std::size_t closures = round == 0 ? 0 : round == 1 ? arguments.closures : random() % (arguments.closures + 1);
    const roads::Profile profile = round / 2 % 2 == 0 ? roads::Profile::Emergency : roads::Profile::Car;
    verify_round((*city)->road_index(), profile, closures, std::min(kPairsEach, arguments.pairs - found.pairs), random,
                 found);
  }
  if (arguments.json) {
    const nlohmann::ordered_json out{{"pairs", found.pairs},
                                     {"mismatches", found.mismatches},
                                     {"unreachable", found.unreachable},
                                     {"most_closed", found.most_closed},
                                     {"seed", arguments.seed}};
    std::printf("%s\n", out.dump().c_str());
  } else {
    std::printf("%zu pairs under 0 to %zu closures, %zu unreachable, %zu mismatches (seed %u)\n", found.pairs,
                found.most_closed, found.unreachable, found.mismatches, arguments.seed);
  }
  return found.mismatches == 0 ? kOk : kFailed;
}

}  // namespace

void add_roads_verify(CLI::App& roads, int& exit_code) {
  CLI::App* verify = roads.add_subcommand("verify", "Compare every fast answer with plain Dijkstra's");
  const auto arguments = std::make_shared<Arguments>();
  verify->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  verify->add_option("--pairs", arguments->pairs, "Random pairs of places")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  verify->add_option("--closures", arguments->closures, "Arcs closed at most")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  verify->add_option("--seed", arguments->seed, "Of the random choices")->capture_default_str();
  verify->add_flag("--json", arguments->json, "Print as JSON");
  verify->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
