// SPDX-License-Identifier: Apache-2.0
// Claims about boosted trees as they are used here: they bend, they repeat, unknown is no fault.
#include "crowd/boosted_trees.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vigie::crowd {
namespace {

constexpr BoostedTreesOptions kSmall{.rounds = 60, .depth = 2, .learning_rate = 0.2, .smallest_leaf = 2};

/// A step at 0.5 in the first column; the second says nothing.
Rows stairs(std::vector<float>& targets) {
  Rows rows{2, {}};
  for (int i = 0; i < 100; ++i) {
    const float x = static_cast<float>(i) / 100;
    rows.values.insert(rows.values.end(), {x, static_cast<float>(i % 3)});
    targets.push_back(x < 0.5F ? -1.0F : 1.0F);
  }
  return rows;
}

TEST(BoostedTrees, LearnAStepThatNoStraightLineHas) {
  std::vector<float> targets;
  const Rows rows = stairs(targets);
  const auto trees = BoostedTrees::fit(rows, targets, kSmall);
  ASSERT_TRUE(trees.ok()) << trees.error().what;
  const auto said = trees->predict(Rows{2, {0.2F, 1, 0.8F, 1, std::nanf(""), 1}});
  ASSERT_TRUE(said.ok());
  ASSERT_EQ(said->size(), 3U);
  EXPECT_NEAR((*said)[0], -1, 0.1);
  EXPECT_NEAR((*said)[1], 1, 0.1);
  EXPECT_TRUE(std::isfinite((*said)[2]));
}

TEST(BoostedTrees, OneSeedOneForecast) {
  std::vector<float> targets;
  const Rows rows = stairs(targets);
  const auto first = BoostedTrees::fit(rows, targets, kSmall), second = BoostedTrees::fit(rows, targets, kSmall);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(*first->predict(rows), *second->predict(rows));
}

TEST(BoostedTrees, WithASlopeOneWildTargetMovesItsNeighboursLess) {
  std::vector<float> targets;
  const Rows rows = stairs(targets);
  targets[80] = 60;
  BoostedTreesOptions robust = kSmall;
  robust.huber_slope = 1;
  const auto by_squares = BoostedTrees::fit(rows, targets, kSmall), by_size = BoostedTrees::fit(rows, targets, robust);
  ASSERT_TRUE(by_squares.ok() && by_size.ok());
  const Rows beside{2, {0.79F, 1}};
  EXPECT_GT((*by_squares->predict(beside))[0], 5);
  EXPECT_NEAR((*by_size->predict(beside))[0], 1, 1);
}

}  // namespace
}  // namespace vigie::crowd
