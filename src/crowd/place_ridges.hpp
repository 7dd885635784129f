// SPDX-License-Identifier: Apache-2.0
// What is particular about each place: a small ridge formula of its own, which changes over the day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crowd/network.hpp"
#include "crowd/similar_states.hpp"

namespace vigie::crowd {

struct PlaceRidgesOptions {
  std::size_t knots = 6;  ///< of the day, evenly apart: so often may a formula change
  double penalty = 300;   ///< × mean square of the place's outcomes
};

/// Outcome of a place = Σ over knots of nearness(slot, knot) · (b · x): x the place's own part of the network's state, that of
/// its other direction, and 1. Ridge regression (ridge.hpp) for each place apart.
/// Source: Hastie, Tibshirani, "Varying-coefficient models", JRSS B 1993. Threads: const after construction.
class PlaceRidges {
 public:
  /// Range: at least one moment; states are so many lags × network.series(); outcomes one a target; moments of one day side by
  /// side; every slot < `slots`.
  PlaceRidges(const std::vector<Moment>& moments, const Network& network, std::size_t slots,
              const PlaceRidgesOptions& options = {});

  /// One a target.
  std::vector<float> predict(std::span<const float> state, std::size_t slot) const;

  /// As SimilarStates::without_own_day. Shape: moments × targets.
  const std::vector<float>& without_own_day() const { return without_own_day_; }

 private:
  /// Which part of the network's state a place looks at.
  struct Place {
    std::uint32_t own, partner;
  };

  std::vector<double> nearness(std::size_t slot) const;
  std::vector<double> row(std::span<const float> state, const Place& place, std::span<const double> near) const;

  std::size_t series_;
  std::size_t slots_;
  std::size_t knots_;
  std::vector<Place> places_;
  std::vector<std::vector<double>> formulas_;  // one a target
  std::vector<float> without_own_day_;
};

}  // namespace vigie::crowd
