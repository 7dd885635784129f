// SPDX-License-Identifier: Apache-2.0
// Cch: a directed graph made ready for any weights: its nodes contracted in a given order, once and for all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "roads/components.hpp"

namespace vigie::roads {

/// A node's place in the order of contraction. Everything below speaks of ranks, not of the graph's own node numbers.
using Rank = std::uint32_t;
inline constexpr std::uint32_t kNoRank = std::numeric_limits<std::uint32_t>::max();

/// An arc of the hierarchy, between a lower and a higher rank: a link of the graph, a shortcut, or both.
using CchArc = std::uint32_t;

/// Immutable. Threads: const, any number of callers.
/// Arcs of a rank x to and from higher ranks are consecutive: first those that leave it, then those that arrive, each
/// group ordered by the higher end. So an arc's number grows with its lower end.
/// Source: Dibbelt, Strasser, Wagner, "Customizable Contraction Hierarchies", JEA 2016; arcs that no weights can make
/// finite are left out (Buchhold, Wagner, Zeitz, Zündorf, "CCHs with turn costs", ATMOS 2020).
class Cch {
 public:
  /// `order[i]` is the node contracted i-th. No two links have the same ends; a link from a node to itself is never used.
  /// Errors: Corrupt where the order does not name every node once; OutOfRange where the hierarchy is too large.
  static Result<Cch> checked(std::span<const Link> links, std::span<const std::uint32_t> order);

  std::size_t rank_count() const { return parents_.size(); }
  std::size_t arc_count() const { return uppers_.size(); }
  Rank rank(std::uint32_t node) const { return ranks_[node]; }
  std::uint32_t node(Rank rank) const { return nodes_[rank]; }

  /// The elimination tree: every rank reachable upwards from x is among its ancestors. kNoRank at a root.
  Rank parent(Rank x) const { return parents_[x]; }

  CchArc first_out(Rank x) const { return firsts_[std::size_t{2} * x]; }
  CchArc first_in(Rank x) const { return firsts_[std::size_t{2} * x + 1]; }
  CchArc end(Rank x) const { return firsts_[std::size_t{2} * x + 2]; }
  Rank upper(CchArc arc) const { return uppers_[arc]; }

  /// An arc seen from its higher end.
  struct FromBelow {
    Rank lower;
    CchArc arc;
  };
  /// Arcs that leave x downwards, and arcs that arrive at x from below; ordered by the lower end.
  std::span<const FromBelow> leaving_down(Rank x) const { return below(0, x); }
  std::span<const FromBelow> arriving_from_below(Rank x) const { return below(1, x); }

  /// The arc from one rank to another, which exists: our own mistake where it does not.
  CchArc between(Rank from, Rank to) const;
  /// By link: its arc.
  CchArc arc_of_link(std::size_t link) const { return arcs_of_links_[link]; }
  /// By arc: the link that it stands for; kNoLink where it is only a shortcut.
  static constexpr std::uint32_t kNoLink = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t link_of(CchArc arc) const { return links_of_arcs_[arc]; }
  std::size_t link_count() const { return arcs_of_links_.size(); }

 private:
  Cch() = default;
  std::span<const FromBelow> below(std::size_t kind, Rank x) const {
    const std::vector<std::uint32_t>& first = below_first_[kind];
    return std::span(below_[kind]).subspan(first[x], first[x + 1] - first[x]);
  }
  void list_from_below();

  std::vector<Rank> ranks_;
  std::vector<std::uint32_t> nodes_;
  std::vector<Rank> parents_;
  std::vector<CchArc> firsts_;
  std::vector<Rank> uppers_;
  std::vector<std::uint32_t> below_first_[2];
  std::vector<FromBelow> below_[2];
  std::vector<CchArc> arcs_of_links_;
  std::vector<std::uint32_t> links_of_arcs_;
};

}  // namespace vigie::roads
