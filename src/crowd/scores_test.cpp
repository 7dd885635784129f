// SPDX-License-Identifier: Apache-2.0
// Claims about figures of error, by hand.
#include "crowd/scores.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vigie::crowd {
namespace {

TEST(Scores, AreZeroWithoutCells) {
  const Scores none;
  EXPECT_EQ(none.mae() + none.rmse() + none.wmape_percent() + none.mape_percent(), 0);
}

TEST(Scores, SharesLeaveOutCellsWithoutPeople) {
  Scores scores;
  scores.add(13, 10);
  scores.add(18, 20);
  scores.add(4, 0);
  EXPECT_EQ(scores.cells(), 3U);
  EXPECT_DOUBLE_EQ(scores.mae(), 3);
  EXPECT_DOUBLE_EQ(scores.rmse(), std::sqrt(29.0 / 3));
  EXPECT_DOUBLE_EQ(scores.wmape_percent(), 100 * 5.0 / 30);
  EXPECT_DOUBLE_EQ(scores.mape_percent(), 20);
}

}  // namespace
}  // namespace vigie::crowd
