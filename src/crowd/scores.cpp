// SPDX-License-Identifier: Apache-2.0
// Sums, divided when asked.
#include "crowd/scores.hpp"

#include <cmath>

namespace vigie::crowd {
namespace {

double share(double sum, double of) { return of > 0 ? sum / of : 0.0; }

}  // namespace

void Scores::add(double forecast, double count) {
  const double error = forecast - count;
  ++cells_;
  absolute_ += std::abs(error);
  squared_ += error * error;
  if (!(count > 0)) return;
  ++counted_;
  absolute_counted_ += std::abs(error);
  people_ += count;
  relative_ += std::abs(error) / count;
}

double Scores::mae() const { return share(absolute_, static_cast<double>(cells_)); }
double Scores::rmse() const { return std::sqrt(share(squared_, static_cast<double>(cells_))); }
double Scores::wmape_percent() const { return 100 * share(absolute_counted_, people_); }
double Scores::mape_percent() const { return 100 * share(relative_, static_cast<double>(counted_)); }

}  // namespace vigie::crowd
