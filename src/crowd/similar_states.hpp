// SPDX-License-Identifier: Apache-2.0
// What every place did next when the whole network stood as it stands now: kernel ridge shared by all places.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace vigie::crowd {

/// One moment of training: the network's state, when it was, and what followed at each place.
struct Moment {
  std::size_t day;
  std::size_t slot;            ///< of what followed
  std::vector<float> state;    ///< any scale, the same meaning at each moment
  std::vector<float> outcome;  ///< one a place, about 0 on average
};

struct SimilarStatesOptions {
  double slot_reach = 3;   ///< moments this many slots apart count exp(−1/2)
  double constant = 100;   ///< added to the states' products: what moments of one slot have in common in any state
  double penalty = 10000;  ///< of kernel ridge; in the unit of the states' products
};

/// Outcome = Σ over moments of a · (state · state' + constant) · exp(−½ ((slot − slot') / reach)²): linear in the state, with
/// coefficients that change smoothly over the day, the same penalty for every place.
/// Source: Saunders, Gammerman, Vovk, "Ridge regression learning algorithm in dual variables", ICML 1998.
/// Threads: const after construction. Cost of fitting: moments³.
class SimilarStates {
 public:
  /// Range: at least one moment; equally long states and outcomes; moments of one day side by side.
  SimilarStates(std::vector<Moment> moments, const SimilarStatesOptions& options);
  SimilarStates(SimilarStates&&) noexcept;
  SimilarStates& operator=(SimilarStates&&) noexcept;
  ~SimilarStates();

  /// One a place.
  std::vector<float> predict(std::span<const float> state, std::size_t slot) const;

  /// For each moment of training, what would have been predicted had its whole day been left out: what a later stage may
  /// learn from. Shape: moments × places.
  const std::vector<float>& without_own_day() const { return without_own_day_; }

 private:
  struct Fit;
  std::unique_ptr<Fit> fit_;
  std::vector<float> without_own_day_;
};

}  // namespace vigie::crowd
