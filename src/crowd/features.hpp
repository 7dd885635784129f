// SPDX-License-Identifier: Apache-2.0
// What a forecast looks at: recent differences from what was expected, at the place, beside it, and in the whole network.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "crowd/counts.hpp"
#include "crowd/day_view.hpp"
#include "crowd/network.hpp"
#include "crowd/ridge.hpp"

namespace vigie::crowd {

struct FeatureOptions {
  std::size_t recent_slots = 6;  ///< so many of the latest slots are looked at one by one
  bool whole_day = true;         ///< sums since the day began, too
  bool earlier_days = true;      ///< earlier days one by one: worth it from two or three weeks of history
};

/// How many slots of its day are known when `slot` is forecast `horizon` slots ahead; none where that was the day before.
inline std::size_t known_slots(std::size_t slot, std::size_t horizon) {
  return slot + 1 > horizon ? slot + 1 - horizon : 0;
}

/// Every feature is in units of the target's own chance size (DayView::scale), so that one formula fits all places.
/// Threads: const, any number of callers.
class Features {
 public:
  Features(Network network, const FeatureOptions& options);

  const Network& network() const { return network_; }
  /// One a column, in order: "own 1", "exits 2", "since morning" …
  const std::vector<std::string>& names() const { return names_; }

  /// One row a target, for `slot` as seen from `horizon` slots earlier: of the day itself nothing after slot − horizon is read.
  /// Range: horizon ≥ 1, known_slots(slot, horizon) ≤ view.known.
  Rows make(const Counts& counts, std::span<const Day> days, const DayView& view, std::size_t slot,
            std::size_t horizon) const;

 private:
  Network network_;
  FeatureOptions options_;
  std::vector<std::string> names_;
};

}  // namespace vigie::crowd
