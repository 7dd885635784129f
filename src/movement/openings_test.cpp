// SPDX-License-Identifier: Apache-2.0
// Claims about ways in cut into an edge: as wide as they are, none over another, whatever the ring.
#include "movement/openings.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/random.hpp"
#include "pedestrians/ground.hpp"

namespace vigie::movement {
namespace {

using pedestrians::GroundPlan;
using pedestrians::Ring;
using pedestrians::Segment;
using pedestrians::Vec;

const Ring kYard{{0, 0}, {30, 0}, {30, 20}, {0, 20}};

double width_m(const Segment& line) { return pedestrians::length(line.b - line.a); }

TEST(Openings, AnOpeningIsCutWhereTheStreetArrives) {
  const OpenedRing opened = open_ring(kYard, {{{31, 8}, 4}, {{12, -1}, 3}});
  EXPECT_NEAR(opened.lines[0].a.x, 30, 1e-9);
  EXPECT_NEAR((opened.lines[0].a.y + opened.lines[0].b.y) / 2, 8, 1e-9);
  EXPECT_NEAR(width_m(opened.lines[0]), 4, 1e-9);
  EXPECT_NEAR(opened.lines[1].a.y, 0, 1e-9);
  EXPECT_NEAR(pedestrians::area_m2(opened.ring), 600, 1e-9);
}

TEST(Openings, OneAtACornerCutsIt) {
  const OpenedRing opened = open_ring(kYard, {{{30, 20}, 4}});
  EXPECT_NEAR(width_m(opened.lines[0]), 2 * std::numbers::sqrt2, 1e-9);
  EXPECT_EQ(opened.ring.size(), 5U);
  EXPECT_FALSE(pedestrians::fault_of(opened.ring));
}

TEST(Openings, ThoseThatOverlapMoveApartAndThoseThatDoNotFitAreNarrowed) {
  const OpenedRing apart = open_ring(kYard, {{{15, 0}, 4}, {{16, 0}, 4}, {{14, 0}, 4}});
  for (const Segment& line : apart.lines) EXPECT_NEAR(width_m(line), 4, 1e-6);
  EXPECT_LT(apart.lines[2].b.x, apart.lines[0].a.x);
  EXPECT_LT(apart.lines[0].b.x, apart.lines[1].a.x);
  const OpenedRing narrow = open_ring(kYard, {{{15, 0}, 80}, {{15, 20}, 80}});
  for (const Segment& line : narrow.lines) EXPECT_LT(width_m(line), 50);
}

/// On random rings that see their middle: sound grounds, every opening on the edge.
TEST(Openings, AnyRingCanBeOpened) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    Ring ring;
    const std::size_t corners = 3 + random.below(20);
    for (std::size_t c = 0; c < corners; ++c) {
      const double angle = 2 * std::numbers::pi * static_cast<double>(c) / static_cast<double>(corners);
      const double far_m = random.between(30, 45);
      ring.push_back({far_m * std::cos(angle), far_m * std::sin(angle)});
    }
    std::vector<Opening> openings;
    for (std::size_t i = 0; i < 1 + random.below(12); ++i)
      openings.push_back({{random.between(-50, 50), random.between(-50, 50)}, random.between(1, 10)});
    const OpenedRing opened = open_ring(ring, openings);
    GroundPlan plan;
    plan.outer = opened.ring;
    plan.exits = opened.lines;
    const auto fault = pedestrians::Ground::fault_of(plan);
    ASSERT_FALSE(fault) << "seed " << seed << ": " << fault->what;
    const pedestrians::Ground ground(plan);
    double walls_m = 0, round_m = 0;
    for (const Segment& wall : ground.walls()) walls_m += width_m(wall);
    for (const Segment& side : pedestrians::sides(opened.ring)) round_m += width_m(side);
    for (const Segment& line : opened.lines) walls_m += width_m(line);
    ASSERT_NEAR(walls_m, round_m, 0.3) << "seed " << seed << ": an opening is no gap in a wall";
  }
}

}  // namespace
}  // namespace vigie::movement
