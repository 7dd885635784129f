// SPDX-License-Identifier: Apache-2.0
// Streets drawn by lot from the road graph, each under its name.
#include "sim/city_works.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "city/city.hpp"
#include "core/random.hpp"
#include "roads/road_graph.hpp"

namespace vigie::sim {
namespace {

using namespace std::chrono_literals;

constexpr double kCity_m = 2500;
constexpr std::uint32_t kShortest_cm = 60'00;  // a shorter one is hardly seen on the map
constexpr std::size_t kWorks = 3;
constexpr std::uint8_t kWorkingDays = 0b001'1111;
constexpr std::int16_t kNightFrom_min = 21 * 60 + 30;
constexpr std::int16_t kNightTo_min = 5 * 60 + 30;
constexpr std::int32_t kRunFrom_min = 14 * 60;
constexpr std::int32_t kRunTo_min = 18 * 60;

/// Pieces of streets with a name that cars use, not far out.
std::vector<roads::EdgeId> pieces_of(const city::City& city) {
  const roads::RoadGraph& graph = city.roads();
  const auto& edges = graph.data().edges;
  std::vector<roads::EdgeId> pieces;
  for (roads::EdgeId edge = 0; edge < edges.size(); ++edge) {
    const bool fits = edges[edge].street != 0 && !edges[edge].roundabout && edges[edge].length_cm >= kShortest_cm &&
                      graph.in_main_part(edge, roads::Profile::Car);
    if (fits && geo::distance_m(graph.place(edges[edge].from), city.centre()) <= kCity_m) pieces.push_back(edge);
  }
  return pieces;
}

/// As many different streets, a piece of each.
std::vector<roads::EdgeId> draw(const roads::RoadGraph& graph, std::vector<roads::EdgeId> pieces, Random& chance) {
  std::vector<roads::EdgeId> drawn;
  while (drawn.size() < kWorks && !pieces.empty()) {
    const roads::EdgeId edge = pieces[chance.below(pieces.size())];
    drawn.push_back(edge);
    const auto street = graph.data().edges[edge].street;
    std::erase_if(pieces, [&](roads::EdgeId other) { return graph.data().edges[other].street == street; });
  }
  return drawn;
}

RoadChange closed(const roads::RoadGraph& graph, roads::EdgeId edge, std::string reference, std::string title) {
  RoadChange change;
  change.reference = std::move(reference);
  change.title = std::move(title);
  change.effect = RoadEffect::Closed;
  const auto shape = graph.shape(edge);
  change.lines.emplace_back(shape.begin(), shape.end());
  return change;
}

}  // namespace

links::RoadStatement city_works(const city::City& city, const TimeZone& zone, std::uint64_t seed, Time start) {
  Random chance(seed);
  const roads::RoadGraph& graph = city.roads();
  const std::vector<roads::EdgeId> streets = draw(graph, pieces_of(city), chance);
  links::RoadStatement statement;
  if (!streets.empty()) {
    RoadChange leak = closed(graph, streets[0], "leak", "Rupture de canalisation, chaussée inondée");
    leak.start = start - 30min;
    leak.end = leak.start + 5h;
    statement.changes.push_back(std::move(leak));
  }
  if (streets.size() > 1) {
    RoadChange works = closed(graph, streets[1], "works", "Travaux de nuit, réfection de chaussée");
    works.start = start - std::chrono::hours(24);
    works.end = start + std::chrono::hours(24 * 14);
    works.hours = {{kWorkingDays, kNightFrom_min, kNightTo_min}};
    statement.changes.push_back(std::move(works));
  }
  if (streets.size() > 2) {
    RoadChange run = closed(graph, streets[2], "run", "Course à pied");
    run.bars = RoadBars::OrdinaryTraffic;
    const std::int32_t tomorrow = zone.local(start).day + 1;
    run.start = zone.instant(tomorrow, kRunFrom_min, TimeZone::Twice::First);
    run.end = zone.instant(tomorrow, kRunTo_min, TimeZone::Twice::Second);
    statement.changes.push_back(std::move(run));
  }
  return statement;
}

}  // namespace vigie::sim
