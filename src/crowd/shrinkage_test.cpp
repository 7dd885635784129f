// SPDX-License-Identifier: Apache-2.0
// Claims about tables drawn towards what their columns have in common.
#include "crowd/shrinkage.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kRows = 20, kColumns = 50;

/// One direction that all columns share, and chance of deviation 1 in each cell.
struct Noisy {
  std::vector<double> truth, seen;
};

Noisy noisy() {
  Chance chance(3);
  Noisy table;
  for (std::size_t row = 0; row < kRows; ++row)
    for (std::size_t column = 0; column < kColumns; ++column) {
      table.truth.push_back(3 * std::sin(static_cast<double>(row)) * std::cos(static_cast<double>(column) / 9));
      table.seen.push_back(table.truth.back() + chance.normal());
    }
  return table;
}

double mean_square_between(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum / static_cast<double>(a.size());
}

TEST(Shrinkage, ADiagonalLosesPriceOverItself) {
  std::vector<double> table = {4, 0, 0, 0, 1, 0};
  shrink_singular_values(table, 3, 2);
  EXPECT_NEAR(table[0], 4 - 2.0 / 4, 1e-12);
  for (std::size_t i = 1; i < table.size(); ++i) EXPECT_NEAR(table[i], 0, 1e-12);
}

TEST(Shrinkage, WithoutPriceNothingChanges) {
  const Noisy table = noisy();
  std::vector<double> shrunk = table.seen;
  shrink_singular_values(shrunk, kColumns, 0);
  EXPECT_LT(mean_square_between(shrunk, table.seen), 1e-20);
}

TEST(Shrinkage, RemovesMostOfTheChanceAndKeepsWhatIsShared) {
  const Noisy table = noisy();
  std::vector<double> shrunk = table.seen;
  const double edge = std::sqrt(20.0) + std::sqrt(50.0);
  shrink_singular_values(shrunk, kColumns, 0.5 * edge * edge);
  EXPECT_LT(mean_square_between(shrunk, table.truth), 0.35 * mean_square_between(table.seen, table.truth));
}

}  // namespace
}  // namespace vigie::crowd
