// SPDX-License-Identifier: Apache-2.0
// Customization by lower triangles, all of them or those that a change reaches.
#include "roads/cch_weights.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "core/check.hpp"

namespace vigie::roads {
namespace {

/// Calls visit(x, from → x, x → to) for each rank x below both ends.
template <typename Visit>
void each_lower_triangle(const Cch& cch, Rank from, Rank to, Visit visit) {
  const std::span<const Cch::FromBelow> down = cch.leaving_down(from);
  const std::span<const Cch::FromBelow> up = cch.arriving_from_below(to);
  auto a = down.begin();
  auto b = up.begin();
  while (a != down.end() && b != up.end()) {
    if (a->lower < b->lower) {
      ++a;
    } else if (b->lower < a->lower) {
      ++b;
    } else {
      visit(a->lower, a->arc, b->arc);
      ++a;
      ++b;
    }
  }
}

/// An arc to be weighed again; `low` has the smaller number of lower rank, so the heap gives them bottom up.
struct Dirty {
  CchArc arc;
  Rank lower;
  friend bool operator>(const Dirty& a, const Dirty& b) { return a.arc > b.arc; }
};

}  // namespace

CchWeights::CchWeights(const Cch& cch, std::vector<Weight> links) : links_(std::move(links)) {
  VIGIE_CHECK(links_.size() == cch.link_count());
  arcs_.assign(cch.arc_count(), kFar);
  for (std::size_t i = 0; i < links_.size(); ++i)
    if (cch.arc_of_link(i) != Cch::kNoLink) arcs_[cch.arc_of_link(i)] = std::min(links_[i], kFar);

  std::vector<CchArc> out_of_y(cch.rank_count()), into_y(cch.rank_count());  // by the higher end
  Weight* const weight = arcs_.data();
  for (Rank y = 0; y < cch.rank_count(); ++y) {
    for (CchArc arc = cch.first_out(y); arc < cch.first_in(y); ++arc) out_of_y[cch.upper(arc)] = arc;
    for (CchArc arc = cch.first_in(y); arc < cch.end(y); ++arc) into_y[cch.upper(arc)] = arc;
    for (const Cch::FromBelow& leg : cch.leaving_down(y)) {  // y → x, then x → z
      const Weight first = weight[leg.arc];
      if (first == kFar) continue;
      for (CchArc arc = cch.first_in(leg.lower); arc-- > cch.first_out(leg.lower) && cch.upper(arc) > y;) {
        Weight& direct = weight[out_of_y[cch.upper(arc)]];
        direct = std::min(direct, first + weight[arc]);
      }
    }
    for (const Cch::FromBelow& leg : cch.arriving_from_below(y)) {  // z → x, then x → y
      const Weight second = weight[leg.arc];
      if (second == kFar) continue;
      for (CchArc arc = cch.end(leg.lower); arc-- > cch.first_in(leg.lower) && cch.upper(arc) > y;) {
        Weight& direct = weight[into_y[cch.upper(arc)]];
        direct = std::min(direct, weight[arc] + second);
      }
    }
  }
}

Weight CchWeights::weigh(const Cch& cch, CchArc arc, Rank from, Rank to) const {
  Weight least = cch.link_of(arc) == Cch::kNoLink ? kFar : std::min(links_[cch.link_of(arc)], kFar);
  each_lower_triangle(
      cch, from, to, [&](Rank, CchArc first, CchArc second) { least = std::min(least, arcs_[first] + arcs_[second]); });
  return least;
}

std::vector<CchArc> CchWeights::change(const Cch& cch, std::span<const LinkChange> changes) {
  std::priority_queue<Dirty, std::vector<Dirty>, std::greater<>> dirty;
  const auto lower_end = [&](CchArc arc) {
    Rank low = 0, high = static_cast<Rank>(cch.rank_count());
    while (high - low > 1) {
      const Rank middle = low + (high - low) / 2;
      (cch.first_out(middle) <= arc ? low : high) = middle;
    }
    return low;
  };
  for (const LinkChange& changed : changes) {
    links_[changed.link] = changed.weight;
    const CchArc arc = cch.arc_of_link(changed.link);
    if (arc != Cch::kNoLink) dirty.push({arc, lower_end(arc)});
  }
  std::vector<CchArc> changed;
  CchArc last = Cch::kNoLink;
  while (!dirty.empty()) {
    const Dirty top = dirty.top();
    dirty.pop();
    if (top.arc == last) continue;
    last = top.arc;
    const Rank x = top.lower, far_end = cch.upper(top.arc);
    const bool upwards = top.arc < cch.first_in(x);
    const Weight old = arcs_[top.arc];
    const Weight now = weigh(cch, top.arc, upwards ? x : far_end, upwards ? far_end : x);
    if (now == old) continue;
    arcs_[top.arc] = now;
    changed.push_back(top.arc);
    // The arcs between the far end and x's other neighbours that this one carried, or now carries better.
    for (CchArc other = upwards ? cch.first_in(x) : cch.first_out(x); other < (upwards ? cch.end(x) : cch.first_in(x));
         ++other) {
      const Rank end = cch.upper(other);
      if (end == far_end || arcs_[other] == kFar) continue;
      const CchArc direct = upwards ? cch.between(end, far_end) : cch.between(far_end, end);
      const Weight weight = arcs_[direct];
      if (old + arcs_[other] == weight || now + arcs_[other] < weight) dirty.push({direct, std::min(end, far_end)});
    }
  }
  return changed;
}

void CchWeights::follow(const CchWeights& newer, std::span<const LinkChange> changes, std::span<const CchArc> arcs) {
  for (const LinkChange& changed : changes) links_[changed.link] = newer.links_[changed.link];
  for (const CchArc arc : arcs) arcs_[arc] = newer.arcs_[arc];
}

Rank via(const Cch& cch, const CchWeights& weights, Rank from, Rank to) {
  const CchArc arc = cch.between(from, to);
  const Weight weight = weights[arc];
  if (cch.link_of(arc) != Cch::kNoLink && weights.link(cch.link_of(arc)) == weight) return kNoRank;
  Rank found = kNoRank;
  each_lower_triangle(cch, from, to, [&](Rank x, CchArc first, CchArc second) {
    if (weights[first] + weights[second] == weight) found = x;
  });
  VIGIE_CHECK(found != kNoRank);
  return found;
}

}  // namespace vigie::roads
