// SPDX-License-Identifier: Apache-2.0
// One Gram matrix a sensor; each fold's regression leaves its block's part out of it.
#include "crowd/street_linear.hpp"

#include <Eigen/Dense>
#include <algorithm>

namespace vigie::crowd {
namespace {

constexpr std::size_t kBlockHours = 15 * kHoursADay;
constexpr float kMostSpreads = 6;

float or_zero(float value) { return std::isnan(value) ? 0.0F : value; }

float city_mean(const HourGrid& scaled, std::size_t hour, std::size_t lag) {
  if (hour < lag) return 0;
  float sum = 0;
  for (std::size_t sensor = 0; sensor < scaled.sensors; ++sensor) sum += or_zero(scaled.at(hour - lag, sensor));
  return sum / static_cast<float>(scaled.sensors);
}

/// What all sensors' regressions share: 2 × sensors + 2 numbers.
void shared_inputs(const HourGrid& scaled, std::size_t hour, std::size_t horizon, std::vector<float>& out) {
  const std::size_t day = std::max(horizon, kHoursADay);
  out.clear();
  for (const std::size_t lag : {horizon, horizon + 1})
    for (std::size_t sensor = 0; sensor < scaled.sensors; ++sensor)
      out.push_back(or_zero(scaled.before(hour, lag, sensor)));
  out.push_back(city_mean(scaled, hour, day));
  out.push_back(city_mean(scaled, hour, kHoursAWeek));
}

void own_inputs(const HourGrid& scaled, std::size_t hour, std::size_t horizon, std::size_t sensor,
                std::vector<float>& shared) {
  shared.push_back(or_zero(scaled.before(hour, std::max(horizon, kHoursADay), sensor)));
  shared.push_back(or_zero(scaled.before(hour, kHoursAWeek, sensor)));
}

}  // namespace

StreetLinear StreetLinear::fit(const HourGrid& residuals, const StreetLinearOptions& options) {
  StreetLinear linear;
  linear.options_ = options;
  const std::size_t sensors = residuals.sensors;
  for (std::size_t sensor = 0; sensor < sensors; ++sensor) {
    double squares = 0;
    double count = 0;
    for (std::size_t hour = 0; hour < options.fit_end; ++hour) {
      const auto value = static_cast<double>(residuals.at(hour, sensor));
      if (std::isnan(value)) continue;
      squares += value * value;
      count += 1;
    }
    linear.spread_.push_back(squares > 0 ? static_cast<float>(std::sqrt(squares / count)) : 1.0F);
  }
  const HourGrid scaled = linear.scale(residuals);

  const std::size_t hours = options.fit_end > options.first_hour ? options.fit_end - options.first_hour : 0;
  const auto inputs = static_cast<Eigen::Index>(2 * sensors + 4);
  using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Matrix rows(static_cast<Eigen::Index>(hours), inputs);
  Eigen::VectorXf targets(static_cast<Eigen::Index>(hours));
  std::vector<float> buffer;
  linear.weights_.assign(options.folds + 1, std::vector<std::vector<float>>(sensors));
  for (std::size_t i = 0; i < hours; ++i) {
    shared_inputs(scaled, options.first_hour + i, options.horizon, buffer);
    for (std::size_t k = 0; k < buffer.size(); ++k)
      rows(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = buffer[k];
  }
  for (std::size_t sensor = 0; sensor < sensors; ++sensor) {
    std::vector<Matrix> grams(options.folds, Matrix::Zero(inputs, inputs));
    std::vector<Eigen::VectorXf> moments(options.folds, Eigen::VectorXf::Zero(inputs));
    // Rows of unknown targets are emptied: they add nothing to either sum.
    for (std::size_t begin = 0; begin < hours;) {
      const std::size_t hour = options.first_hour + begin;
      const std::size_t end = std::min(hours, (hour / kBlockHours + 1) * kBlockHours - options.first_hour);
      const auto length = static_cast<Eigen::Index>(end - begin);
      Matrix block = rows.middleRows(static_cast<Eigen::Index>(begin), length);
      for (std::size_t i = begin; i < end; ++i) {
        buffer.clear();
        own_inputs(scaled, options.first_hour + i, options.horizon, sensor, buffer);
        const auto row = static_cast<Eigen::Index>(i - begin);
        block(row, inputs - 2) = buffer[0];
        block(row, inputs - 1) = buffer[1];
        const float target = residuals.at(options.first_hour + i, sensor);
        if (std::isnan(target)) block.row(row).setZero();
        targets(row) = or_zero(target);
      }
      const std::size_t fold = hour / kBlockHours % options.folds;
      grams[fold].noalias() += block.transpose() * block;
      moments[fold].noalias() += block.transpose() * targets.head(length);
      begin = end;
    }
    Eigen::MatrixXf gram = Eigen::MatrixXf::Identity(inputs, inputs) * static_cast<float>(options.penalty);
    Eigen::VectorXf moment = Eigen::VectorXf::Zero(inputs);
    for (std::size_t fold = 0; fold < options.folds; ++fold) {
      gram += grams[fold];
      moment += moments[fold];
    }
    for (std::size_t fold = 0; fold <= options.folds; ++fold) {
      const bool all = fold == options.folds;
      const Eigen::MatrixXf left = all ? gram : Eigen::MatrixXf(gram - grams[fold]);
      const Eigen::VectorXf right = all ? moment : Eigen::VectorXf(moment - moments[fold]);
      const Eigen::VectorXf solved = left.ldlt().solve(right);
      linear.weights_[fold][sensor].assign(solved.data(), solved.data() + solved.size());
    }
  }
  return linear;
}

HourGrid StreetLinear::scale(const HourGrid& residuals) const {
  HourGrid scaled = residuals;
  for (std::size_t hour = 0; hour < scaled.hours(); ++hour)
    for (std::size_t sensor = 0; sensor < scaled.sensors; ++sensor) {
      float& value = scaled.at(hour, sensor);
      if (!std::isnan(value)) value = std::clamp(value / spread_[sensor], -kMostSpreads, kMostSpreads);
    }
  return scaled;
}

void StreetLinear::forecast(const HourGrid& scaled, std::size_t hour, std::vector<float>& out) const {
  const std::size_t which = hour < options_.fit_end ? hour / kBlockHours % options_.folds : options_.folds;
  std::vector<float> inputs;
  shared_inputs(scaled, hour, options_.horizon, inputs);
  const std::size_t shared = inputs.size();
  out.assign(scaled.sensors, 0);
  for (std::size_t sensor = 0; sensor < scaled.sensors; ++sensor) {
    inputs.resize(shared);
    own_inputs(scaled, hour, options_.horizon, sensor, inputs);
    const std::vector<float>& weights = weights_[which][sensor];
    float sum = 0;
    for (std::size_t k = 0; k < inputs.size(); ++k) sum += inputs[k] * weights[k];
    out[sensor] = sum;
  }
}

std::vector<std::vector<float>> StreetLinear::directions(const HourGrid& scaled, std::size_t count) const {
  const auto size = static_cast<Eigen::Index>(scaled.sensors);
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(size, size);
  Eigen::VectorXd row(size);
  for (std::size_t hour = options_.first_hour; hour < options_.fit_end; ++hour) {
    for (std::size_t sensor = 0; sensor < scaled.sensors; ++sensor)
      row(static_cast<Eigen::Index>(sensor)) = static_cast<double>(or_zero(scaled.at(hour, sensor)));
    covariance.noalias() += row * row.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
  std::vector<std::vector<float>> found;
  for (std::size_t k = 0; k < std::min(count, scaled.sensors); ++k) {
    const auto column = size - 1 - static_cast<Eigen::Index>(k);
    std::vector<float> direction;
    for (Eigen::Index i = 0; i < size; ++i) direction.push_back(static_cast<float>(solver.eigenvectors()(i, column)));
    found.push_back(std::move(direction));
  }
  return found;
}

}  // namespace vigie::crowd
