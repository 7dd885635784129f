// SPDX-License-Identifier: Apache-2.0
// The forecast one number of slots ahead: a ridge formula, what the network did in similar states, what is
// particular about each place, and on the rest boosted trees and small neural networks, averaged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "crowd/boosted_trees.hpp"
#include "crowd/day_view.hpp"
#include "crowd/features.hpp"
#include "crowd/neural_net.hpp"
#include "crowd/place_ridges.hpp"
#include "crowd/ridge.hpp"
#include "crowd/similar_states.hpp"

namespace vigie::crowd {

/// Defaults chosen on validation days: docs/concepts/crowd-forecast.md has the figures.
struct ModelOptions {
  double ridge_penalty = 10;
  std::size_t state_lags = 4;          ///< slots that make up the network's state
  double state_reach_minutes = 45;     ///< of the day's time over which similar states count
  double state_penalty = 2000;         ///< × variance of the residuals
  double state_constant_share = 0.03;  ///< of the penalty: SimilarStatesOptions::constant
  PlaceRidgesOptions places;
  BoostedTreesOptions trees = {.smallest_leaf = 50, .huber_slope = 2};
  NeuralNetOptions net;
  std::uint32_t nets = 2;  ///< each from its own seed; their mean is averaged with the trees
};

/// A cell that was forecast without its own day, in training: what intervals start from.
struct HeldOut {
  std::size_t slot;
  std::uint32_t target;  ///< index into Network::targets
  double forecast;
  double count;
};

class HorizonModel {
 public:
  /// Learns from full days (`views`, each with all slots known) the slots of which at least `fewest_known` were known.
  /// Errors: Unavailable where boosting failed.
  static Result<HorizonModel> fit(const Counts& counts, std::span<const Day> days, const std::vector<DayView>& views,
                                  const Features& features, std::size_t horizon, std::size_t fewest_known,
                                  int slot_minutes, const ModelOptions& options);

  /// People in `slot`, one a target; ≥ 0.
  Result<std::vector<double>> forecast(const Counts& counts, std::span<const Day> days, const DayView& view,
                                       const Features& features, std::size_t slot) const;

  std::size_t horizon() const { return horizon_; }
  const std::vector<HeldOut>& held_out() const { return held_out_; }
  const std::vector<float>& coefficients() const { return coefficients_; }

 private:
  HorizonModel(std::size_t horizon, std::size_t state_lags, std::vector<float> coefficients, SimilarStates similar,
               PlaceRidges places, BoostedTrees trees, std::vector<NeuralNet> nets, std::vector<HeldOut> held_out);

  std::size_t horizon_;
  std::size_t state_lags_;
  std::vector<float> coefficients_;
  SimilarStates similar_;
  PlaceRidges places_;
  BoostedTrees trees_;
  std::vector<NeuralNet> nets_;
  std::vector<HeldOut> held_out_;
};

}  // namespace vigie::crowd
