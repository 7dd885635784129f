// SPDX-License-Identifier: Apache-2.0
// Forecasts of regular counts: fitted on whole days, asked slot by slot.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "crowd/counts.hpp"
#include "crowd/features.hpp"
#include "crowd/horizon_model.hpp"
#include "crowd/network.hpp"
#include "crowd/profile.hpp"

namespace vigie::crowd {

struct ForecasterOptions {
  std::vector<std::size_t> horizons = {1};  ///< slots ahead, ascending
  int slot_minutes = 15;
  std::size_t fewest_known_slots = 0;  ///< of the day, before it is forecast
  ProfileOptions profile;
  FeatureOptions features;
  ModelOptions model;
};

/// Source of the parts: profile.hpp, features.hpp, ridge.hpp, similar_states.hpp, place_ridges.hpp, boosted_trees.hpp, neural_net.hpp;
/// what they gain: docs/concepts/crowd-forecast.md. Threads: one caller at a time. Same input: same forecasts.
class Forecaster {
 public:
  /// Learns from days first_day … end_day − 1, each as all the others below end_day would have it; days before first_day serve as
  /// history only, later ones are not read.
  /// Range: 1 ≤ first_day < end_day ≤ counts.days(), days.size() ≥ end_day, network.series() == counts.series().
  /// Errors: Unavailable where boosting failed.
  static Result<Forecaster> fit(const Counts& counts, std::span<const Day> days, std::size_t first_day,
                                std::size_t end_day, const Network& network, const ForecasterOptions& options);

  /// People per slot, one a target of the network, ≥ 0: slot `slot` of day `day`, as seen `horizon` slots earlier.
  /// Reads earlier days, and of `day` the slots up to slot − horizon; nothing later.
  /// Range: horizon is one of the options'; day ≥ 1; known_slots(slot, horizon) ≥ fewest_known_slots.
  Result<std::vector<double>> forecast(const Counts& counts, std::span<const Day> days, std::size_t day,
                                       std::size_t slot, std::size_t horizon) const;

  const Network& network() const { return features_.network(); }
  /// What training knows of its own errors, each cell forecast without its own day; for the first intervals.
  const std::vector<HeldOut>& held_out(std::size_t horizon) const { return model(horizon).held_out(); }
  /// Names and weights of the ridge formula: what a forecast follows from, in words.
  const std::vector<std::string>& feature_names() const { return features_.names(); }
  const std::vector<float>& coefficients(std::size_t horizon) const { return model(horizon).coefficients(); }

 private:
  Forecaster(Features features, const ForecasterOptions& options);
  const HorizonModel& model(std::size_t horizon) const;

  Features features_;
  ForecasterOptions options_;
  std::vector<HorizonModel> models_;  // one a horizon
};

}  // namespace vigie::crowd
