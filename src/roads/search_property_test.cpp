// SPDX-License-Identifier: Apache-2.0
// Properties of shortest paths on random street grids, against a slow obvious twin that drives forward.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "roads/radix_heap.hpp"
#include "roads/random_streets_test.hpp"
#include "roads/road_graph_builder.hpp"
#include "roads/search.hpp"

namespace vigie::roads {
namespace {

using City = RandomStreets;
constexpr MapId kFirstWay = City::kFirstWay;

struct Directed {
  std::size_t way;
  bool reversed;
  friend auto operator<=>(const Directed&, const Directed&) = default;
};

/// Dijkstra forward, where a state is the last four streets driven; restrictions are read from the map itself.
class Twin {
 public:
  Twin(const City& city, const RoadGraph& graph, const Metric& metric)
      : map_(city.map), graph_(graph), metric_(metric) {}

  std::optional<std::int64_t> time(const Snap& start, const Snap& goal) const {
    std::optional<std::int64_t> best;
    const auto offer = [&](std::int64_t ms) { best = best ? std::min(*best, ms) : ms; };
    using History = std::vector<Directed>;
    std::set<std::pair<std::int64_t, History>> open;  // time at the end of the last street
    std::set<History> done;
    for (const bool reversed : {false, true}) {
      const auto& from = reversed ? start.backward : start.forward;
      const Directed street{start.edge, reversed};
      if (!from || arc_ms(street) == kClosed) continue;
      const auto& ahead = reversed ? goal.backward : goal.forward;
      if (goal.edge == start.edge && ahead && ahead->offset_cm >= from->offset_cm)
        offer(part(street, ahead->offset_cm) - part(street, from->offset_cm));
      open.insert({arc_ms(street) - part(street, from->offset_cm), {street}});
    }
    while (!open.empty()) {
      const auto [ms, history] = *open.begin();
      open.erase(open.begin());
      if (!done.insert(history).second) continue;
      for (std::size_t way = 0; way < map_.ways.size(); ++way)
        for (const bool reversed : {false, true}) {
          const Directed next{way, reversed};
          if (!may_follow(history, next)) continue;
          const auto& end = reversed ? goal.backward : goal.forward;
          const std::int64_t turned_ms = ms + graph_.turn_delay_ms(arc(history.back()), arc(next), metric_.profile);
          if (way == goal.edge && end) offer(turned_ms + part(next, end->offset_cm));
          History longer = history;
          longer.push_back(next);
          if (longer.size() > 4) longer.erase(longer.begin());
          open.insert({turned_ms + arc_ms(next), longer});
        }
    }
    return best;
  }

 private:
  MapId begin(const Directed& d) const { return map_.ways[d.way].nodes[d.reversed ? 1 : 0]; }
  MapId end(const Directed& d) const { return map_.ways[d.way].nodes[d.reversed ? 0 : 1]; }
  ArcId arc(const Directed& d) const {
    const auto edge = static_cast<EdgeId>(d.way);
    return d.reversed ? graph_.backward_arc(edge) : graph_.forward_arc(edge);
  }
  std::uint32_t arc_ms(const Directed& d) const { return arc(d) == kNone ? kClosed : metric_.duration_ms[arc(d)]; }
  std::int64_t part(const Directed& d, std::uint32_t offset_cm) const {
    return static_cast<std::int64_t>(std::uint64_t{arc_ms(d)} * offset_cm / graph_.data().edges[d.way].length_cm);
  }

  bool may_follow(const std::vector<Directed>& history, const Directed& next) const {
    if (begin(next) != end(history.back()) || arc_ms(next) == kClosed) return false;
    if (next.way == history.back().way && next.reversed != history.back().reversed && has_other_exit(history.back()))
      return false;
    return std::none_of(map_.restrictions.begin(), map_.restrictions.end(),
                        [&](const MapRestriction& r) { return forbids(r, history, next); });
  }

  /// By the map, not by today's closures.
  bool has_other_exit(const Directed& street) const {
    for (std::size_t way = 0; way < map_.ways.size(); ++way)
      for (const bool reversed : {false, true}) {
        const Speeds& kmh = reversed ? map_.ways[way].traits.backward_kmh : map_.ways[way].traits.forward_kmh;
        if (way != street.way && kmh[0] > 0 && begin({way, reversed}) == end(street)) return true;
      }
    return false;
  }

  bool forbids(const MapRestriction& r, const std::vector<Directed>& history, const Directed& next) const {
    std::vector<MapId> approach{r.from};
    approach.insert(approach.end(), r.via_ways.begin(), r.via_ways.end());
    if (history.size() < approach.size()) return false;
    for (std::size_t i = 0; i < approach.size(); ++i)
      if (map_.ways[history[history.size() - approach.size() + i].way].id != approach[i]) return false;
    // A via way that is driven back and forth is not "over" it.
    if (r.via_node && end(history.back()) != *r.via_node) return false;
    const bool named = map_.ways[next.way].id == r.to;
    return r.only ? !named && exists(r.to, end(history.back())) : named;
  }

  /// "Only" into a street that cannot be entered there binds nobody.
  bool exists(MapId way, MapId from) const {
    const auto number = static_cast<std::size_t>(way - kFirstWay);
    const RoadTraits& traits = map_.ways[number].traits;
    return (begin({number, false}) == from && traits.forward_kmh[0] > 0) ||
           (begin({number, true}) == from && traits.backward_kmh[0] > 0);
  }

  const RoadMap& map_;
  const RoadGraph& graph_;
  const Metric& metric_;
};

RC_GTEST_PROP(SearchProperty, EqualsTheTwinThatDrivesForward, ()) {
  City city(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(0, 12));
  const RoadGraph graph = build_road_graph(city.map)->graph;
  Metric metric = graph.metric(Profile::Car);
  for (int closures = city.pick(4); closures > 0; --closures)
    graph.close(static_cast<ArcId>(city.pick(static_cast<int>(graph.arc_count()))), metric);
  const Twin twin(city, graph, metric);
  const Snap goal = city.somewhere(graph);
  std::vector<std::optional<Snap>> starts;
  for (int i = 0; i < 12; ++i) starts.emplace_back(city.somewhere(graph));
  const auto fast = Search(graph).travel_times(metric, goal, starts);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto slow = twin.time(*starts[i], goal);
    RC_ASSERT(fast[i].has_value() == slow.has_value());
    if (slow) RC_ASSERT(fast[i]->duration_ms == *slow);
  }
}

RC_GTEST_PROP(SearchProperty, ClosingAnArcNeverShortens, ()) {
  City city(*rc::gen::arbitrary<std::uint32_t>(), 6);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  Search search(graph);
  Metric metric = graph.metric(Profile::Car);
  const Snap goal = city.somewhere(graph);
  std::vector<std::optional<Snap>> starts;
  for (int i = 0; i < 10; ++i) starts.emplace_back(city.somewhere(graph));
  auto before = search.travel_times(metric, goal, starts);
  for (int closed = 0; closed < 10; ++closed) {
    graph.close(static_cast<ArcId>(city.pick(static_cast<int>(graph.arc_count()))), metric);
    const auto after = search.travel_times(metric, goal, starts);
    for (std::size_t i = 0; i < starts.size(); ++i) {
      if (!after[i]) continue;
      RC_ASSERT(before[i].has_value());
      RC_ASSERT(after[i]->duration_ms >= before[i]->duration_ms);
    }
    before = after;
  }
}

RC_GTEST_PROP(SearchProperty, AStopOnTheWayNeverShortensWhereNobodyTurnsRoundInIt, ()) {
  City city(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  Search search(graph);
  const Metric& metric = graph.metric(Profile::Car);
  const Snap a = city.somewhere(graph), c = city.somewhere(graph);
  Snap b = city.somewhere(graph);
  if (b.forward) b.backward.reset();
  const auto time = [&](const Snap& from, const Snap& to) { return search.route(metric, from, to); };
  const auto ab = time(a, b), bc = time(b, c), ac = time(a, c);
  if (!ab || !bc) return;
  RC_ASSERT(ac.has_value());
  RC_ASSERT(ac->travel.duration_ms <= ab->travel.duration_ms + bc->travel.duration_ms);
}

RC_GTEST_PROP(SearchProperty, ARouteIsWhatItsTravelTimeSays, ()) {
  City city(*rc::gen::arbitrary<std::uint32_t>(), 8);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  Search search(graph);
  const Metric& metric = graph.metric(Profile::Car);
  const Snap from = city.somewhere(graph), to = city.somewhere(graph);
  const auto route = search.route(metric, from, to);
  const std::vector<std::optional<Snap>> starts{from};
  const auto times = search.travel_times(metric, to, starts);
  RC_ASSERT(route.has_value() == times[0].has_value());
  if (!route) return;
  RC_ASSERT(route->travel == *times[0]);
  RC_ASSERT(route->line.front().at_ms == 0);
  RC_ASSERT(route->line.back().at_ms == route->travel.duration_ms);
  double length_m = 0;
  for (std::size_t i = 1; i < route->line.size(); ++i) {
    RC_ASSERT(route->line[i].at_ms >= route->line[i - 1].at_ms);
    length_m += geo::distance_m(route->line[i - 1].place, route->line[i].place);
  }
  const auto claimed_m = static_cast<double>(route->travel.length_cm) / 100;
  RC_ASSERT(length_m > claimed_m - 0.1 * static_cast<double>(route->arcs.size()) - 0.1);
  RC_ASSERT(length_m < claimed_m + 0.1 * static_cast<double>(route->arcs.size()) + 0.1);
  for (std::size_t i = 1; i < route->arcs.size(); ++i) {
    RC_ASSERT(graph.head(route->arcs[i - 1]) == graph.tail(route->arcs[i]));
    // The first and the last arc are named without the memory that a shadow has: between them every turn is allowed.
    if (i > 1 && i + 1 < route->arcs.size())
      RC_ASSERT(graph.turn_allowed(route->arcs[i - 1], route->arcs[i], Profile::Car));
  }
}

RC_GTEST_PROP(SearchProperty, TheNearestEdgeIsTheNearestOfAll, ()) {
  City city(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const RoadGraph graph = build_road_graph(city.map)->graph;
  const geo::Position place = geo::offset(city.map.places.at(1), city.pick(900) - 200, city.pick(900) - 200);
  const auto fast = graph.index().nearest(place, 2000, [](EdgeId) { return true; });
  RC_ASSERT(fast.has_value());
  for (EdgeId edge = 0; edge < graph.data().edges.size(); ++edge) {
    const auto only = graph.index().nearest(place, 5000, [&](EdgeId e) { return e == edge; });
    RC_ASSERT(only.has_value());
    RC_ASSERT(only->distance_m >= fast->distance_m);
  }
}

RC_GTEST_PROP(RadixHeap, GivesKeysInOrder, (const std::vector<std::uint32_t>& steps)) {
  RadixHeap heap;
  std::multiset<std::uint64_t> twin;
  std::uint64_t last = 0;
  for (const std::uint32_t step : steps) {
    if (step % 3 == 0 && !twin.empty()) {
      last = heap.pop();
      RC_ASSERT(last == *twin.begin());
      twin.erase(twin.begin());
    } else {
      heap.push(last + step);
      twin.insert(last + step);
    }
    RC_ASSERT(heap.empty() == twin.empty());
  }
}

}  // namespace
}  // namespace vigie::roads
