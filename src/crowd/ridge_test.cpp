// SPDX-License-Identifier: Apache-2.0
// Ridge regression against its slow obvious twin: normal equations by elimination.
#include "crowd/ridge.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "crowd/synthetic_days.hpp"

namespace vigie::crowd {
namespace {

std::vector<double> by_elimination(const Rows& rows, const std::vector<float>& targets, double penalty) {
  const std::size_t n = rows.columns;
  std::vector<std::vector<double>> system(n, std::vector<double>(n + 1, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    system[i][i] = penalty;
    for (std::size_t row = 0; row < rows.count(); ++row) {
      const double left = static_cast<double>(rows.row(row)[i]);
      for (std::size_t j = 0; j < n; ++j) system[i][j] += left * static_cast<double>(rows.row(row)[j]);
      system[i][n] += left * static_cast<double>(targets[row]);
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      const double share = system[j][i] / system[i][i];
      for (std::size_t k = i; k <= n; ++k) system[j][k] -= share * system[i][k];
    }
  std::vector<double> solution;
  for (std::size_t i = 0; i < n; ++i) solution.push_back(system[i][n] / system[i][i]);
  return solution;
}

Rows chance_rows(std::size_t count, std::size_t columns, std::uint64_t seed) {
  Chance chance(seed);
  Rows rows{columns, {}};
  for (std::size_t i = 0; i < count * columns; ++i) rows.values.push_back(static_cast<float>(chance.normal()));
  return rows;
}

TEST(Ridge, EqualsTheNormalEquationsSolvedByElimination) {
  for (const auto& [count, columns] : {std::pair{5U, 8U}, std::pair{40U, 3U}, std::pair{700U, 11U}}) {
    const Rows rows = chance_rows(count, columns, count);
    const std::vector<float> targets = chance_rows(count, 1, columns).values;
    const std::vector<float> fast = ridge(rows, targets, 2.5);
    const std::vector<double> slow = by_elimination(rows, targets, 2.5);
    for (std::size_t i = 0; i < columns; ++i) EXPECT_NEAR(fast[i], slow[i], 1e-5) << count << " rows, column " << i;
  }
}

TEST(Ridge, FindsTheFormulaThatMadeTheTargetsAndAHighPriceShrinksIt) {
  const Rows rows = chance_rows(300, 2, 7);
  std::vector<float> targets;
  for (std::size_t i = 0; i < rows.count(); ++i) targets.push_back(2 * rows.row(i)[0] - rows.row(i)[1]);
  const std::vector<float> exact = ridge(rows, targets, 1e-6);
  EXPECT_NEAR(exact[0], 2, 1e-4);
  EXPECT_NEAR(exact[1], -1, 1e-4);
  EXPECT_LT(std::abs(ridge(rows, targets, 1e6)[0]), 0.01);
}

}  // namespace
}  // namespace vigie::crowd
