// SPDX-License-Identifier: Apache-2.0
// Normal equations summed day by day, so that a day is left out by taking its sums away.
#include "crowd/place_ridges.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Moments begin … end − 1 are of one day.
struct DayOfMoments {
  std::size_t begin, end;
};

std::vector<DayOfMoments> days_of(const std::vector<Moment>& moments) {
  std::vector<DayOfMoments> days;
  for (std::size_t i = 0; i < moments.size(); ++i)
    if (i > 0 && moments[i].day == moments[i - 1].day) days.back().end = i + 1;
    else days.push_back({i, i + 1});
  return days;
}

}  // namespace

PlaceRidges::PlaceRidges(const std::vector<Moment>& moments, const Network& network, std::size_t slots,
                         const PlaceRidgesOptions& options)
    : series_(network.series()), slots_(slots), knots_(options.knots) {
  VIGIE_CHECK(!moments.empty() && slots > 1 && options.knots > 1 && options.penalty > 0);
  for (const std::uint32_t own : network.targets) places_.push_back({own, network.partner[own]});
  std::vector<std::vector<double>> near;
  for (const Moment& moment : moments) {
    VIGIE_CHECK(moment.outcome.size() == places_.size() && moment.state.size() == moments.front().state.size());
    near.push_back(nearness(moment.slot));
  }
  const std::vector<DayOfMoments> days = days_of(moments);
  without_own_day_.resize(moments.size() * places_.size());
  for (std::size_t place = 0; place < places_.size(); ++place) {
    const auto columns = static_cast<Index>(row(moments.front().state, places_[place], near.front()).size());
    MatrixXd rows(static_cast<Index>(moments.size()), columns);
    VectorXd outcomes(static_cast<Index>(moments.size()));
    for (std::size_t i = 0; i < moments.size(); ++i) {
      const std::vector<double> one = row(moments[i].state, places_[place], near[i]);
      rows.row(static_cast<Index>(i)) = Eigen::Map<const Eigen::RowVectorXd>(one.data(), columns);
      outcomes(static_cast<Index>(i)) = static_cast<double>(moments[i].outcome[place]);
    }
    const double price = std::max(options.penalty * outcomes.squaredNorm() / static_cast<double>(moments.size()), 1e-9);
    MatrixXd gram = price * MatrixXd::Identity(columns, columns);
    VectorXd moment = VectorXd::Zero(columns);
    std::vector<MatrixXd> day_grams;
    std::vector<VectorXd> day_moments;
    for (const DayOfMoments& day : days) {
      const auto begin = static_cast<Index>(day.begin), size = static_cast<Index>(day.end - day.begin);
      day_grams.emplace_back(rows.middleRows(begin, size).transpose() * rows.middleRows(begin, size));
      day_moments.emplace_back(rows.middleRows(begin, size).transpose() * outcomes.segment(begin, size));
      gram += day_grams.back();
      moment += day_moments.back();
    }
    const VectorXd formula = gram.llt().solve(moment);
    formulas_.emplace_back(formula.begin(), formula.end());
    for (std::size_t day = 0; day < days.size(); ++day) {
      const VectorXd others = (gram - day_grams[day]).llt().solve(moment - day_moments[day]);
      for (std::size_t i = days[day].begin; i < days[day].end; ++i)
        without_own_day_[i * places_.size() + place] = static_cast<float>(rows.row(static_cast<Index>(i)).dot(others));
    }
  }
}

/// Of unit length, so that no time of the day counts more than another.
std::vector<double> PlaceRidges::nearness(std::size_t slot) const {
  VIGIE_CHECK(slot < slots_);
  std::vector<double> near;
  const double between = static_cast<double>(slots_ - 1) / static_cast<double>(knots_ - 1);
  double squares = 0;
  for (std::size_t knot = 0; knot < knots_; ++knot) {
    const double apart = static_cast<double>(slot) / between - static_cast<double>(knot);
    near.push_back(std::exp(-0.5 * apart * apart));
    squares += near.back() * near.back();
  }
  for (double& weight : near) weight /= std::sqrt(squares);
  return near;
}

std::vector<double> PlaceRidges::row(std::span<const float> state, const Place& place,
                                     std::span<const double> near) const {
  VIGIE_CHECK(state.size() % series_ == 0);
  std::vector<double> looked_at = {1};
  for (std::size_t lag = 0; lag < state.size(); lag += series_) {
    looked_at.push_back(static_cast<double>(state[lag + place.own]));
    if (place.partner != kNoPartner) looked_at.push_back(static_cast<double>(state[lag + place.partner]));
  }
  std::vector<double> columns;
  for (const double weight : near)
    for (const double value : looked_at) columns.push_back(weight * value);
  return columns;
}

std::vector<float> PlaceRidges::predict(std::span<const float> state, std::size_t slot) const {
  const std::vector<double> near = nearness(slot);
  std::vector<float> outcomes;
  for (std::size_t place = 0; place < places_.size(); ++place) {
    const std::vector<double> columns = row(state, places_[place], near);
    VIGIE_CHECK(columns.size() == formulas_[place].size());
    double sum = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) sum += columns[i] * formulas_[place][i];
    outcomes.push_back(static_cast<float>(sum));
  }
  return outcomes;
}

}  // namespace vigie::crowd
