// SPDX-License-Identifier: Apache-2.0
// Claims about what turns and junctions cost, one by one and on drawn maps.
#include "roads/turn_delay.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string_view>

#include "roads/fast_search.hpp"
#include "roads/search.hpp"
#include "roads/text_map.hpp"

namespace vigie::roads {
namespace {

/// From the middle of one street to the middle of another; Search and FastSearch must agree.
std::int64_t drive_ms(const TextMap& map, const char* from, const char* to, Profile profile = Profile::Car) {
  const RoadGraph graph = map.graph();
  const auto index = std::move(*RoadIndex::checked(graph, road_order(graph)));
  const IndexedMetric metric{graph.metric(profile), CchWeights(index->cch(), index->weights(graph.metric(profile)))};
  const auto start = snap(graph, map.between(from[0], from[1], 0.5), profile);
  const auto goal = snap(graph, map.between(to[0], to[1], 0.5), profile);
  const auto slow = Search(graph).route(metric.metric, *start, *goal);
  const auto fast = FastSearch(*index).route(metric, *start, *goal);
  EXPECT_TRUE(slow && fast);
  EXPECT_EQ(slow->travel, fast->travel);
  EXPECT_EQ(slow->line.back().at_ms, slow->travel.duration_ms);
  EXPECT_EQ(fast->line.back().at_ms, fast->travel.duration_ms);
  return fast->travel.duration_ms;
}

/// Four streets meet in the middle; half a cell to it and half a cell on take 20 s.
const char* const kCross = R"(
   N
   |
W--M--E
   |
   S)";

std::int64_t waited_ms(const TextMap& map, const char* from, const char* to, Profile profile = Profile::Car) {
  const auto half_ms = [](std::string_view street) {
    return street.find_first_of("NS") != street.npos ? 10'000 : 15'000;
  };
  return drive_ms(map, from, to, profile) - half_ms(from) - half_ms(to);
}

TEST(TurnDelay, RightCostsLessThanLeftAndStraightOnNothing) {
  const TextMap map(kCross);
  EXPECT_NEAR(static_cast<double>(waited_ms(map, "SM", "ME")), 2100, 30) << "OSRM's right angle to the right";
  EXPECT_NEAR(static_cast<double>(waited_ms(map, "SM", "WM")), 5390, 30) << "and to the left";
  EXPECT_NEAR(static_cast<double>(waited_ms(map, "SM", "NM")), 0, 30);
}

TEST(TurnDelay, ABendIsNoJunction) {
  const TextMap map(R"(
A--B
   |
   C)");
  EXPECT_NEAR(static_cast<double>(drive_ms(map, "AB", "BC")), 15'000 + 10'000, 5);
}

TEST(TurnDelay, SignalsAreWaitedForOnEveryApproach) {
  TextMap map(kCross);
  map.map().controls[map.node('M')] = {Control::Signals, {}, true};
  for (const char* from : {"SM", "NM"}) {
    const char* straight = from[0] == 'S' ? "NM" : "SM";
    EXPECT_NEAR(static_cast<double>(waited_ms(map, from, straight)), wait_ms(Control::Signals, Profile::Car), 30);
    EXPECT_NEAR(static_cast<double>(waited_ms(map, from, straight, Profile::Emergency)),
                wait_ms(Control::Signals, Profile::Emergency), 30);
  }
}

TEST(TurnDelay, AWayThatEndsBeforeTheSignalsDoesNotWait) {
  TextMap map("A--B--C");
  map.map().controls[map.node('B')] = {Control::Signals, {}, true};
  const RoadGraph graph = map.graph();
  const auto found = route(graph, map.between('A', 'B', 0.5), map.between('A', 'B', 0.9), Profile::Car);
  EXPECT_NEAR(static_cast<double>(found->travel.duration_ms), 12'000, 5);
}

TEST(TurnDelay, ASideStreetGivesWayAndTheMainRoadDoesNot) {
  TextMap map(kCross);
  for (MapWay& way : map.map().ways)
    if (way.name == "WM" || way.name == "ME") way.traits.road_class = RoadClass::Secondary;
  EXPECT_NEAR(static_cast<double>(waited_ms(map, "SM", "NM")), wait_ms(Control::GiveWay, Profile::Car), 30);
  EXPECT_NEAR(static_cast<double>(waited_ms(map, "WM", "ME")), 0, 30);
  map.map().controls[map.node('M')] = {Control::Signals, {}, true};
  EXPECT_NEAR(static_cast<double>(waited_ms(map, "SM", "NM")), wait_ms(Control::Signals, Profile::Car), 30)
      << "signals instead of giving way, not besides";
}

TEST(TurnDelay, ALeftTurnIsAvoidedWhereThreeRightsAreQuicker) {
  TextMap map(R"(
D--C
|  |
A--B--E
   |
   S)");
  // From S to the left over B, or straight on and round the block: the drawing makes the block long.
  EXPECT_NEAR(static_cast<double>(drive_ms(map, "SB", "AB")), 10'000 + 5390 + 15'000, 50);
}

TEST(TurnDelay, TheSirenNeverLosesMoreThanTheCar) {
  for (const Control control : {Control::None, Control::GiveWay, Control::Stop, Control::Signals})
    for (double angle = -180; angle <= 180; angle += 15)
      for (const bool flag : {false, true}) {
        const Turn turn{angle, flag, true, false, false, RoadClass::Residential, RoadClass::Primary, control};
        EXPECT_LT(turn_delay_ms(turn, Profile::Emergency), turn_delay_ms(turn, Profile::Car));
        const Turn mirrored{-angle, flag, true, false, false, RoadClass::Residential, RoadClass::Primary, control};
        if (!flag && angle > 0 && angle < 180) {
          EXPECT_LT(turn_delay_ms(turn, Profile::Car), turn_delay_ms(mirrored, Profile::Car));
        }
      }
}

/// A way of 200 m: its start, what is met after so many metres, its end.
struct Drive {
  std::vector<ControlTraits> traits;
  std::vector<MetNode> nodes{{0, nullptr}};
  MetControls met(bool along = true) {
    nodes.push_back({200, nullptr});
    return met_on(nodes, along);
  }
};
MetControls meets(double at_m, const ControlTraits& traits, bool along = true) {
  Drive drive;
  drive.nodes.push_back({at_m, &traits});
  return drive.met(along);
}

TEST(RoadControl, ASignNearAJunctionIsTheJunctionsForWhoDrivesTowardsIt) {
  const ControlTraits signals{Control::Signals, {}, true}, stop{Control::Stop, {}, false};
  EXPECT_EQ(meets(190, signals).at_end, Control::Signals);
  EXPECT_EQ(meets(190, stop).at_end, Control::Stop);
  EXPECT_EQ(meets(10, signals).at_end, Control::None) << "these are for who comes the other way";
  EXPECT_EQ(meets(10, signals).on_the_way_ms[0], 0U);
  EXPECT_EQ(meets(10, stop).at_end, Control::None);
  const ControlTraits against{Control::Signals, false, true};
  EXPECT_EQ(meets(190, against, true).at_end, Control::None);
  EXPECT_EQ(meets(190, against, false).at_end, Control::Signals);
}

TEST(RoadControl, InTheMiddleOnlySignalsAndCrossingsTakeTime) {
  EXPECT_EQ(meets(100, {Control::Signals, {}, true}).on_the_way_ms[0], 12'000U);
  EXPECT_EQ(meets(100, {Control::PedestrianSignals, {}, true}).on_the_way_ms[1], 1'500U);
  EXPECT_EQ(meets(100, {Control::Crossing, {}, true}).on_the_way_ms[0], 1'000U);
  EXPECT_EQ(meets(100, {Control::GiveWay, {}, false}).on_the_way_ms[0], 0U);
}

TEST(RoadControl, TwoSignalsCloseTogetherAreOneAndACrossingAtThemIsFree) {
  const ControlTraits signals{Control::Signals, {}, true}, crossing{Control::Crossing, {}, true};
  const std::vector<MetNode> pair{{0, nullptr}, {80, &signals}, {95, &signals}, {200, nullptr}};
  EXPECT_EQ(met_on(pair, true).on_the_way_ms[0], 12'000U);
  const std::vector<MetNode> apart{{0, nullptr}, {60, &signals}, {140, &signals}, {200, nullptr}};
  EXPECT_EQ(met_on(apart, true).on_the_way_ms[0], 24'000U);
  const std::vector<MetNode> at_junction{{0, nullptr}, {185, &crossing}, {190, &signals}, {200, nullptr}};
  EXPECT_EQ(met_on(at_junction, true).at_end, Control::Signals);
  EXPECT_EQ(met_on(at_junction, true).on_the_way_ms[0], 0U);
}

TEST(RoadControl, AStopOnTheJunctionItselfNeedsADirectionOrBindsAll) {
  const auto at_end = [](const ControlTraits& traits) {
    return met_on(std::vector<MetNode>{{0, nullptr}, {200, &traits}}, true).at_end;
  };
  EXPECT_EQ(at_end({Control::Stop, {}, false}), Control::None);
  EXPECT_EQ(at_end({Control::Stop, true, false}), Control::Stop);
  EXPECT_EQ(at_end({Control::Stop, false, false}), Control::None);
  EXPECT_EQ(at_end({Control::Stop, {}, true}), Control::Stop);
}

TEST(RoadControl, ReadsTheTagsOfANode) {
  const auto control = [](const std::vector<Tag>& tags) {
    const auto read = read_control(Tags(tags));
    return read ? read->control : Control::None;
  };
  EXPECT_EQ(control({{"highway", "traffic_signals"}}), Control::Signals);
  EXPECT_EQ(control({{"highway", "stop"}}), Control::Stop);
  EXPECT_EQ(control({{"highway", "give_way"}}), Control::GiveWay);
  EXPECT_EQ(control({{"highway", "crossing"}, {"crossing", "traffic_signals"}}), Control::PedestrianSignals);
  EXPECT_EQ(control({{"highway", "crossing"}, {"crossing", "zebra"}}), Control::Crossing);
  EXPECT_EQ(control({{"highway", "crossing"}, {"crossing", "unmarked"}}), Control::None);
  EXPECT_EQ(control({{"highway", "bus_stop"}}), Control::None);
  EXPECT_EQ(control({{"barrier", "gate"}}), Control::None);
  const std::vector<Tag> against{{"highway", "traffic_signals"}, {"traffic_signals:direction", "backward"}};
  EXPECT_EQ(read_control(Tags(against))->along, std::optional(false));
}

TEST(RoadControl, SignalsOfOneJunctionAreWaitedForOnce) {
  // Two carriageways thirty metres apart: a driver across both meets two nodes with signals.
  TextMap map("A--B--C--D");
  map.map().places.erase(map.node('C'));
  map.map().places.emplace(map.node('C'), geo::offset(map.at('B'), 30, 0));
  map.map().controls[map.node('B')] = map.map().controls[map.node('C')] = {Control::Signals, {}, true};
  const RoadGraph graph = map.graph();
  std::size_t waits = 0;
  for (ArcId arc = 0; arc < graph.arc_count(); ++arc)
    if (graph.arc(arc).control == Control::Signals) ++waits;
  EXPECT_EQ(waits, 2U) << "AB and DC; not BC nor CB";
}

RC_GTEST_PROP(TurnDelayProperty, IsBounded, ()) {
  Turn turn;
  turn.angle_deg = *rc::gen::inRange(-180, 181);
  turn.back = *rc::gen::arbitrary<bool>();
  turn.choice = *rc::gen::arbitrary<bool>();
  turn.control = static_cast<Control>(*rc::gen::inRange(0, 4));
  turn.from = static_cast<RoadClass>(*rc::gen::inRange(0, static_cast<int>(kRoadClasses)));
  turn.crossed = static_cast<RoadClass>(*rc::gen::inRange(0, static_cast<int>(kRoadClasses)));
  for (const Profile profile : {Profile::Car, Profile::Emergency}) RC_ASSERT(turn_delay_ms(turn, profile) < 41'000);
}

}  // namespace
}  // namespace vigie::roads
