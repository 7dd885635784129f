// SPDX-License-Identifier: Apache-2.0
// vigie roads bench: what travel times cost on a city, with plain Dijkstra measured beside them in the same run.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "city/city.hpp"
#include "commands.hpp"
#include "roads/cch_order.hpp"
#include "roads/fast_search.hpp"
#include "roads/node_graph.hpp"
#include "roads_commands.hpp"
#include "roads_random.hpp"
#include "terminal.hpp"

namespace vigie::apps {
namespace {

struct Arguments {
  std::string city_dir;
  std::string profile = "car";
  std::uint32_t seed = 1;
  bool json = false;
};

constexpr std::size_t kUnits = 100;

constexpr double kMetresBesideTheStreet = 20;

/// Microseconds of several runs: the middle one, since others use the machine too, and what nine in ten stay below.
struct Times {
  double median_us;
  double p90_us;
};

/// `work` gives the part of its time that does not count: preparing the question.
template <typename Work>
Times measure(int runs, Work work) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    const double discarded = work(run);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    times.push_back(took.count() - discarded);
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](int tenths) { return times[times.size() * static_cast<std::size_t>(tenths) / 10]; };
  return {at(5), at(9)};
}

/// The twin has nothing to do for the row.
constexpr Times kNone{0, 0};

class Printer {
 public:
  explicit Printer(bool json) : json_(json) {}

  /// `goal_us` of 0: none was set for this row.
  void row(const char* work, const char* graph, const Times& times, double goal_us, const Times& twin) const {
    const double us = times.median_us, twin_us = twin.median_us;
    nlohmann::ordered_json out{
        {"work", work}, {"graph", graph}, {"median_us", rounded(us)}, {"p90_us", rounded(times.p90_us)}};
    if (goal_us > 0) {
      out["goal_us"] = goal_us;
      out["met"] = us <= goal_us;
    }
    if (twin_us > 0) {
      out["dijkstra_us"] = rounded(twin_us);
      out["ratio_to_dijkstra"] = rounded(twin_us / us);
    }
    if (json_) {
      std::printf("%s\n", out.dump().c_str());
    } else {
      std::printf("%-18s %-6s %9.1f us, p90 %9.1f", work, graph, us, times.p90_us);
      if (goal_us > 0) std::printf("  goal %7.0f %s", goal_us, us <= goal_us ? "met" : "MISSED");
      if (twin_us > 0) std::printf("  Dijkstra %9.0f us, %5.0f times as long", twin_us, twin_us / us);
      std::printf("\n");
    }
    std::fflush(stdout);
  }

 private:
  static double rounded(double value) { return static_cast<double>(std::llround(value * 10)) / 10; }
  bool json_;
};

double since_us(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
}

using Places = std::vector<geo::Position>;

/// On the streets, and a few metres beside them, as positions come.
Places beside_streets(const roads::RoadGraph& graph, roads::Profile profile, std::size_t count, std::mt19937& random) {
  Places out;
  while (out.size() < count) {
    const roads::Snap snap = random_place(graph, profile, random);
    const std::span<const geo::Position> shape = graph.shape(snap.edge);
    const auto angle = static_cast<double>(random() % 360);
    if (graph.in_main_part(snap.edge, profile))
      out.push_back(geo::offset(shape[random() % shape.size()], kMetresBesideTheStreet * std::cos(angle),
                                kMetresBesideTheStreet * std::sin(angle)));
  }
  return out;
}

using Snaps = std::vector<std::optional<roads::Snap>>;

Snaps snapped(const roads::RoadGraph& graph, roads::Profile profile, const Places& places) {
  Snaps out;
  out.reserve(places.size());
  for (const geo::Position& place : places) out.push_back(roads::snap(graph, place, profile));
  return out;
}

/// Junction to junction, no turn rules: the table of published figures.
void bench_nodes(const roads::RoadGraph& graph, roads::Profile profile, std::mt19937& random, const Printer& print) {
  const roads::NodeGraph nodes = roads::node_graph(graph, graph.metric(profile));
  const Result<roads::Cch> made = roads::Cch::checked(nodes.links, roads::node_order(graph.data().nodes, nodes.links));
  if (!made) return;
  const roads::Cch& cch = *made;
  print.row("customize", "nodes",
            measure(15,
                    [&](int) {
                      const auto begin = std::chrono::steady_clock::now();
                      std::vector<roads::Weight> links = nodes.weights;
                      const double copied_us = since_us(begin);
                      const roads::CchWeights weights(cch, std::move(links));
                      return copied_us;
                    }),
            12'000, kNone);
  roads::CchWeights weights(cch, nodes.weights);
  for (const auto& [count, name, goal] :
       {std::tuple{1, "close_1", 200.0}, std::tuple{20, "close_20", 3000.0}, std::tuple{100, "close_100", 10'000.0}})
    print.row(name, "nodes",
              measure(51,
                      [&, count = count](int) {
                        std::vector<roads::LinkChange> closures, openings;
                        const auto begin = std::chrono::steady_clock::now();
                        for (int i = 0; i < count; ++i) {
                          const auto link = static_cast<std::uint32_t>(random() % nodes.links.size());
                          closures.push_back({link, roads::kFar});
                          openings.push_back({link, nodes.weights[link]});
                        }
                        double aside_us = since_us(begin);
                        weights.change(cch, closures);
                        const auto opening = std::chrono::steady_clock::now();
                        weights.change(cch, openings);
                        return aside_us + since_us(opening);
                      }),
              goal, kNone);

  std::vector<roads::NodeId> junctions;  // that the profile drives through
  for (const roads::Link& link : nodes.links) junctions.push_back(link.from);
  const auto pick = [&] { return junctions[random() % junctions.size()]; };
  roads::CchSweep sweep(cch);
  roads::NodeDijkstra dijkstra(nodes);
  std::vector<roads::NodeId> goals(kUnits), starts(kUnits);
  const Times one_twin = measure(51, [&](int) {
    goals[0] = pick();
    dijkstra.times(nodes.weights, pick(), std::span(goals).first(1));
    return 0.0;
  });
  print.row("one_eta", "nodes",
            measure(2001,
                    [&](int) {
                      const roads::Seed from{cch.rank(pick()), 0}, to{cch.rank(pick()), 0};
                      sweep.between(weights, {&from, 1}, {&to, 1});
                      return 0.0;
                    }),
            15, one_twin);
  const auto shuffle = [&] {
    const auto begin = std::chrono::steady_clock::now();
    std::generate(starts.begin(), starts.end(), pick);
    std::generate(goals.begin(), goals.end(), pick);
    return since_us(begin);
  };
  const Times many_twin = measure(51, [&](int) {
    const double aside_us = shuffle();
    dijkstra.times(nodes.weights, goals[0], starts);
    return aside_us;
  });
  print.row("100_to_1", "nodes",
            measure(501,
                    [&](int) {
                      const double aside_us = shuffle();
                      const roads::Seed to{cch.rank(goals[0]), 0};
                      sweep.aim(weights, {&to, 1});
                      for (const roads::NodeId start : starts) sweep.to_goal(cch.rank(start));
                      return aside_us;
                    }),
            150, many_twin);
  print.row("100_to_1_snapped", "nodes",
            measure(301,
                    [&](int) {
                      const auto begin = std::chrono::steady_clock::now();
                      const Places units = beside_streets(graph, profile, kUnits + 1, random);
                      const double aside_us = since_us(begin);
                      const auto junction = [&](const geo::Position& place) {
                        const auto snap = roads::snap(graph, place, profile);
                        return cch.rank(graph.head((snap->forward ? snap->forward : snap->backward)->arc));
                      };
                      const roads::Seed to{junction(units.back()), 0};
                      sweep.aim(weights, {&to, 1});
                      for (std::size_t i = 0; i < kUnits; ++i) sweep.to_goal(junction(units[i]));
                      return aside_us;
                    }),
            300, many_twin);
  const Times table_twin = measure(3, [&](int) {
    const double aside_us = shuffle();
    for (const roads::NodeId start : starts) dijkstra.times(nodes.weights, start, goals);
    return aside_us;
  });
  print.row("100_to_100", "nodes",
            measure(51,
                    [&](int) {
                      const double aside_us = shuffle();
                      std::vector<roads::Rank> ranks;
                      std::vector<std::vector<roads::Seed>> seeds;
                      for (std::size_t i = 0; i < kUnits; ++i) {
                        ranks.push_back(cch.rank(starts[i]));
                        seeds.push_back({{cch.rank(goals[i]), 0}});
                      }
                      sweep.table(weights, ranks, seeds);
                      return aside_us;
                    }),
            3000, table_twin);
}

/// Street to street with every turn rule, and anywhere along them: what dispatch asks.
void bench_turns(const roads::RoadIndex& index, roads::Profile profile, std::mt19937& random, const Printer& print) {
  const roads::RoadGraph& graph = index.graph();
  print.row("customize", "turns",
            measure(15,
                    [&](int) {
                      const roads::CchWeights weights(index.cch(), index.weights(graph.metric(profile)));
                      return 0.0;
                    }),
            0, kNone);
  roads::LiveRoads live(index, graph.metric(profile));
  for (const auto& [count, name] : {std::pair{1, "close_1"}, std::pair{20, "close_20"}, std::pair{100, "close_100"}})
    print.row(name, "turns",
              measure(51,
                      [&, count = count](int) {
                        const auto begin = std::chrono::steady_clock::now();
                        std::vector<roads::LiveRoads::ArcChange> closures, openings;
                        for (int i = 0; i < count; ++i) {
                          const auto arc = static_cast<roads::ArcId>(random() % graph.arc_count());
                          closures.push_back({arc, roads::kClosed});
                          openings.push_back({arc, graph.duration_ms(arc, profile)});
                        }
                        const double aside_us = since_us(begin);
                        live.change(closures);
                        const auto opening = std::chrono::steady_clock::now();
                        live.change(openings);
                        return aside_us + since_us(opening);
                      }),
              0, kNone);

  const std::shared_ptr<const roads::IndexedMetric> now = live.now();
  roads::FastSearch fast(index);
  roads::Search slow(graph);
  Snaps starts, goals;
  const auto shuffle = [&](std::size_t count) {
    const auto begin = std::chrono::steady_clock::now();
    starts = snapped(graph, profile, beside_streets(graph, profile, count, random));
    goals = snapped(graph, profile, beside_streets(graph, profile, count, random));
    return since_us(begin);
  };
  const Times one_twin = measure(51, [&](int) {
    const double aside_us = shuffle(1);
    slow.travel_times(now->metric, *goals[0], starts);
    return aside_us;
  });
  print.row("one_eta", "turns",
            measure(2001,
                    [&](int) {
                      const double aside_us = shuffle(1);
                      fast.travel(*now, *starts[0], *goals[0]);
                      return aside_us;
                    }),
            0, one_twin);
  print.row("one_route", "turns",
            measure(301,
                    [&](int) {
                      const double aside_us = shuffle(1);
                      fast.route(*now, *starts[0], *goals[0]);
                      return aside_us;
                    }),
            0, one_twin);
  const Times many_twin = measure(51, [&](int) {
    const double aside_us = shuffle(kUnits);
    slow.travel_times(now->metric, *goals[0], starts);
    return aside_us;
  });
  print.row("100_to_1", "turns",
            measure(301,
                    [&](int) {
                      const double aside_us = shuffle(kUnits);
                      fast.travel_times(*now, *goals[0], starts);
                      return aside_us;
                    }),
            0, many_twin);
  print.row("100_to_1_snapped", "turns",
            measure(301,
                    [&](int) {
                      const auto begin = std::chrono::steady_clock::now();
                      const Places units = beside_streets(graph, profile, kUnits, random);
                      const Places incident = beside_streets(graph, profile, 1, random);
                      const double aside_us = since_us(begin);
                      fast.travel_times(*now, *roads::snap(graph, incident[0], profile),
                                        snapped(graph, profile, units));
                      return aside_us;
                    }),
            0, many_twin);
  const Times table_twin = measure(3, [&](int) {
    const double aside_us = shuffle(kUnits);
    for (const std::optional<roads::Snap>& goal : goals) slow.travel_times(now->metric, *goal, starts);
    return aside_us;
  });
  print.row("100_to_100", "turns",
            measure(51,
                    [&](int) {
                      const double aside_us = shuffle(kUnits);
                      fast.table(*now, starts, goals);
                      return aside_us;
                    }),
            0, table_twin);
}

int run(const Arguments& arguments) {
  const Result<std::unique_ptr<city::City>> city = city::City::open(arguments.city_dir);
  if (!city) return fail(city.error());
  const roads::Profile profile = parse_profile(arguments.profile);
  std::mt19937 random(arguments.seed);
  const Printer print(arguments.json);
  bench_nodes((*city)->roads(), profile, random, print);
  bench_turns((*city)->road_index(), profile, random, print);
  return kOk;
}

}  // namespace

void add_roads_bench(CLI::App& roads, int& exit_code) {
  CLI::App* bench = roads.add_subcommand("bench", "Time travel times against plain Dijkstra; medians, one thread");
  const auto arguments = std::make_shared<Arguments>();
  bench->add_option("--city", arguments->city_dir, "Directory of the city")->required();
  bench->add_option("--profile", arguments->profile, "Who drives")
      ->check(CLI::IsMember({"emergency", "car"}))
      ->capture_default_str();
  bench->add_option("--seed", arguments->seed, "Of the random places")->capture_default_str();
  bench->add_flag("--json", arguments->json, "One JSON object a line");
  bench->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace vigie::apps
