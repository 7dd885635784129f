// SPDX-License-Identifier: Apache-2.0
// Normal equations summed in blocks of rows, in double, solved by Cholesky.
#include "crowd/ridge.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A block fits the cache beside the matrix of the normal equations.
constexpr std::size_t kBlockRows = 512;

}  // namespace

std::vector<float> ridge(const Rows& rows, std::span<const float> targets, double penalty) {
  VIGIE_CHECK(penalty > 0 && rows.columns > 0 && rows.count() == targets.size());
  const auto columns = static_cast<Eigen::Index>(rows.columns);
  Eigen::MatrixXd gram = penalty * Eigen::MatrixXd::Identity(columns, columns);
  Eigen::VectorXd moment = Eigen::VectorXd::Zero(columns);
  for (std::size_t begin = 0; begin < rows.count(); begin += kBlockRows) {
    const auto count = static_cast<Eigen::Index>(std::min(kBlockRows, rows.count() - begin));
    const Eigen::MatrixXd block =
        Eigen::Map<const RowMajor>(rows.values.data() + begin * rows.columns, count, columns).cast<double>();
    const Eigen::VectorXd target = Eigen::Map<const Eigen::VectorXf>(targets.data() + begin, count).cast<double>();
    gram.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
    moment.noalias() += block.transpose() * target;
  }
  const Eigen::VectorXf solution = gram.selfadjointView<Eigen::Lower>().llt().solve(moment).cast<float>();
  return {solution.begin(), solution.end()};
}

float dot(std::span<const float> row, std::span<const float> coefficients) {
  VIGIE_CHECK(row.size() == coefficients.size());
  float sum = 0;
  for (std::size_t i = 0; i < row.size(); ++i) sum += row[i] * coefficients[i];
  return sum;
}

}  // namespace vigie::crowd
