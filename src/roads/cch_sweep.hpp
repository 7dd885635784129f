// SPDX-License-Identifier: Apache-2.0
// CchSweep: least weights over a hierarchy, by climbing its elimination tree from both sides. No priority queue.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "roads/cch_weights.hpp"

namespace vigie::roads {

/// A place to start or to end, and what it costs beside the way.
struct Seed {
  Rank rank;
  Weight weight;
};

/// A query object: cheap to keep, one per thread; its memory is used again by the next query. Borrows the hierarchy, and
/// the weights for the length of a call, or from aim() to the last to_goal() and path().
class CchSweep {
 public:
  explicit CchSweep(const Cch& cch);

  /// The least of start + way + goal over all pairs; a way may have no arc. kFar where none leads. Both sides climb
  /// together and stop where they cannot improve any more.
  Weight between(const CchWeights& weights, std::span<const Seed> starts, std::span<const Seed> goals);

  /// One goal for many starts: climbs once from the goal's side …
  void aim(const CchWeights& weights, std::span<const Seed> goals);
  /// … and from each start only to where another start has been.
  /// Source: after Delling, Goldberg, Werneck, "Faster batched shortest paths in road networks", ATMOS 2011 (RPHAST).
  Weight to_goal(Rank start);
  /// The ranks of the way, both ends included; to_goal(start) has been asked and is not kFar.
  std::vector<Rank> path(Rank start) const;

  /// Milliseconds from each start (row) to each goal (column); kFarMs where no way leads.
  static constexpr std::int32_t kFarMs = static_cast<std::int32_t>(kFar >> 32);
  std::vector<std::int32_t> table(const CchWeights& weights, std::span<const Rank> starts,
                                  std::span<const std::vector<Seed>> goals);

 private:
  struct Label {
    Weight from_start = kFar;    // up, from the starts
    Weight towards_goal = kFar;  // from here down to a goal
    Weight to_goal = kFar;       // from here to a goal, over higher ranks or not
    std::uint32_t query = 0;     // to_goal is known where this is the current one
  };
  template <typename Visit>
  void climb(std::span<const Seed> seeds, Visit visit);
  void relax_down(const Weight* weights, Rank x, Weight here);
  void forget();
  void select(std::span<const Rank> starts);

  const Cch& cch_;
  std::vector<Label> labels_;
  std::vector<Rank> heads_;    // of the climb
  std::vector<Rank> visited_;  // by the climb of the query before
  std::vector<Rank> stack_;
  std::vector<Seed> goals_;
  const CchWeights* weights_ = nullptr;
  std::uint32_t query_ = 0;
  std::vector<Rank> selected_;        // by the table: ancestors before descendants
  std::vector<std::uint32_t> local_;  // by rank: its place in selected_
};

}  // namespace vigie::roads
