// SPDX-License-Identifier: Apache-2.0
// PageHinkley: has the mean of a series moved, and stayed moved?
#pragma once

#include <algorithm>

namespace vigie::crowd {

/// Two one-sided cumulative sums of what exceeds `allowance`, raised once either passes `threshold`; values in units of their
/// own deviation. Source: Page, "Continuous inspection schemes", Biometrika 1954; Hinkley, Biometrika 1971.
class PageHinkley {
 public:
  void add(double value, double allowance, double threshold) {
    up_ = std::max(0.0, up_ + value - allowance);
    down_ = std::max(0.0, down_ - value - allowance);
    if (up_ > threshold || down_ > threshold) raised_ = true;
  }
  bool raised() const { return raised_; }
  double up() const { return up_; }
  double down() const { return down_; }
  void restore(double up, double down, bool raised) {
    up_ = up;
    down_ = down;
    raised_ = raised;
  }

 private:
  double up_ = 0, down_ = 0;
  bool raised_ = false;
};

}  // namespace vigie::crowd
