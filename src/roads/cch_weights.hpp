// SPDX-License-Identifier: Apache-2.0
// CchWeights: a hierarchy's weights for one state of the streets, and how they follow a change.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "roads/cch.hpp"

namespace vigie::roads {

/// Milliseconds in the upper half, centimetres in the lower: the least is the fastest, and the shortest of those.
using Weight = std::uint64_t;

/// No way. 2^30 ms are twelve days; two such weights still add up without overflow, as do their halves in 32 bits.
inline constexpr Weight kFar = (Weight{1} << 62) - (Weight{1} << 32);

inline Weight weight_of(std::uint64_t duration_ms, std::uint64_t length_cm) {
  return duration_ms >= (kFar >> 32) ? kFar : duration_ms << 32 | length_cm;
}
inline std::int64_t duration_ms(Weight weight) { return static_cast<std::int64_t>(weight >> 32); }
inline std::int64_t length_cm(Weight weight) { return static_cast<std::int64_t>(weight & 0xFFFF'FFFFU); }

/// A new weight of a link.
struct LinkChange {
  std::uint32_t link;
  Weight weight;
};

/// Threads: const, any number of callers. Borrows the hierarchy.
class CchWeights {
 public:
  /// `links` by link; kFar where closed. Every triangle of the hierarchy is looked at once.
  CchWeights(const Cch& cch, std::vector<Weight> links);

  /// The same result as a new customization, at the cost of what changes: an arc is weighed again only where a changed one
  /// carried it or could now carry it better. Gives the arcs whose weight changed, ascending.
  std::vector<CchArc> change(const Cch& cch, std::span<const LinkChange> changes);

  /// Makes this equal to `newer`, of which only `arcs` and `changes` differ.
  void follow(const CchWeights& newer, std::span<const LinkChange> changes, std::span<const CchArc> arcs);

  Weight operator[](CchArc arc) const { return arcs_[arc]; }
  Weight link(std::size_t link) const { return links_[link]; }
  /// For loops over neighbouring arcs.
  const Weight* data() const { return arcs_.data(); }
  friend bool operator==(const CchWeights&, const CchWeights&) = default;

 private:
  Weight weigh(const Cch& cch, CchArc arc, Rank from, Rank to) const;

  std::vector<Weight> links_;
  std::vector<Weight> arcs_;
};

/// Over which lower rank the arc's weight comes; kNoRank where it is its own link's.
Rank via(const Cch& cch, const CchWeights& weights, Rank from, Rank to);

}  // namespace vigie::roads
