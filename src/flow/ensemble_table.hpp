// SPDX-License-Identifier: Apache-2.0
// EnsembleTable: many quantities of all members of an ensemble, corrected by one observation after the other.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace vigie::flow {

/// 1 at no distance, 0 from `reach_m` on: the compactly supported fifth-order piecewise rational function of Gaspari and Cohn,
/// Quarterly Journal of the Royal Meteorological Society 125, 1999.
double fading(double distance_m, double reach_m);

double mean_of(const double* row, std::size_t count);
/// Over count - 1.
double variance_of(const double* row, std::size_t count, double mean);

/// One row a quantity, one column a member.
class EnsembleTable {
 public:
  EnsembleTable(std::size_t rows, std::size_t members) : members_(members), values_(rows * members, 0) {}

  std::size_t rows() const { return values_.size() / members_; }
  std::size_t members() const { return members_; }
  double* row(std::size_t r) { return values_.data() + r * members_; }
  const double* row(std::size_t r) const { return values_.data() + r * members_; }

  /// What the quantity of row `expected` was observed to be, with that variance: the row is moved and narrowed as Bayes' rule says
  /// for normal distributions, and every other row by its regression on it (serial ensemble adjustment Kalman filter: Anderson,
  /// Monthly Weather Review 131, 2003), times `reach` of the row (0 to 1; called once a row), times what the number of members
  /// leaves of a sample correlation (Furrer, Bengtsson, Journal of Multivariate Analysis 98, 2007, with the squared correlation
  /// freed of its bias).
  void observe(std::size_t expected, double value, double variance, const std::function<double(std::size_t)>& reach);

 private:
  std::size_t members_;
  std::vector<double> values_;
};

}  // namespace vigie::flow
