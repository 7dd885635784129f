// SPDX-License-Identifier: Apache-2.0
// Claims about files of trajectories: units, rates, line ends, and what is refused.
#include "codec/trajectories.hpp"

#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

TEST(Trajectories, AreCentimetresAtSixteenFramesUnlessTheySayOtherwise) {
  const auto hermes = parse_trajectories("1 47 170.5 665.88 184.6\r\n1 48 171 655.9 184.6\r\n").value();
  EXPECT_EQ(hermes.frames_per_s, 16);
  ASSERT_EQ(hermes.points.size(), 2u);
  EXPECT_NEAR(hermes.points[0].x_m, 1.705, 1e-12);
  EXPECT_EQ(hermes.points[1].frame, 48u);

  const auto petrack =
      parse_trajectories("# framerate: 25 fps\n# id frame x/m y/m z/m\n3\t0\t2.15\t-2.6\t1.7\n").value();
  EXPECT_EQ(petrack.frames_per_s, 25);
  EXPECT_EQ(petrack.points[0].y_m, -2.6);
}

TEST(Trajectories, MayEndTheirLinesWithCarriageReturns) {
  EXPECT_EQ(parse_trajectories("1 1 0 0 0\r1 2 1 1 0\r\n1 3 2 2 0").value().points.size(), 3u);
}

TEST(Trajectories, ComeOutByPersonThenFrame) {
  const auto read = parse_trajectories("2 1 0 0\n1 5 0 0\n1 4 0 0\n").value();
  EXPECT_EQ(read.points[0].frame, 4u);
  EXPECT_EQ(read.points[2].person, 2u);
}

TEST(Trajectories, AreRefusedWithTheLine) {
  const auto fault = [](const char* text) { return parse_trajectories(text).error(); };
  EXPECT_EQ(fault("1 1 0 0\n1 x 0 0\n").what, "line 2: expected a person's and a frame's number first");
  EXPECT_EQ(fault("1 1 0\n").what, "line 1: expected x and y as numbers");
  EXPECT_EQ(fault("1 1 nan 0\n").what, "line 1: x or y is beyond 100 km or not a number");
  EXPECT_EQ(fault("-1 1 0 0\n").kind, ErrorKind::Malformed);
  EXPECT_EQ(fault("# framerate: 0 fps\n").kind, ErrorKind::Malformed);
  EXPECT_EQ(fault("1 1 0 0\n1 1 5 5\n").kind, ErrorKind::Conflict);
}

TEST(Trajectories, OfNothingAreEmpty) { EXPECT_TRUE(parse_trajectories("").value().points.empty()); }

}  // namespace
}  // namespace vigie::codec
