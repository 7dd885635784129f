// SPDX-License-Identifier: Apache-2.0
// Shadows for the memory of forbidden sequences; pairs for everything else.
#include "roads/turn_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace vigie::roads {
namespace {

using Sequence = std::vector<ArcId>;

class Automaton {
 public:
  Automaton(std::vector<Arc> arcs, const std::vector<Sequence>& sequences) : arcs_(std::move(arcs)) {
    for (const Sequence& sequence : sequences) {
      forbidden_.insert(sequence);
      for (std::size_t length = 2; length < sequence.size(); ++length)
        state(Sequence(sequence.begin(), sequence.begin() + static_cast<std::ptrdiff_t>(length)));
    }
  }

  TurnRules run(const std::vector<Sequence>& leaving) && {
    for (ArcId a = 0; a < leaving.size(); ++a) leave(a, {a}, leaving[a]);
    for (const auto& [sequence, shadow] : shadows_) leave(shadow, sequence, leaving[sequence.back()]);
    std::sort(pairs_.begin(), pairs_.end());
    return {std::move(arcs_), std::move(pairs_)};
  }

 private:
  void state(const Sequence& prefix) {
    if (shadows_.contains(prefix)) return;
    const auto shadow = static_cast<ArcId>(arcs_.size());
    Arc copy = arcs_[prefix.back()];
    copy.shadow = true;
    arcs_.push_back(copy);
    shadows_.emplace(prefix, shadow);
    copies_[prefix.back()].push_back(shadow);
  }

  /// Forbids, for each arc that follows, all its copies but the one that remembers what was driven.
  void leave(ArcId from, const Sequence& driven, const Sequence& next) {
    for (const ArcId x : next) {
      const ArcId allowed = follow(driven, x);
      const auto copies = copies_.find(x);
      if (allowed != x) pairs_.push_back({from, x});
      if (copies == copies_.end()) continue;
      for (const ArcId shadow : copies->second)
        if (allowed != shadow) pairs_.push_back({from, shadow});
    }
  }

  /// The copy of `next` to enter after `driven`; kNone where it is forbidden.
  ArcId follow(const Sequence& driven, ArcId next) const {
    ArcId target = next;
    Sequence recent = driven;
    recent.push_back(next);
    for (; recent.size() >= 2; recent.erase(recent.begin())) {  // longest first
      if (forbidden_.contains(recent)) return kNone;
      const auto found = shadows_.find(recent);
      if (target == next && found != shadows_.end()) target = found->second;
    }
    return target;
  }

  std::vector<Arc> arcs_;
  std::set<Sequence> forbidden_;
  std::map<Sequence, ArcId> shadows_;
  std::map<ArcId, Sequence> copies_;
  std::vector<ForbiddenTurn> pairs_;
};

}  // namespace

TurnRules apply_restrictions(std::vector<Arc> arcs, const std::vector<std::vector<ArcId>>& leaving,
                             const std::vector<std::vector<ArcId>>& forbidden_sequences) {
  return Automaton(std::move(arcs), forbidden_sequences).run(leaving);
}

}  // namespace vigie::roads
