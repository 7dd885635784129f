// SPDX-License-Identifier: Apache-2.0
// Claims about positions, distances, bearings and cells.
#include "geo/position.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

#include "geo/cell.hpp"
#include "geo/polygon.hpp"

namespace vigie::geo {
namespace {

Position at(double lat, double lon) { return Position::checked(Latitude{lat}, Longitude{lon}).value(); }

Position anywhere() {
  return Position::from_e7(*rc::gen::inRange<std::int64_t>(-900'000'000, 900'000'001),
                           *rc::gen::inRange<std::int64_t>(-1'800'000'000, 1'800'000'001))
      .value();
}

TEST(Position, RefusesWhatIsNotOnTheGlobe) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  for (const auto& [lat, lon] : {std::pair{90.1, 0.0}, {-91.0, 0.0}, {0.0, 180.5}, {nan, 0.0}, {0.0, nan}, {inf, 0.0}})
    EXPECT_FALSE(Position::checked(Latitude{lat}, Longitude{lon}).ok()) << lat << " " << lon;
}

TEST(Position, AcceptsPolesAndAntimeridian) {
  EXPECT_TRUE(Position::checked(Latitude{-90}, Longitude{180}).ok());
  EXPECT_TRUE(Position::checked(Latitude{90}, Longitude{-180}).ok());
}

TEST(Distance, MarseilleToPortoIsKnown) {
  // On WGS-84: 1,177,142.6 m (PROJ's geod 9.1); a sphere errs 0.5 % at most.
  EXPECT_NEAR(distance_m(at(43.2965, 5.3698), at(41.1496, -8.6110)), 1'177'143, 5'900);
}

RC_GTEST_PROP(Distance, IsSymmetricAndNeverNegative, ()) {
  const Position a = anywhere();
  const Position b = anywhere();
  RC_ASSERT(distance_m(a, b) >= 0);
  RC_ASSERT(std::abs(distance_m(a, b) - distance_m(b, a)) < 1e-6);
  RC_ASSERT(distance_m(a, a) == 0.0);
}

RC_GTEST_PROP(Distance, KeepsTheTriangleInequality, ()) {
  const Position a = anywhere();
  const Position b = anywhere();
  const Position c = anywhere();
  RC_ASSERT(distance_m(a, c) <= distance_m(a, b) + distance_m(b, c) + 1e-3);
}

TEST(Bearing, NorthEastSouthWest) {
  const Position here = at(41.15, -8.61);
  EXPECT_NEAR(bearing_deg(here, offset(here, 0, 100)), 0, 0.01);
  EXPECT_NEAR(bearing_deg(here, offset(here, 100, 0)), 90, 0.01);
  EXPECT_NEAR(bearing_deg(here, offset(here, 0, -100)), 180, 0.01);
  EXPECT_NEAR(bearing_deg(here, offset(here, -100, 0)), 270, 0.01);
}

RC_GTEST_PROP(Cell, CentreLiesInItsOwnCell, ()) {
  const Position p = at(*rc::gen::inRange(-80, 81) + 0.123, *rc::gen::inRange(-179, 180) + 0.0456);
  RC_ASSERT(cell_of(centre(cell_of(p))) == cell_of(p));
  RC_ASSERT(distance_m(p, centre(cell_of(p))) < 900);
}

TEST(Polygon, SquareContainsItsMiddleOnly) {
  const Position o = at(41, -8);
  const Polygon square{{o, offset(o, 100, 0), offset(o, 100, 100), offset(o, 0, 100)}};
  EXPECT_TRUE(contains(square, offset(o, 50, 50)));
  EXPECT_FALSE(contains(square, offset(o, 150, 50)));
  EXPECT_FALSE(contains(square, offset(o, -1, 50)));
  EXPECT_TRUE(bounds(square).contains(offset(o, 99, 99)));
}

}  // namespace
}  // namespace vigie::geo
