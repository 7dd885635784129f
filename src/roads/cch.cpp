// SPDX-License-Identifier: Apache-2.0
// Contraction without weights: the chordal graph, then which of its directions a path can use.
#include "roads/cch.hpp"

#include <algorithm>
#include <utility>

#include "core/check.hpp"

namespace vigie::roads {
namespace {

/// The undirected hierarchy: every rank's higher neighbours, in order.
struct Chordal {
  std::vector<std::size_t> first;
  std::vector<Rank> upper;
  std::vector<Rank> parents;
};

constexpr std::size_t kMostPairs = 400'000'000;

Result<Chordal> fill_in(std::span<const Link> links, const std::vector<Rank>& ranks) {
  std::vector<std::vector<Rank>> uppers(ranks.size());
  for (const Link& link : links) {
    const auto [low, high] = std::minmax(ranks[link.from], ranks[link.to]);
    if (low != high) uppers[low].push_back(high);
  }
  Chordal out;
  out.first.push_back(0);
  out.parents.assign(ranks.size(), kNoRank);
  for (Rank x = 0; x < ranks.size(); ++x) {
    std::vector<Rank> mine = std::exchange(uppers[x], {});
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    if (!mine.empty()) {
      // All of them become neighbours of each other; the lowest passes that on.
      out.parents[x] = mine.front();
      std::vector<Rank>& parents = uppers[mine.front()];
      parents.insert(parents.end(), mine.begin() + 1, mine.end());
    }
    out.upper.insert(out.upper.end(), mine.begin(), mine.end());
    out.first.push_back(out.upper.size());
    if (out.upper.size() > kMostPairs) return Error{ErrorKind::OutOfRange, "road order: the hierarchy is too large"};
  }
  return out;
}

constexpr std::uint8_t kUp = 1, kDown = 2;

/// By pair: may a path lead up from the lower to the higher rank, over lower ones, and down?
std::vector<std::uint8_t> usable(const Chordal& chordal, std::span<const Link> links, const std::vector<Rank>& ranks) {
  std::vector<std::uint8_t> ways(chordal.upper.size(), 0);
  const auto pair = [&](Rank low, Rank high) {
    const auto begin = chordal.upper.begin() + static_cast<std::ptrdiff_t>(chordal.first[low]);
    const auto end = chordal.upper.begin() + static_cast<std::ptrdiff_t>(chordal.first[low + 1]);
    return static_cast<std::size_t>(std::lower_bound(begin, end, high) - chordal.upper.begin());
  };
  for (const Link& link : links) {
    const Rank from = ranks[link.from], to = ranks[link.to];
    if (from < to) ways[pair(from, to)] |= kUp;
    if (from > to) ways[pair(to, from)] |= kDown;
  }
  // By the lower of the two higher corners, ascending: what is below is final.
  std::vector<std::vector<std::size_t>> below(ranks.size());
  for (Rank x = 0; x < ranks.size(); ++x)
    for (std::size_t i = chordal.first[x]; i < chordal.first[x + 1]; ++i) below[chordal.upper[i]].push_back(i);
  std::vector<std::size_t> place(ranks.size());
  std::vector<std::size_t> ends(chordal.upper.size());
  for (Rank x = 0; x < ranks.size(); ++x)
    for (std::size_t i = chordal.first[x]; i < chordal.first[x + 1]; ++i) ends[i] = chordal.first[x + 1];
  for (Rank y = 0; y < ranks.size(); ++y) {
    for (std::size_t i = chordal.first[y]; i < chordal.first[y + 1]; ++i) place[chordal.upper[i]] = i;
    for (const std::size_t leg : below[y])
      for (std::size_t other = leg + 1; other < ends[leg]; ++other) {
        std::uint8_t& way = ways[place[chordal.upper[other]]];
        if ((ways[leg] & kDown) != 0 && (ways[other] & kUp) != 0) way |= kUp;
        if ((ways[leg] & kUp) != 0 && (ways[other] & kDown) != 0) way |= kDown;
      }
  }
  return ways;
}

}  // namespace

Result<Cch> Cch::checked(std::span<const Link> links, std::span<const std::uint32_t> order) {
  Cch out;
  out.nodes_.assign(order.begin(), order.end());
  out.ranks_.assign(order.size(), kNoRank);
  for (Rank x = 0; x < order.size(); ++x) {
    if (order[x] >= order.size() || out.ranks_[order[x]] != kNoRank)
      return Error{ErrorKind::Corrupt, "road order: does not name every part once"};
    out.ranks_[order[x]] = x;
  }
  for (const Link& link : links) VIGIE_CHECK(link.from < order.size() && link.to < order.size());

  Result<Chordal> chordal = fill_in(links, out.ranks_);
  if (!chordal) return chordal.error();
  const std::vector<std::uint8_t> ways = usable(*chordal, links, out.ranks_);
  for (Rank x = 0; x < order.size(); ++x)
    for (const std::uint8_t way : {kUp, kDown}) {
      out.firsts_.push_back(static_cast<CchArc>(out.uppers_.size()));
      for (std::size_t i = chordal->first[x]; i < chordal->first[x + 1]; ++i)
        if ((ways[i] & way) != 0) out.uppers_.push_back(chordal->upper[i]);
    }
  out.firsts_.push_back(static_cast<CchArc>(out.uppers_.size()));
  out.parents_ = std::move(chordal->parents);
  out.list_from_below();

  out.links_of_arcs_.assign(out.arc_count(), kNoLink);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Rank from = out.ranks_[links[i].from], to = out.ranks_[links[i].to];
    out.arcs_of_links_.push_back(from == to ? kNoLink : out.between(from, to));
    if (from != to) out.links_of_arcs_[out.arcs_of_links_.back()] = static_cast<std::uint32_t>(i);
  }
  return out;
}

void Cch::list_from_below() {
  for (std::size_t kind = 0; kind < 2; ++kind) {
    std::vector<std::uint32_t>& first = below_first_[kind];
    const auto arcs_of = [&](Rank x) {
      return kind == 0 ? std::pair{first_in(x), end(x)} : std::pair{first_out(x), first_in(x)};
    };
    first.assign(rank_count() + 1, 0);
    std::size_t total = 0;
    for (Rank x = 0; x < rank_count(); ++x)
      for (auto [arc, last] = arcs_of(x); arc < last; ++arc, ++total) ++first[upper(arc) + 1];
    for (std::size_t x = 1; x < first.size(); ++x) first[x] += first[x - 1];
    below_[kind].resize(total);
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (Rank x = 0; x < rank_count(); ++x)
      for (auto [arc, last] = arcs_of(x); arc < last; ++arc) below_[kind][next[upper(arc)]++] = {x, arc};
  }
}

CchArc Cch::between(Rank from, Rank to) const {
  const Rank low = std::min(from, to), high = std::max(from, to);
  const auto begin = uppers_.begin() + (from < to ? first_out(low) : first_in(low));
  const auto end_of = uppers_.begin() + (from < to ? first_in(low) : end(low));
  const auto found = std::lower_bound(begin, end_of, high);
  VIGIE_CHECK(found != end_of && *found == high);
  return static_cast<CchArc>(found - uppers_.begin());
}

}  // namespace vigie::roads
