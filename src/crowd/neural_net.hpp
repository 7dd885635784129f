// SPDX-License-Identifier: Apache-2.0
// A small neural network for what straight lines leave over: one hidden layer, smooth where trees are stepped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "crowd/ridge.hpp"

namespace vigie::crowd {

struct NeuralNetOptions {
  std::size_t hidden = 64;
  std::size_t place_values = 8;  ///< learnt for each place: in what it differs
  std::size_t knots = 13;        ///< of the day, evenly apart
  std::size_t rounds = 6;        ///< times each row is learnt from
  std::size_t batch = 512;       ///< rows a step
  double learning_rate = 0.004;  ///< falls to 0 along a cosine
  double decay = 0.03;           ///< of every weight, × the learning rate, a step
  double huber_slope = 2;        ///< errors far above it count by size, not square (pseudo-Huber)
  std::uint32_t seed = 1;
};

/// Outcome = b · relu(A · (features as spreads from their mean, nearness to each knot of the day, the place's values) + a) + c.
/// Rows come in blocks, a row a place in the same order, a block a slot of the day. Same rows and options: same forecasts.
/// Source: Kingma, Ba, "Adam", ICLR 2015; Loshchilov, Hutter, "Decoupled weight decay", ICLR 2019.
/// Threads: const after construction.
class NeuralNet {
 public:
  /// Range: at least one row, rows.count() == slots.size() × places == targets.size(), every slot < `day_slots`, day_slots > 1.
  NeuralNet(const Rows& rows, std::span<const std::size_t> slots, std::size_t places, std::size_t day_slots,
            std::span<const float> targets, const NeuralNetOptions& options);
  NeuralNet(NeuralNet&&) noexcept;
  NeuralNet& operator=(NeuralNet&&) noexcept;
  ~NeuralNet();

  /// One a row. Range: rows.count() == slots.size() × places.
  std::vector<float> predict(const Rows& rows, std::span<const std::size_t> slots) const;

 private:
  struct Fit;
  std::unique_ptr<Fit> fit_;
};

}  // namespace vigie::crowd
