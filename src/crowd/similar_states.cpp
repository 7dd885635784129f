// SPDX-License-Identifier: Apache-2.0
// Kernel ridge by one Cholesky factorisation for all places; a day left out by the block of the inverse.
#include "crowd/similar_states.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Eigen::Index;
using Eigen::MatrixXd;

double nearness(std::size_t slot, std::size_t other, double reach) {
  const double apart = (static_cast<double>(slot) - static_cast<double>(other)) / reach;
  return std::exp(-0.5 * apart * apart);
}

}  // namespace

struct SimilarStates::Fit {
  SimilarStatesOptions options;
  std::vector<std::size_t> slots;  // of the moments
  Eigen::MatrixXf states;          // dimensions × moments
  Eigen::MatrixXf weights;         // moments × places
};

SimilarStates::SimilarStates(std::vector<Moment> moments, const SimilarStatesOptions& options)
    : fit_(std::make_unique<Fit>()) {
  VIGIE_CHECK(!moments.empty() && options.slot_reach > 0 && options.penalty > 0);
  const auto count = static_cast<Index>(moments.size());
  const auto dimensions = static_cast<Index>(moments.front().state.size());
  const auto places = static_cast<Index>(moments.front().outcome.size());
  fit_->options = options;
  fit_->states.resize(dimensions, count);
  MatrixXd outcomes(count, places);
  for (Index i = 0; i < count; ++i) {
    const Moment& moment = moments[static_cast<std::size_t>(i)];
    VIGIE_CHECK(static_cast<Index>(moment.state.size()) == dimensions &&
                static_cast<Index>(moment.outcome.size()) == places);
    fit_->slots.push_back(moment.slot);
    fit_->states.col(i) = Eigen::Map<const Eigen::VectorXf>(moment.state.data(), dimensions);
    outcomes.row(i) = Eigen::Map<const Eigen::RowVectorXf>(moment.outcome.data(), places).cast<double>();
  }

  MatrixXd kernel = MatrixXd::Zero(count, count);
  kernel.selfadjointView<Eigen::Lower>().rankUpdate(fit_->states.transpose().cast<double>());
  for (Index column = 0; column < count; ++column)
    for (Index row = column; row < count; ++row)
      kernel(row, column) = (kernel(row, column) + options.constant) *
                            nearness(fit_->slots[static_cast<std::size_t>(row)],
                                     fit_->slots[static_cast<std::size_t>(column)], options.slot_reach);
  kernel.diagonal().array() += options.penalty;
  const Eigen::LLT<MatrixXd> factor(kernel.selfadjointView<Eigen::Lower>());
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(count, count));
  const MatrixXd weights = inverse * outcomes;
  fit_->weights = weights.cast<float>();

  without_own_day_.resize(static_cast<std::size_t>(count * places));
  Eigen::Map<RowMajor> left_out(without_own_day_.data(), count, places);
  for (Index begin = 0; begin < count;) {
    Index end = begin + 1;
    while (end < count && moments[static_cast<std::size_t>(end)].day == moments[static_cast<std::size_t>(begin)].day)
      ++end;
    const Index size = end - begin;
    // Its own outcomes minus these are the errors of a fit that never saw the day.
    const MatrixXd errors = inverse.block(begin, begin, size, size).llt().solve(weights.middleRows(begin, size));
    left_out.middleRows(begin, size) = (outcomes.middleRows(begin, size) - errors).cast<float>();
    begin = end;
  }
}

SimilarStates::SimilarStates(SimilarStates&&) noexcept = default;
SimilarStates& SimilarStates::operator=(SimilarStates&&) noexcept = default;
SimilarStates::~SimilarStates() = default;

std::vector<float> SimilarStates::predict(std::span<const float> state, std::size_t slot) const {
  VIGIE_CHECK(static_cast<Index>(state.size()) == fit_->states.rows());
  Eigen::VectorXf kernel =
      fit_->states.transpose() * Eigen::Map<const Eigen::VectorXf>(state.data(), fit_->states.rows());
  for (Index i = 0; i < kernel.size(); ++i)
    kernel(i) = static_cast<float>((static_cast<double>(kernel(i)) + fit_->options.constant) *
                                   nearness(slot, fit_->slots[static_cast<std::size_t>(i)], fit_->options.slot_reach));
  const Eigen::VectorXf outcome = fit_->weights.transpose() * kernel;
  return {outcome.begin(), outcome.end()};
}

}  // namespace vigie::crowd
