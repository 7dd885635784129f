// SPDX-License-Identifier: Apache-2.0
// Claims about outlines: size, crossings, distance.
#include "geo/outline.hpp"

#include <gtest/gtest.h>

namespace vigie::geo {
namespace {

Position at(double east_m, double north_m) {
  return offset(Position::from_e7(430'000'000, 50'000'000).value(), east_m, north_m);
}

TEST(Outline, ASquareOf100MetresHasOneHectareWhicheverWayItIsDrawn) {
  const Polygon square{{at(0, 0), at(100, 0), at(100, 100), at(0, 100)}};
  const Polygon back{{at(0, 100), at(100, 100), at(100, 0), at(0, 0)}};
  EXPECT_NEAR(area_m2(square), 10'000, 5);
  EXPECT_NEAR(area_m2(back), 10'000, 5);
  EXPECT_NEAR(distance_m(middle(square), at(50, 50)), 0, 0.1);
}

TEST(Outline, ABowTieCrossesItselfAndACornerThatOnlyNearlyTouchesDoesNot) {
  EXPECT_TRUE(crosses_itself({{at(0, 0), at(100, 100), at(100, 0), at(0, 100)}}));
  EXPECT_FALSE(crosses_itself({{at(0, 0), at(100, 0), at(100, 100), at(0, 100)}}));
  EXPECT_FALSE(crosses_itself({{at(0, 0), at(100, 0), at(100, 100), at(50, 1), at(0, 100)}}));
  EXPECT_TRUE(crosses_itself({{at(0, 0), at(100, 0), at(100, 100), at(50, -1), at(0, 100)}}));
}

TEST(Outline, ASideWalkedBackOrACornerTwiceIsACrossing) {
  EXPECT_TRUE(crosses_itself({{at(0, 0), at(100, 0), at(50, 0), at(0, 100)}}));
  EXPECT_TRUE(crosses_itself({{at(0, 0), at(0, 0), at(100, 0), at(0, 100)}}));
  EXPECT_TRUE(crosses_itself({{at(0, 0), at(100, 0)}}));
}

TEST(Outline, DistanceIsToTheLineFromBothSides) {
  const Polygon square{{at(0, 0), at(100, 0), at(100, 100), at(0, 100)}};
  EXPECT_NEAR(distance_to_outline_m(square, at(50, 50)), 50, 0.1);
  EXPECT_NEAR(distance_to_outline_m(square, at(50, -7)), 7, 0.1);
  EXPECT_NEAR(distance_to_outline_m(square, at(103, 104)), 5, 0.1);
}

}  // namespace
}  // namespace vigie::geo
