// SPDX-License-Identifier: Apache-2.0
// Claims about speed limits.
#include "roads/maxspeed.hpp"

#include <gtest/gtest.h>

namespace vigie::roads {
namespace {

TEST(Maxspeed, ReadsNumbersAndTheirUnits) {
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("50").value(), 50);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh(" 50 km/h ").value(), 50);
  EXPECT_NEAR(parse_maxspeed_kmh("30 mph").value(), 48.28, 0.01);
  EXPECT_NEAR(parse_maxspeed_kmh("30mph").value(), 48.28, 0.01);
}

TEST(Maxspeed, ReadsWords) {
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("FR:urban").value(), 50);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("FR:rural").value(), 80);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("PT:motorway").value(), 120);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("FR:zone30").value(), 30);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("DE:zone:20").value(), 20);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("walk").value(), 6);
  EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("none").value(), 130);
}

TEST(Maxspeed, TakesTheLowestOfSeveral) { EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("70;50").value(), 50); }

TEST(Maxspeed, SaysNothingWhereTheTagDoes) {
  for (const char* text : {"", "signals", "variable", "fast", "-3", "0", "nan", "50 bananas", ";", "FR:", ":urban:x"})
    EXPECT_FALSE(parse_maxspeed_kmh(text)) << text;
}

TEST(Maxspeed, CutsNonsenseAtItsRange) { EXPECT_DOUBLE_EQ(parse_maxspeed_kmh("5000").value(), 150); }

}  // namespace
}  // namespace vigie::roads
