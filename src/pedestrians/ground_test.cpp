// SPDX-License-Identifier: Apache-2.0
// Claims about rings, grounds and floor fields: what can be, what cannot, which way leads out.
#include "pedestrians/ground.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "core/random.hpp"
#include "pedestrians/floor_field.hpp"

namespace vigie::pedestrians {
namespace {

const Ring kRoom{{0, 0}, {10, 0}, {10, 6}, {0, 6}};

std::string fault(const GroundPlan& plan) {
  const auto found = Ground::fault_of(plan);
  return found ? found->what : "";
}

TEST(Ring, MayNotCrossItselfNorRunBackNorRepeatACorner) {
  EXPECT_FALSE(fault_of(kRoom));
  EXPECT_EQ(fault_of({{0, 0}, {4, 4}, {4, 0}, {0, 4}})->what, "sides 0 and 2 cross");
  EXPECT_TRUE(fault_of({{0, 0}, {4, 0}, {2, 0}, {2, 3}}));
  EXPECT_EQ(fault_of({{0, 0}, {0, 0}, {4, 0}, {2, 3}})->corner, 0u);
  EXPECT_TRUE(fault_of({{0, 0}, {4, 0}}));
  EXPECT_EQ(fault_of({{0, 0}, {4, 0}, {4, std::numeric_limits<double>::quiet_NaN()}})->corner, 2u);
}

TEST(Ring, CutInTwoHasTheAreaOfTheWhole) {
  Random random(3);
  for (int i = 0; i < 200; ++i) {
    const double angle = random.between(0, 6.283), limit = random.between(-12, 12);
    const Vec normal{std::cos(angle), std::sin(angle)};
    const Ring one = cut(kRoom, normal, limit), other = cut(kRoom, normal * -1, -limit);
    EXPECT_NEAR((one.size() < 3 ? 0 : area_m2(one)) + (other.size() < 3 ? 0 : area_m2(other)), 60, 1e-9) << i;
  }
}

TEST(Ground, RefusesWhatCannotBe) {
  EXPECT_EQ(fault({kRoom, {}, {}, {{{10, 1}, {10, 2}}}}), "");
  EXPECT_EQ(fault({kRoom, {}, {}, {{{10, 1}, {10, 1}}}}), "width 0.00 m, expected at least 0.40 m");
  EXPECT_EQ(fault({kRoom, {}, {}, {{{12, 1}, {12, 2}}}}),
            "an end outside the ground, expected it inside or on the edge");
  EXPECT_EQ(fault({kRoom, {{{11, 1}, {12, 1}, {12, 2}}}, {}, {}}), "a corner outside the ground, expected it inside");
  EXPECT_EQ(fault({kRoom, {{{2, 2}, {12, 3}, {2, 4}}}, {}, {}}), "a corner outside the ground, expected it inside");
  EXPECT_EQ(fault({kRoom, {{{1, 1}, {3, 1}, {3, 3}}, {{2, 1.5}, {2.5, 1.5}, {2.5, 2}}}, {}, {}}),
            "it lies over obstacle 0, expected them apart");
  EXPECT_EQ(fault({kRoom, {}, {{{1, 1}, {1, std::numeric_limits<double>::infinity()}}}, {}}),
            "a coordinate that is not a finite number");
}

TEST(Ground, OpensItsWallWhereAnExitLies) {
  const Ground closed({kRoom, {}, {}, {}}), open({kRoom, {}, {}, {{{10, 1}, {10, 2.5}}}});
  const auto length_of = [](const Ground& ground) {
    double sum = 0;
    for (const Segment& wall : ground.walls()) sum += length(wall.b - wall.a);
    return sum;
  };
  EXPECT_NEAR(length_of(closed), 32, 1e-9);
  EXPECT_NEAR(length_of(open), 30.5, 1e-9);
}

/// Steps of 5 cm along the field; metres until the exit is crossed, or -1 where a wall was.
double walked_m(const Ground& ground, const FloorField& field, Vec p) {
  double walked = 0;
  while (walked < 200) {
    const Vec q = p + field.direction(p) * 0.05;
    for (const Segment& wall : ground.walls())
      if (crossing(wall, p, q) != 0) return -1;
    if (crossing(ground.plan().exits[0], p, q) != 0) return walked;
    walked += 0.05;
    p = q;
  }
  return -1;
}

TEST(FloorField, LeadsAroundObstaclesAndThroughGapsFromEverywhere) {
  // A room with a pillar and a wall across it, which has one gap of 0.8 m.
  const Ground ground({{{0, 0}, {12, 0}, {12, 8}, {0, 8}},
                       {{{8, 3}, {10, 3}, {10, 5}, {8, 5}}},
                       {{{5, 0}, {5, 6.5}}, {{5, 7.3}, {5, 8}}},
                       {{{12, 3.5}, {12, 4.5}}}});
  const Raster raster(ground);
  const FloorField field(ground, raster, ground.plan().exits[0]);
  Random random(5);
  int tried = 0;
  while (tried < 200) {
    const Vec p{random.between(0.2, 11.8), random.between(0.2, 7.8)};
    if (!ground.contains(p) || ground.clearance_m(p) < 0.2) continue;
    ++tried;
    const double needed_m = walked_m(ground, field, p);
    ASSERT_GT(needed_m, 0) << p.x << " " << p.y;
    EXPECT_NEAR(needed_m, field.distance_m(p), 0.25 * needed_m + 0.5);
  }
}

TEST(FloorField, KnowsWhenThereIsNoWay) {
  const Ground ground({{{0, 0}, {12, 0}, {12, 8}, {0, 8}}, {}, {{{5, 0}, {5, 8}}}, {{{12, 3.5}, {12, 4.5}}}});
  const FloorField field(ground, Raster(ground), ground.plan().exits[0]);
  EXPECT_EQ(field.distance_m({2, 4}), FloorField::kNoWay);
  EXPECT_LT(field.distance_m({8, 4}), 10);
  EXPECT_EQ(field.distance_m({50, 50}), FloorField::kNoWay);
}

}  // namespace
}  // namespace vigie::pedestrians
