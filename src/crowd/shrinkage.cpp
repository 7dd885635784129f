// SPDX-License-Identifier: Apache-2.0
// The singular directions of the rows are the eigenvectors of table · tableᵀ: no full decomposition is needed.
#include "crowd/shrinkage.hpp"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <algorithm>

#include "core/check.hpp"

namespace vigie::crowd {

void shrink_singular_values(std::vector<double>& table, std::size_t columns, double price) {
  VIGIE_CHECK(columns > 0 && table.size() % columns == 0 && price >= 0);
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::Map<RowMajor> values(table.data(), static_cast<Eigen::Index>(table.size() / columns),
                              static_cast<Eigen::Index>(columns));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> directions(values * values.transpose());
  const Eigen::VectorXd kept =
      directions.eigenvalues().unaryExpr([price](double square) { return square > price ? 1 - price / square : 0.0; });
  const Eigen::MatrixXd keep = directions.eigenvectors() * kept.asDiagonal() * directions.eigenvectors().transpose();
  values = (keep * values).eval();
}

}  // namespace vigie::crowd
