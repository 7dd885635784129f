// SPDX-License-Identifier: Apache-2.0
// Claims about how streets are made simple.
#include "movement/pieces.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "core/random.hpp"
#include "movement/grid_town_test.hpp"

namespace vigie::movement {
namespace {

struct Town {
  Pieces pieces;
  std::uint32_t node(double x, double y) { return pieces.add_node(at(x, y)); }
  void street(std::uint32_t a, std::uint32_t b, double width_m = 4, flow::Ground ground = flow::Ground::Level) {
    const double length_m = geo::distance_m(pieces.place(a), pieces.place(b));
    pieces.add({a, b, length_m, width_m, ground, "", {pieces.place(a), pieces.place(b)}});
  }
  std::vector<Piece> left() const {
    std::vector<Piece> out;
    for (const Piece& piece : pieces.all())
      if (piece.there) out.push_back(piece);
    return out;
  }
};

TEST(Pieces, AStreetDrawnInCrumbsIsOneStreet) {
  Town town;
  std::vector<std::uint32_t> row;
  for (int i = 0; i <= 40; ++i) row.push_back(town.node(5.0 * i, 0));
  for (std::size_t i = 1; i < row.size(); ++i) town.street(row[i - 1], row[i]);
  town.pieces.keep(row.front());
  town.pieces.keep(row.back());
  town.pieces.simplify(12);
  ASSERT_EQ(town.left().size(), 1U);
  EXPECT_NEAR(town.left()[0].length_m, 200, 0.5);
  EXPECT_EQ(town.left()[0].shape.size(), 41U) << "it is drawn as before";
}

TEST(Pieces, DeadEndsGoUnlessSomebodyWantsThere) {
  Town town;
  const auto a = town.node(0, 0), b = town.node(100, 0), c = town.node(200, 0), alley = town.node(100, 80),
             door = town.node(100, -80);
  town.street(a, b);
  town.street(b, c);
  town.street(b, alley);
  town.street(b, door);
  for (const auto node : {a, c, door}) town.pieces.keep(node);
  town.pieces.simplify(12);
  EXPECT_EQ(town.left().size(), 3U);
  EXPECT_TRUE(town.pieces.at(alley).empty());
  EXPECT_FALSE(town.pieces.at(door).empty());
}

TEST(Pieces, ABottleneckStaysOneAndALonePassingIsNone) {
  Town town;
  const auto a = town.node(0, 0), b = town.node(100, 0), c = town.node(140, 0), d = town.node(240, 0),
             e = town.node(245, 0), f = town.node(345, 0);
  town.street(a, b, 6);
  town.street(b, c, 2);  // 40 m
  town.street(c, d, 6);
  town.street(d, e, 2);  // 5 m
  town.street(e, f, 6);
  town.pieces.keep(a);
  town.pieces.keep(f);
  town.pieces.simplify(12);
  const std::vector<Piece> left = town.left();
  ASSERT_EQ(left.size(), 3U);
  const auto narrow = std::count_if(left.begin(), left.end(), [](const Piece& p) { return p.width_m == 2; });
  EXPECT_EQ(narrow, 1);
  for (const Piece& piece : left) EXPECT_EQ(piece.width_m, piece.length_m < 50 ? 2 : 6);
}

TEST(Pieces, PavementsBesideTheirStreetWidenIt) {
  Town town;
  const auto a = town.node(0, 0), b = town.node(100, 0);
  town.street(a, b, 4);
  town.street(b, a, 2);
  town.pieces.keep(a);
  town.pieces.keep(b);
  town.pieces.simplify(12);
  ASSERT_EQ(town.left().size(), 1U);
  EXPECT_EQ(town.left()[0].width_m, 6);
}

TEST(Pieces, StairsAreNeverPartOfAJunction) {
  Town town;
  const auto a = town.node(0, 0), b = town.node(60, 0), c = town.node(64, 0), d = town.node(120, 0);
  town.street(a, b);
  town.street(b, c, 2, flow::Ground::Stairs);
  town.street(c, d);
  town.pieces.keep(a);
  town.pieces.keep(d);
  town.pieces.simplify(12);
  EXPECT_EQ(town.left().size(), 3U);
}

/// All shortest ways between kept nodes, the slow obvious way.
std::vector<double> ways(const Pieces& pieces, const std::vector<std::uint32_t>& kept) {
  constexpr double kNoWay = std::numeric_limits<double>::infinity();
  std::vector<double> out;
  for (const std::uint32_t from : kept) {
    std::vector<double> far(pieces.node_count(), kNoWay);
    far[from] = 0;
    for (bool again = true; again;) {
      again = false;
      for (const Piece& piece : pieces.all()) {
        if (!piece.there) continue;
        for (const auto& [a, b] : {std::pair(piece.from, piece.to), std::pair(piece.to, piece.from)})
          if (far[a] + piece.length_m < far[b] - 1e-9) {
            far[b] = far[a] + piece.length_m;
            again = true;
          }
      }
    }
    for (const std::uint32_t to : kept) out.push_back(far[to]);
  }
  return out;
}

TEST(Pieces, WaysBetweenDoorsStayAboutAsLong) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    Town town;
    std::vector<std::uint32_t> nodes;
    for (int i = 0; i < 60; ++i) nodes.push_back(town.node(random.between(0, 400), random.between(0, 400)));
    for (std::size_t i = 1; i < nodes.size(); ++i) town.street(nodes[i], nodes[random.below(i)]);
    for (int i = 0; i < 60; ++i) {
      const auto a = nodes[random.below(60)], b = nodes[random.below(60)];
      const double far_m = geo::distance_m(town.pieces.place(a), town.pieces.place(b));
      if (a != b && far_m < 80) town.street(a, b);
    }
    const std::vector<std::uint32_t> kept(nodes.begin(), nodes.begin() + 5);
    for (const auto node : kept) town.pieces.keep(node);
    const std::vector<double> before = ways(town.pieces, kept);
    town.pieces.simplify(12);
    const std::vector<double> after = ways(town.pieces, kept);
    for (std::size_t i = 0; i < before.size(); ++i)
      EXPECT_NEAR(after[i], before[i], 30 + 0.05 * before[i]) << "seed " << seed;
  }
}

}  // namespace
}  // namespace vigie::movement
