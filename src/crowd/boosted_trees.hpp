// SPDX-License-Identifier: Apache-2.0
// Gradient boosted trees for what straight lines leave over: XGBoost, one thread, seeded.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "crowd/ridge.hpp"

namespace vigie::crowd {

struct BoostedTreesOptions {
  int rounds = 150;
  int depth = 6;
  double learning_rate = 0.05;
  double smallest_leaf = 100;  ///< rows
  double row_share = 0.7;      ///< drawn for each tree, by the seed
  double column_share = 0.5;
  double huber_slope = 0;  ///< errors far above it count by size, not square (pseudo-Huber); 0: squares throughout
  std::uint32_t seed = 1;
};

/// Threads: one caller at a time. Same rows, options and library: same forecasts.
/// Source: Chen, Guestrin, "XGBoost: A scalable tree boosting system", KDD 2016.
class BoostedTrees {
 public:
  /// Least squared error, or pseudo-Huber's. `rows` may hold NaN for unknown. Errors: Unavailable, with what the library said.
  static Result<BoostedTrees> fit(const Rows& rows, std::span<const float> targets, const BoostedTreesOptions& options);

  BoostedTrees(BoostedTrees&&) noexcept;
  BoostedTrees& operator=(BoostedTrees&&) noexcept;
  ~BoostedTrees();

  /// One a row.
  Result<std::vector<float>> predict(const Rows& rows) const;

 private:
  struct Booster;
  explicit BoostedTrees(std::unique_ptr<Booster> booster);
  std::unique_ptr<Booster> booster_;
};

}  // namespace vigie::crowd
