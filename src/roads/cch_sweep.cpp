// SPDX-License-Identifier: Apache-2.0
// Climbs and descents of the elimination tree.
#include "roads/cch_sweep.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace vigie::roads {
namespace {

/// Writes the ranks after `from` up to `to` of the way that an arc stands for.
void unpack(const Cch& cch, const CchWeights& weights, Rank from, Rank to, std::vector<Rank>& out) {
  std::vector<std::pair<Rank, Rank>> open{{from, to}};
  while (!open.empty()) {
    const auto [a, b] = open.back();
    open.pop_back();
    const Rank middle = via(cch, weights, a, b);
    if (middle == kNoRank) {
      out.push_back(b);
    } else {
      open.emplace_back(middle, b);
      open.emplace_back(a, middle);
    }
  }
}

}  // namespace

CchSweep::CchSweep(const Cch& cch) : cch_(cch), labels_(cch.rank_count()) {}

/// Visits the seeds and all their ancestors once each, ascending.
template <typename Visit>
void CchSweep::climb(std::span<const Seed> seeds, Visit visit) {
  heads_.clear();
  for (const Seed& seed : seeds) heads_.push_back(seed.rank);
  std::sort(heads_.begin(), heads_.end());
  heads_.erase(std::unique(heads_.begin(), heads_.end()), heads_.end());
  while (heads_.size() > 1) {
    const auto lowest = std::min_element(heads_.begin(), heads_.end());
    const Rank x = *lowest;
    visit(x);
    const Rank parent = cch_.parent(x);
    if (parent != kNoRank && std::find(heads_.begin(), heads_.end(), parent) == heads_.end()) {
      *lowest = parent;
    } else {
      *lowest = heads_.back();
      heads_.pop_back();
    }
  }
  if (heads_.empty()) return;
  for (Rank x = heads_.front(); x != kNoRank; x = cch_.parent(x)) visit(x);
}

void CchSweep::relax_down(const Weight* weights, Rank x, Weight here) {
  for (CchArc arc = cch_.first_in(x); arc < cch_.end(x); ++arc) {
    Weight& above = labels_[cch_.upper(arc)].towards_goal;
    above = std::min(above, here + weights[arc]);
  }
}

void CchSweep::forget() {
  for (const Rank x : visited_) labels_[x].from_start = labels_[x].towards_goal = kFar;
  visited_.clear();
}

Weight CchSweep::between(const CchWeights& weights, std::span<const Seed> starts, std::span<const Seed> goals) {
  forget();
  goals_.assign(goals.begin(), goals.end());
  for (const Seed& start : starts)
    labels_[start.rank].from_start = std::min(labels_[start.rank].from_start, start.weight);
  for (const Seed& goal : goals)
    labels_[goal.rank].towards_goal = std::min(labels_[goal.rank].towards_goal, goal.weight);
  goals_.insert(goals_.end(), starts.begin(), starts.end());
  const Weight* const weight = weights.data();
  Weight best = kFar;
  climb(goals_, [&](Rank x) {
    visited_.push_back(x);
    const Label here = labels_[x];
    best = std::min(best, here.from_start + here.towards_goal);
    if (here.from_start < best)
      for (CchArc arc = cch_.first_out(x); arc < cch_.first_in(x); ++arc) {
        Weight& above = labels_[cch_.upper(arc)].from_start;
        above = std::min(above, here.from_start + weight[arc]);
      }
    if (here.towards_goal < best) relax_down(weight, x, here.towards_goal);
  });
  return best;
}

void CchSweep::aim(const CchWeights& weights, std::span<const Seed> goals) {
  forget();
  if (++query_ == 0) {  // after 2^32 queries the marks of the first one would look valid again
    for (Label& label : labels_) label.query = 0;
    query_ = 1;
  }
  weights_ = &weights;
  goals_.assign(goals.begin(), goals.end());
  for (const Seed& goal : goals)
    labels_[goal.rank].towards_goal = std::min(labels_[goal.rank].towards_goal, goal.weight);
  climb(goals, [&](Rank x) {
    visited_.push_back(x);
    if (labels_[x].towards_goal < kFar) relax_down(weights.data(), x, labels_[x].towards_goal);
  });
}

Weight CchSweep::to_goal(Rank start) {
  VIGIE_CHECK(weights_ != nullptr);
  stack_.clear();
  for (Rank x = start; x != kNoRank && labels_[x].query != query_; x = cch_.parent(x)) stack_.push_back(x);
  const Weight* const weight = weights_->data();
  for (; !stack_.empty(); stack_.pop_back()) {
    const Rank x = stack_.back();
    Weight least = labels_[x].towards_goal;
    for (CchArc arc = cch_.first_out(x); arc < cch_.first_in(x); ++arc)
      least = std::min(least, weight[arc] + labels_[cch_.upper(arc)].to_goal);
    labels_[x].to_goal = least;
    labels_[x].query = query_;
  }
  return labels_[start].to_goal;
}

std::vector<Rank> CchSweep::path(Rank start) const {
  const CchWeights& weights = *weights_;
  std::vector<Rank> out{start};
  Rank x = start;
  while (labels_[x].to_goal != labels_[x].towards_goal) {
    CchArc arc = cch_.first_out(x);
    while (arc < cch_.first_in(x) && weights[arc] + labels_[cch_.upper(arc)].to_goal != labels_[x].to_goal) ++arc;
    VIGIE_CHECK(arc < cch_.first_in(x));
    unpack(cch_, weights, x, cch_.upper(arc), out);
    x = cch_.upper(arc);
  }
  const auto at_goal = [&](Rank rank) {
    return std::any_of(goals_.begin(), goals_.end(), [&](const Seed& goal) {
      return goal.rank == rank && goal.weight == labels_[rank].towards_goal;
    });
  };
  while (!at_goal(x)) {
    const std::span<const Cch::FromBelow> below = cch_.leaving_down(x);
    const auto next = std::find_if(below.begin(), below.end(), [&](const Cch::FromBelow& down) {
      return weights[down.arc] + labels_[down.lower].towards_goal == labels_[x].towards_goal;
    });
    VIGIE_CHECK(next != below.end());
    unpack(cch_, weights, x, next->lower, out);
    x = next->lower;
  }
  return out;
}

}  // namespace vigie::roads
