// SPDX-License-Identifier: Apache-2.0
// Claims about travel times under road changes, against plain Dijkstra on the same streets.
#include "engine/live_network.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "roads/fast_search.hpp"
#include "roads/random_streets_test.hpp"
#include "roads/search.hpp"
#include "roads/text_map.hpp"

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

const Time kNow = parse_rfc3339("2026-11-24T12:00:00Z").value();
const TimeZone kParis = TimeZone::named("Europe/Paris").value();

RoadChange closed(std::uint64_t number, RoadLine line) {
  RoadChange change;
  change.id = RoadChangeId("R-" + std::to_string(number));
  change.changed = number;
  change.start = kNow;
  change.lines = {std::move(line)};
  return change;
}

struct Town {
  explicit Town(const char* drawing)
      : map(drawing),
        graph(map.graph()),
        index(*roads::RoadIndex::checked(graph, roads::road_order(graph))),
        network(*index, kParis),
        search(*index) {}

  RoadLine line(const std::string& letters) const {
    RoadLine all;
    for (const char letter : letters) all.push_back(map.at(letter));
    return all;
  }
  /// Metres on the way from one letter to another; -1 where no road leads.
  int way_m(char from, char to, const roads::IndexedMetric& metric) {
    const auto start = roads::snap(graph, map.at(from), metric.metric);
    const auto goal = roads::snap(graph, map.at(to), metric.metric);
    const auto travel = start && goal ? search.travel(metric, *start, *goal) : std::nullopt;
    return travel ? travel->distance_m() : -1;
  }
  int way_m(char from, char to) { return way_m(from, to, *network.now()); }

  roads::TextMap map;
  roads::RoadGraph graph;
  std::unique_ptr<const roads::RoadIndex> index;
  LiveNetwork network;
  roads::FastSearch search;
  Picture picture;
};

constexpr const char* kBlock = R"(
A--B--C
|     |
D-----E
)";

TEST(LiveNetwork, AClosedStreetIsDrivenRoundFromTheNextQueryOn) {
  Town town(kBlock);
  const int before = town.way_m('A', 'C');
  const RoadChange change = closed(1, town.line("AB"));
  town.picture.road_changes.put(change.id, change);
  ASSERT_TRUE(town.network.update(town.picture, kNow));
  EXPECT_GT(town.way_m('A', 'C'), before);
  EXPECT_FALSE(town.network.update(town.picture, kNow + 1s));
  town.picture.road_changes.erase(change.id);
  ASSERT_TRUE(town.network.update(town.picture, kNow + 2s));
  EXPECT_EQ(town.way_m('A', 'C'), before);
}

TEST(LiveNetwork, WhoTookTheStreetsBeforeKeepsThem) {
  Town town(kBlock);
  const auto taken = town.network.now();
  const int before = town.way_m('A', 'C', *taken);
  const RoadChange change = closed(1, town.line("AB"));
  town.picture.road_changes.put(change.id, change);
  town.network.update(town.picture, kNow);
  EXPECT_EQ(town.way_m('A', 'C', *taken), before);
}

TEST(LiveNetwork, AMomentAheadHasTheChangesInForceThen) {
  Town town(kBlock);
  const int open = town.way_m('A', 'C');
  RoadChange works = closed(1, town.line("AB"));
  works.start = kNow + 24h;
  works.end = kNow + 48h;
  works.hours = {{0b1111111, 22 * 60, 5 * 60}};
  town.picture.road_changes.put(works.id, works);
  EXPECT_FALSE(town.network.update(town.picture, kNow));
  EXPECT_EQ(town.way_m('A', 'C', *town.network.at(town.picture, kNow + 30h)), open);          // 19:00 in Paris
  EXPECT_GT(town.way_m('A', 'C', *town.network.at(town.picture, kNow + 33h + 30min)), open);  // 22:30
  EXPECT_EQ(town.way_m('A', 'C'), open);
}

TEST(LiveNetwork, NoChangeMakesAStreetFaster) {
  Town town(kBlock);
  RoadChange generous = closed(1, town.line("AB"));
  generous.effect = RoadEffect::SpeedLimit;
  generous.speed_kmh = 130;
  town.picture.road_changes.put(generous.id, generous);
  EXPECT_FALSE(town.network.update(town.picture, kNow));
}

TEST(LiveNetwork, ALineSaysItsStreetsAndWhatOfItIsOnNone) {
  Town town(kBlock);
  const auto on = town.network.streets_on(std::vector<RoadLine>{town.line("AB")}, RoadSense::Both);
  EXPECT_EQ(on.lines.size(), 1U);
  EXPECT_NEAR(on.length_m, 300, 5);
  EXPECT_EQ(on.off_street_m, 0);
  const RoadLine elsewhere{geo::offset(town.map.at('A'), 50'000, 0), geo::offset(town.map.at('A'), 51'000, 0)};
  EXPECT_NEAR(town.network.streets_on(std::vector<RoadLine>{elsewhere}, RoadSense::Both).off_street_m, 1000, 10);
  RoadChange nowhere = closed(1, {geo::Position::from_e7(100'000'000, 0).value()});
  town.network.place(nowhere);
  EXPECT_TRUE(nowhere.streets.empty());
  EXPECT_EQ(nowhere.length_m, 0);
}

RC_GTEST_PROP(LiveNetwork, WhateverComesAndGoesItEqualsDijkstraOnTheSameStreets, ()) {
  roads::RandomStreets streets(*rc::gen::arbitrary<std::uint32_t>(), 3);
  const roads::RoadGraph graph = roads::build_road_graph(streets.map)->graph;
  const auto index = std::move(*roads::RoadIndex::checked(graph, roads::road_order(graph)));
  LiveNetwork network(*index, kParis);
  roads::FastSearch fast(*index);
  roads::Search slow(graph);
  Picture picture;
  for (std::uint64_t step = 1; step <= 6; ++step) {
    const auto arc = *rc::gen::inRange<roads::ArcId>(0, static_cast<roads::ArcId>(graph.arc_count()));
    const auto shape = graph.shape(graph.arc(arc).edge);
    RoadChange change = closed(*rc::gen::inRange<std::uint64_t>(1, 5), RoadLine(shape.begin(), shape.end()));
    change.changed = step;
    change.sense = *rc::gen::element(RoadSense::Both, RoadSense::Along);
    change.effect = *rc::gen::element(RoadEffect::Closed, RoadEffect::SpeedLimit, RoadEffect::OneWay);
    if (change.effect == RoadEffect::SpeedLimit) change.speed_kmh = *rc::gen::inRange(5, 60);
    if (*rc::gen::arbitrary<bool>()) picture.road_changes.put(change.id, change);
    else picture.road_changes.erase(change.id);
    network.update(picture, kNow);

    const auto live = network.now();
    const auto fresh = network.at(picture, kNow);
    RC_ASSERT(live->metric.duration_ms == fresh->metric.duration_ms);
    const auto from = roads::snap(
        graph, graph.place(*rc::gen::inRange<roads::NodeId>(0, roads::NodeId(graph.node_count()))), live->metric);
    const auto to = roads::snap(
        graph, graph.place(*rc::gen::inRange<roads::NodeId>(0, roads::NodeId(graph.node_count()))), live->metric);
    if (!from || !to) continue;
    const std::optional<roads::Snap> starts[] = {from};
    const auto expected = slow.travel_times(live->metric, *to, starts)[0];
    const auto seen = fast.travel(*live, *from, *to);
    RC_ASSERT(seen.has_value() == expected.has_value());
    if (seen) RC_ASSERT(seen->duration_ms == expected->duration_ms);
  }
}

}  // namespace
}  // namespace vigie::engine
