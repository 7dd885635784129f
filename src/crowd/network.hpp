// SPDX-License-Identifier: Apache-2.0
// Which series belong together: the two directions of a place, the places beside it, all entries, all exits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vigie::crowd {

inline constexpr std::uint32_t kNoPartner = 0xffffffff;

/// One entry a series in `partner`, `group` and `neighbours` (which may also be empty: no neighbours are known).
struct Network {
  std::vector<std::uint32_t> partner;                  ///< the other direction of the same place, or kNoPartner
  std::vector<std::uint32_t> group;                    ///< 0 entries, 1 exits: what is summed over the network
  std::vector<std::vector<std::uint32_t>> neighbours;  ///< the same direction at places one hop away
  std::vector<std::uint32_t> targets;                  ///< the series that are forecast

  std::size_t series() const { return partner.size(); }
};

/// Entries are series 0 … places−1, exits places … 2·places−1; both directions are paired and grouped.
/// `adjacency` row-major places × places, above 0 where two places are one hop apart; empty: unknown.
enum class Targets { Entries, Both };
Network two_way_network(std::size_t places, const std::vector<double>& adjacency, Targets targets);

}  // namespace vigie::crowd
