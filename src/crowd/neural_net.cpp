// SPDX-License-Identifier: Apache-2.0
// All weights in one vector, so that a step of Adam is one formula; gradients by hand.
#include "crowd/neural_net.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "core/check.hpp"
#include "core/random.hpp"

namespace vigie::crowd {
namespace {

using Eigen::Index;
using Eigen::Map;
using Eigen::MatrixXf;
using Eigen::VectorXf;

constexpr float kMostSpreads = 4;          // a feature further from its mean counts as this far
constexpr float kLeak = 0.01F;             // slope of the hidden units below 0, so that none falls silent
constexpr double kSlowSteps = 100;         // the learning rate rises over these
constexpr float kFirstPlaceValue = 0.17F;  // before anything is learnt, at most

/// The parts of the one vector of weights, or of its gradient.
struct Parts {
  Parts(VectorXf& all, Index hidden, Index inputs, Index place_values, Index places)
      : formula(all.data(), hidden, inputs + place_values),
        offset(formula.data() + formula.size(), hidden),
        out(offset.data() + hidden, hidden),
        out_offset(out.data() + hidden, 1),
        place(out_offset.data() + 1, place_values, places) {}

  static Index size(Index hidden, Index inputs, Index place_values, Index places) {
    return hidden * (inputs + place_values + 2) + 1 + place_values * places;
  }

  Map<MatrixXf> formula;
  Map<VectorXf> offset, out, out_offset;
  Map<MatrixXf> place;
};

/// Steps in units of a running gradient's own size; the weights decay beside it.
class Adam {
 public:
  explicit Adam(Index size) : mean_(VectorXf::Zero(size)), square_(VectorXf::Zero(size)) {}

  void step(VectorXf& weights, const VectorXf& gradient, double rate, double decay) {
    mean_ = kMeanMemory * mean_ + (1 - kMeanMemory) * gradient;
    square_ = kSquareMemory * square_ + (1 - kSquareMemory) * gradient.cwiseAbs2();
    ++steps_;  // the memories began at 0, and are divided by what they have seen
    const float mean_seen = 1 - std::pow(kMeanMemory, static_cast<float>(steps_)),
                square_seen = 1 - std::pow(kSquareMemory, static_cast<float>(steps_));
    weights.array() -=
        static_cast<float>(rate) * (mean_.array() / mean_seen / ((square_.array() / square_seen).sqrt() + 1e-8F) +
                                    static_cast<float>(decay) * weights.array());
  }

 private:
  static constexpr float kMeanMemory = 0.9F, kSquareMemory = 0.999F;  // as in the paper
  VectorXf mean_, square_;
  int steps_ = 0;
};

/// Up over the first steps, down to 0 along a cosine.
double share_of_rate(std::size_t step, std::size_t steps) {
  const auto done = static_cast<double>(step);
  return std::min(1.0, done / kSlowSteps) * (1 + std::cos(std::numbers::pi * done / static_cast<double>(steps))) / 2;
}

/// Even in [−size, size).
float drawn(Random& random, float size) { return size * static_cast<float>(random.between(-1, 1)); }

/// Gradient of pseudo-Huber's error.
float pull(float error, float slope) { return error / std::sqrt(1 + error * error / (slope * slope)); }

}  // namespace

struct NeuralNet::Fit {
  MatrixXf inputs_of(const Rows& rows, std::span<const std::size_t> slots) const;
  void slope_at(const Parts& at, const MatrixXf& inputs, std::span<const float> targets, std::span<const Index> rows,
                Parts& slope) const;
  void learn(const MatrixXf& inputs, std::span<const float> targets);

  NeuralNetOptions options;
  std::size_t places, day_slots;
  VectorXf mean, spread;  // of the features
  VectorXf weights;       // A, a, b, c, place values; end to end
};

NeuralNet::NeuralNet(const Rows& rows, std::span<const std::size_t> slots, std::size_t places, std::size_t day_slots,
                     std::span<const float> targets, const NeuralNetOptions& options)
    : fit_(std::make_unique<Fit>(Fit{options, places, day_slots, {}, {}, {}})) {
  VIGIE_CHECK(rows.count() > 0 && rows.count() == slots.size() * places && rows.count() == targets.size());
  VIGIE_CHECK(day_slots > 1 && options.knots > 1 && options.hidden > 0 && options.rounds > 0 && options.batch > 0);
  const Map<const MatrixXf> features(rows.values.data(), static_cast<Index>(rows.columns),
                                     static_cast<Index>(rows.count()));
  fit_->mean = features.rowwise().mean();
  fit_->spread =
      ((features.colwise() - fit_->mean).rowwise().squaredNorm() / static_cast<float>(rows.count())).cwiseSqrt();
  fit_->spread.array() += 1e-6F;
  fit_->learn(fit_->inputs_of(rows, slots), targets);
}

NeuralNet::NeuralNet(NeuralNet&&) noexcept = default;
NeuralNet& NeuralNet::operator=(NeuralNet&&) noexcept = default;
NeuralNet::~NeuralNet() = default;

/// One column a row.
MatrixXf NeuralNet::Fit::inputs_of(const Rows& rows, std::span<const std::size_t> slots) const {
  VIGIE_CHECK(rows.count() == slots.size() * places);
  const auto columns = static_cast<Index>(rows.columns), knots = static_cast<Index>(options.knots);
  MatrixXf inputs(columns + knots, static_cast<Index>(rows.count()));
  inputs.topRows(columns) =
      ((Map<const MatrixXf>(rows.values.data(), columns, inputs.cols()).colwise() - mean).array().colwise() /
       spread.array())
          .cwiseMax(-kMostSpreads)
          .cwiseMin(kMostSpreads);
  const double between = static_cast<double>(day_slots - 1) / static_cast<double>(options.knots - 1);
  for (Index row = 0; row < inputs.cols(); ++row)
    for (Index knot = 0; knot < knots; ++knot) {
      const std::size_t slot = slots[static_cast<std::size_t>(row) / places];
      const double apart = static_cast<double>(slot) / between - static_cast<double>(knot);
      inputs(columns + knot, row) = static_cast<float>(std::exp(-0.5 * apart * apart));
    }
  return inputs;
}

/// Gradient of the mean error of these rows, into `slope`.
void NeuralNet::Fit::slope_at(const Parts& at, const MatrixXf& inputs, std::span<const float> targets,
                              std::span<const Index> rows, Parts& slope) const {
  const auto place_count = static_cast<Index>(places), count = static_cast<Index>(rows.size());
  MatrixXf seen(at.formula.cols(), count);
  for (Index i = 0; i < count; ++i) {
    const Index row = rows[static_cast<std::size_t>(i)];
    seen.col(i) << inputs.col(row), at.place.col(row % place_count);
  }
  const MatrixXf sums = (at.formula * seen).colwise() + at.offset;
  const MatrixXf units = sums.cwiseMax(kLeak * sums);
  VectorXf pulls = (units.transpose() * at.out).array() + at.out_offset(0);
  for (Index i = 0; i < count; ++i) {
    const float target = targets[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])];
    pulls(i) = pull(pulls(i) - target, static_cast<float>(options.huber_slope)) / static_cast<float>(count);
  }
  const MatrixXf back = (at.out * pulls.transpose()).array() *
                        (sums.array() > 0).select(MatrixXf::Ones(sums.rows(), count), kLeak).array();
  slope.formula.noalias() = back * seen.transpose();
  slope.offset = back.rowwise().sum();
  slope.out.noalias() = units * pulls;
  slope.out_offset(0) = pulls.sum();
  slope.place.setZero();
  const MatrixXf to_places = at.formula.rightCols(at.place.rows()).transpose() * back;
  for (Index i = 0; i < count; ++i)
    slope.place.col(rows[static_cast<std::size_t>(i)] % place_count) += to_places.col(i);
}

void NeuralNet::Fit::learn(const MatrixXf& inputs, std::span<const float> targets) {
  const auto hidden = static_cast<Index>(options.hidden), place_values = static_cast<Index>(options.place_values),
             place_count = static_cast<Index>(places);
  weights = VectorXf::Zero(Parts::size(hidden, inputs.rows(), place_values, place_count));
  VectorXf gradient = weights;
  Parts at(weights, hidden, inputs.rows(), place_values, place_count);
  Parts slope(gradient, hidden, inputs.rows(), place_values, place_count);
  Random random(options.seed);
  const auto wide = [](Index units) { return std::sqrt(3 / static_cast<float>(units)); };
  for (float& weight : at.formula.reshaped()) weight = drawn(random, wide(at.formula.cols()));
  for (float& weight : at.out) weight = drawn(random, 0.1F * wide(hidden));
  for (float& value : at.place.reshaped()) value = drawn(random, kFirstPlaceValue);

  std::vector<Index> order(targets.size());
  std::iota(order.begin(), order.end(), Index{0});
  const std::size_t batch = std::min(options.batch, order.size()), batches = order.size() / batch;
  const std::size_t steps = options.rounds * batches;
  Adam adam(weights.size());
  for (std::size_t step = 0; step < steps; ++step) {
    if (step % batches == 0)
      for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    slope_at(at, inputs, targets, std::span<const Index>(order).subspan(step % batches * batch, batch), slope);
    adam.step(weights, gradient, options.learning_rate * share_of_rate(step + 1, steps), options.decay);
  }
}

std::vector<float> NeuralNet::predict(const Rows& rows, std::span<const std::size_t> slots) const {
  const MatrixXf inputs = fit_->inputs_of(rows, slots);
  const Parts at(fit_->weights, static_cast<Index>(fit_->options.hidden), inputs.rows(),
                 static_cast<Index>(fit_->options.place_values), static_cast<Index>(fit_->places));
  const MatrixXf of_places = at.formula.rightCols(at.place.rows()) * at.place;
  MatrixXf sums = (at.formula.leftCols(inputs.rows()) * inputs).colwise() + at.offset;
  for (Index row = 0; row < sums.cols(); ++row) sums.col(row) += of_places.col(row % of_places.cols());
  const VectorXf outcome = (sums.cwiseMax(kLeak * sums).transpose() * at.out).array() + at.out_offset(0);
  return {outcome.begin(), outcome.end()};
}

}  // namespace vigie::crowd
