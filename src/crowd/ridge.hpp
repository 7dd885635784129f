// SPDX-License-Identifier: Apache-2.0
// Ridge regression: the linear formula with the least squared error plus a price on large coefficients.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace vigie::crowd {

/// Rows of equally many numbers, one after the other.
struct Rows {
  std::size_t columns = 0;
  std::vector<float> values;

  std::size_t count() const { return columns == 0 ? 0 : values.size() / columns; }
  std::span<const float> row(std::size_t index) const { return {values.data() + index * columns, columns}; }
  std::span<float> row(std::size_t index) { return {values.data() + index * columns, columns}; }
};

/// Coefficients b that minimise Σ (target − row · b)² + penalty · |b|². No intercept: residuals have none.
/// Range: penalty > 0; rows.count() == targets.size(). Threads: any; one thread, same input same bytes.
/// Source: Hoerl, Kennard, "Ridge regression", Technometrics 1970.
std::vector<float> ridge(const Rows& rows, std::span<const float> targets, double penalty);

/// row · coefficients.
float dot(std::span<const float> row, std::span<const float> coefficients);

}  // namespace vigie::crowd
