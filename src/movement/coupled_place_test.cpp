// SPDX-License-Identifier: Apache-2.0
// One place of the streets as persons: nobody is lost at its lines, walks take as long, a narrow place holds back the street.
#include "movement/coupled_place.hpp"

#include <gtest/gtest.h>

namespace vigie::movement {
namespace {

using flow::Curve;

/// Street, corridor (section 1, `corridor_m` long, 4 m wide), street; `people` set out at the left end over `over_s`.
flow::Network three(double corridor_m, double last_m = 100) {
  return flow::Network::checked({4, {{0, 1, 100, 4}, {1, 2, corridor_m, 4}, {2, 3, last_m, 4}}, {}}).value();
}

flow::Demand to_the_right(double people, double over_s) {
  return {{{0, people, Curve::even(0, over_s), {1.0}}}, {{{{3}}}}, {}};
}

/// The corridor, with a passage of that width across its middle.
pedestrians::GroundPlan corridor(double length_m, double passage_m = 4) {
  pedestrians::GroundPlan plan;
  plan.outer = {{0, 0}, {length_m, 0}, {length_m, 4}, {0, 4}};
  plan.exits = {{{0, 0}, {0, 4}}, {{length_m, 0}, {length_m, 4}}};
  if (passage_m < 4) {
    const double middle = length_m / 2, wall = (4 - passage_m) / 2;
    plan.obstacles = {{{middle, 0.01}, {middle + 2, 0.01}, {middle + 2, wall}, {middle, wall}},
                      {{middle, 4 - wall}, {middle + 2, 4 - wall}, {middle + 2, 3.99}, {middle, 3.99}}};
  }
  return plan;
}

double everybody(const CoupledPlace& sim) {
  double sum = sim.streets().on_streets() + sim.inside();
  for (std::size_t s = 0; s < sim.streets().demand().sources.size(); ++s) sum += sim.streets().waiting_at_source(s);
  for (std::size_t d = 0; d < sim.streets().destinations(); ++d) sum += sim.streets().reached(d);
  return sum;
}

/// Mean time from setting out to arriving: the area between the two curves, by person.
template <class Sim>
double mean_trip_s(Sim& sim, const flow::Simulation& streets, double people) {
  double on_the_way = 0;
  while (streets.now_s() < 3000 && streets.reached(0) < people - 1e-6) {
    sim.step();
    on_the_way += (streets.set_out() - streets.reached(0)) * streets.step_s();
  }
  return on_the_way / people;
}

TEST(CoupledPlace, NobodyIsLostAtItsLines) {
  CoupledPlace sim =
      CoupledPlace::create(three(24), to_the_right(150, 100), {PlaceId::Kind::Section, 1}, corridor(24), {}).value();
  for (int i = 0; i < 200; ++i) {
    sim.step();
    ASSERT_NEAR(everybody(sim), sim.streets().set_out(), 1e-6);
    ASSERT_EQ(sim.came_in(0), sim.place().inside() + sim.went_out(1));
    for (const double people : sim.streets().people()) ASSERT_GE(people, 0);
  }
  EXPECT_NEAR(sim.streets().reached(0), 150, 1e-3);
  EXPECT_GE(sim.came_in(0), 149U);
}

TEST(CoupledPlace, AFewWalkThroughItInTheTimeTheFlowTakes) {
  CoupledPlace sim =
      CoupledPlace::create(three(60), to_the_right(40, 100), {PlaceId::Kind::Section, 1}, corridor(60), {}).value();
  flow::Simulation plain =
      flow::Simulation::create(std::make_shared<const flow::Network>(three(60)), to_the_right(40, 100), {}).value();
  const double coupled_s = mean_trip_s(sim, sim.streets(), 40), plain_s = mean_trip_s(plain, plain, 40);
  EXPECT_NEAR(coupled_s, plain_s, 0.1 * plain_s);
}

TEST(CoupledPlace, ANarrowPassageInsideHoldsBackTheStreet) {
  CoupledPlace sim =
      CoupledPlace::create(three(20), to_the_right(2000, 500), {PlaceId::Kind::Section, 1}, corridor(20, 1.2), {})
          .value();
  while (sim.now_s() < 220) sim.step();
  const double before = static_cast<double>(sim.went_out(1));
  while (sim.now_s() < 340) sim.step();
  const double flow_per_s = (static_cast<double>(sim.went_out(1)) - before) / 120;
  EXPECT_GT(flow_per_s, 1.6);  // a passage of 1.2 m: 2.1 to 2.4 people/s in laboratories
  EXPECT_LT(flow_per_s, 2.9);
  EXPECT_GT(sim.streets().peak_density(0), 2);  // of 4 people/s who come, the rest stands in the street
  EXPECT_LT(sim.streets().peak_density(2), 1);  // beyond it there is room
  EXPECT_LT(static_cast<double>(sim.place().inside()), 20 * 4 * 5.4);
  EXPECT_NEAR(everybody(sim), sim.streets().set_out(), 1e-6);
}

TEST(CoupledPlace, AFullStreetBehindItHoldsBackThePlace) {
  flow::Demand demand = to_the_right(2000, 450);
  demand.destinations[0].stops[0].gate_per_s = 0.5;
  CoupledPlace sim = CoupledPlace::create(three(12, 20), demand, {PlaceId::Kind::Section, 1}, corridor(12), {}).value();
  while (sim.now_s() < 400) {
    sim.step();
    ASSERT_NEAR(everybody(sim), sim.streets().set_out(), 1e-6);
  }
  EXPECT_GT(sim.streets().peak_density(2), 4);
  EXPECT_GT(static_cast<double>(sim.place().inside()) / 48, 1.5);
  for (std::uint32_t cell = 0; cell < sim.streets().layout().cell_count; ++cell)
    EXPECT_LE(sim.streets().totals()[2 * cell] + sim.streets().totals()[2 * cell + 1],
              5.4 * sim.streets().cell_area_m2(cell) + 1e-6);
}

/// A square with three ways in: people from two of them leave by the third and by each other's.
TEST(CoupledPlace, PeopleCrossASquareToWhereTheyWant) {
  const flow::Network network =
      flow::Network::checked(
          {6, {{0, 3, 60, 4}, {1, 4, 60, 4}, {2, 5, 60, 4}}, {{600, {{3, 15, 4}, {4, 15, 4}, {5, 10, 4}}}}})
          .value();
  const flow::Demand demand{{{0, 60, Curve::even(0, 100), {0, 0.5, 0.5}}, {1, 40, Curve::even(0, 100), {0.5, 0, 0.5}}},
                            {{{{0}}}, {{{1}}}, {{{2}}}},
                            {}};
  pedestrians::GroundPlan square;
  square.outer = {{0, 0}, {30, 0}, {30, 20}, {0, 20}};
  square.exits = {{{0, 8}, {0, 12}}, {{30, 8}, {30, 12}}, {{13, 0}, {17, 0}}};
  CoupledPlace sim = CoupledPlace::create(network, demand, {PlaceId::Kind::Area, 0}, square, {}).value();
  while (sim.now_s() < 900) {
    sim.step();
    ASSERT_NEAR(everybody(sim), sim.streets().set_out(), 1e-6);
  }
  EXPECT_NEAR(sim.streets().reached(0), 20, 1e-3);
  EXPECT_NEAR(sim.streets().reached(1), 30, 1e-3);
  EXPECT_NEAR(sim.streets().reached(2), 50, 1e-3);
  EXPECT_GE(sim.came_in(0) + sim.came_in(1), 96U);
  EXPECT_EQ(sim.went_out(0) + sim.went_out(1) + sim.went_out(2), sim.came_in(0) + sim.came_in(1));
}

/// From the west end one way out is nearer, and a metre wide; the other is as far as the square is long.
TEST(CoupledPlace, WhoHearsOfAQueueBeforeOneWayOutTakesTheOther) {
  const flow::Network network =
      flow::Network::checked(
          {6, {{0, 3, 60, 4}, {1, 4, 60, 4}, {2, 5, 60, 4}}, {{1500, {{3, 10, 4}, {4, 45, 4}, {5, 10, 1}}}}})
          .value();
  const flow::Demand demand{{{0, 450, Curve::even(0, 150), {1}}}, {{{{1}, {2}}}}, {}};
  pedestrians::GroundPlan square;
  square.outer = {{0, 0}, {50, 0}, {50, 30}, {0, 30}};
  square.exits = {{{0, 13}, {0, 17}}, {{50, 13}, {50, 17}}, {{9.5, 0}, {10.5, 0}}};
  const auto out_by_the_far_one = [&](double informed_share) {
    CoupledOptions options;
    options.streets.informed_share = informed_share;
    options.streets.route_update_s = 20;
    options.streets.choice_scale_s = 6;
    CoupledPlace sim = CoupledPlace::create(network, demand, {PlaceId::Kind::Area, 0}, square, options).value();
    while (sim.now_s() < 3000 && sim.streets().reached(0) < 449) sim.step();
    EXPECT_GE(sim.streets().reached(0), 449);
    return sim.went_out(1);
  };
  EXPECT_LT(out_by_the_far_one(0), 40U) << "by habit the near one, whatever stands before it";
  EXPECT_GT(out_by_the_far_one(1), 150U);
}

/// From west to east the way leads along a hall, past its door; people come out of there, too.
TEST(CoupledPlace, NobodySticksAtADoorTheyDoNotWant) {
  const flow::Network network =
      flow::Network::checked(
          {6, {{0, 3, 60, 4}, {1, 4, 60, 4}, {2, 5, 60, 4}}, {{500, {{3, 15, 4}, {4, 15, 4}, {5, 5, 6}}}}})
          .value();
  const flow::Demand demand{
      {{0, 300, Curve::even(0, 200), {0, 1}}, {2, 100, Curve::even(0, 200), {0.5, 0.5}}}, {{{{0}}}, {{{1}}}}, {}};
  pedestrians::GroundPlan square;
  square.outer = {{0, 0}, {30, 0}, {30, 20}, {0, 20}};
  square.obstacles = {{{10, 8}, {13, 6}, {19, 6}, {22, 8}, {22, 14}, {10, 14}}};
  square.exits = {{{0, 8}, {0, 12}}, {{30, 8}, {30, 12}}, {{13, 6}, {19, 6}}};
  CoupledPlace sim = CoupledPlace::create(network, demand, {PlaceId::Kind::Area, 0}, square, {}).value();
  while (sim.now_s() < 600) sim.step();
  EXPECT_EQ(sim.inside(), 0);
  EXPECT_EQ(sim.went_out(2), 0U);
  EXPECT_NEAR(sim.streets().reached(0), 50, 1e-3);
  EXPECT_NEAR(sim.streets().reached(1), 350, 1e-3);
}

TEST(CoupledPlace, RefusesWhatCannotBe) {
  const auto refused = [](PlaceId place, const pedestrians::GroundPlan& plan) {
    return !CoupledPlace::create(three(24), to_the_right(10, 10), place, plan, {}).ok();
  };
  EXPECT_TRUE(refused({PlaceId::Kind::Section, 9}, corridor(24)));
  EXPECT_TRUE(refused({PlaceId::Kind::Area, 0}, corridor(24)));
  pedestrians::GroundPlan plan = corridor(24);
  plan.exits.pop_back();
  EXPECT_TRUE(refused({PlaceId::Kind::Section, 1}, plan));
  plan = corridor(24);
  plan.barriers = {{{12, 0}, {12, 4}}};
  EXPECT_TRUE(refused({PlaceId::Kind::Section, 1}, plan));
  CoupledOptions named;
  named.ways_in = {"Rue d'Aix", "Rue de Rome"};
  const Result<CoupledPlace> split =
      CoupledPlace::create(three(24), to_the_right(10, 10), {PlaceId::Kind::Section, 1}, plan, named);
  ASSERT_FALSE(split);
  EXPECT_EQ(split.error().what, "the place to walk through: nobody can walk from Rue d'Aix to Rue de Rome");
  EXPECT_FALSE(refused({PlaceId::Kind::Section, 1}, corridor(24)));
}

}  // namespace
}  // namespace vigie::movement
