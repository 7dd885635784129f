// SPDX-License-Identifier: Apache-2.0
// Many starts to many goals: what the starts can climb is gathered once, then swept for sixteen goals at a time.
#include <algorithm>
#include <array>
#include <limits>

#include "roads/cch_sweep.hpp"

namespace vigie::roads {
namespace {

constexpr std::size_t kLanes = 16;
using Lanes = std::array<std::int32_t, kLanes>;
static_assert(CchSweep::kFarMs <= std::numeric_limits<std::int32_t>::max() / 2);

/// One arc of the gathered part, its higher end by place.
struct Piece {
  std::uint32_t upper;
  std::int32_t duration_ms;
};

/// One way on for sixteen goals; a plain loop that compilers turn into vector instructions.
void improve(Lanes& here, const Lanes& above, std::int32_t way_ms) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::int32_t over = above[lane] + way_ms;
    here[lane] = over < here[lane] ? over : here[lane];
  }
}

}  // namespace

void CchSweep::select(std::span<const Rank> starts) {
  local_.resize(cch_.rank_count(), kNoRank);
  for (const Rank x : selected_) local_[x] = kNoRank;
  selected_.clear();
  for (const Rank start : starts) {
    stack_.clear();
    for (Rank x = start; x != kNoRank && local_[x] == kNoRank; x = cch_.parent(x)) stack_.push_back(x);
    for (; !stack_.empty(); stack_.pop_back()) {
      local_[stack_.back()] = static_cast<std::uint32_t>(selected_.size());
      selected_.push_back(stack_.back());
    }
  }
}

std::vector<std::int32_t> CchSweep::table(const CchWeights& weights, std::span<const Rank> starts,
                                          std::span<const std::vector<Seed>> goals) {
  select(starts);
  std::vector<std::uint32_t> first{0};
  std::vector<Piece> pieces;
  first.reserve(selected_.size() + 1);
  for (const Rank x : selected_) {
    for (CchArc arc = cch_.first_out(x); arc < cch_.first_in(x); ++arc)
      if (weights[arc] < kFar)
        pieces.push_back({local_[cch_.upper(arc)], static_cast<std::int32_t>(duration_ms(weights[arc]))});
    first.push_back(static_cast<std::uint32_t>(pieces.size()));
  }
  std::vector<std::int32_t> out(starts.size() * goals.size());
  std::vector<Lanes> labels(selected_.size());
  for (std::size_t begin = 0; begin < goals.size(); begin += kLanes) {
    const std::size_t lanes = std::min(kLanes, goals.size() - begin);
    for (Lanes& label : labels) label.fill(kFarMs);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      aim(weights, goals[begin + lane]);
      for (const Rank x : visited_)
        if (local_[x] != kNoRank)
          labels[local_[x]][lane] = static_cast<std::int32_t>(duration_ms(labels_[x].towards_goal));
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
      Lanes here = labels[i];  // a copy that nothing else can point to: it stays in registers
      for (std::uint32_t p = first[i]; p < first[i + 1]; ++p)
        improve(here, labels[pieces[p].upper], pieces[p].duration_ms);
      labels[i] = here;
    }
    for (std::size_t row = 0; row < starts.size(); ++row)
      for (std::size_t lane = 0; lane < lanes; ++lane)
        out[row * goals.size() + begin + lane] = labels[local_[starts[row]]][lane];
  }
  return out;
}

}  // namespace vigie::roads
