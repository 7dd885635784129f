// SPDX-License-Identifier: Apache-2.0
// How far forecasts were from what was counted.
#pragma once

#include <cstddef>

namespace vigie::crowd {

/// Sums over forecast cells; all figures are 0 while there is none.
class Scores {
 public:
  void add(double forecast, double count);

  std::size_t cells() const { return cells_; }
  double mae() const;            ///< mean |error|, people
  double rmse() const;           ///< root of the mean squared error, people
  double wmape_percent() const;  ///< Σ |error| / Σ count, over cells with count > 0
  double mape_percent() const;   ///< mean of |error| / count, over cells with count > 0

 private:
  std::size_t cells_ = 0, counted_ = 0;  // counted: cells with count > 0
  double absolute_ = 0, squared_ = 0, absolute_counted_ = 0, people_ = 0, relative_ = 0;
};

}  // namespace vigie::crowd
