// SPDX-License-Identifier: Apache-2.0
// FastSearch: what Search answers, from a RoadIndex: in microseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "roads/cch_sweep.hpp"
#include "roads/road_index.hpp"
#include "roads/search.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

/// A query object: cheap to keep, one per thread. Borrows the index.
/// The same times as Search gives, to the millisecond; of several fastest ways the shortest is told.
class FastSearch {
 public:
  explicit FastSearch(const RoadIndex& index) : index_(index), sweep_(index.cch()) {}

  /// Nothing where no road leads.
  std::optional<Travel> travel(const IndexedMetric& metric, const Snap& start, const Snap& goal);

  /// One entry per start, in order; nothing where no road leads.
  std::vector<std::optional<Travel>> travel_times(const IndexedMetric& metric, const Snap& goal,
                                                  std::span<const std::optional<Snap>> starts);

  /// Milliseconds from each start (row) to each goal (column), by row; kNoWay where no road leads.
  static constexpr std::int64_t kNoWay = -1;
  std::vector<std::int64_t> table(const IndexedMetric& metric, std::span<const std::optional<Snap>> starts,
                                  std::span<const std::optional<Snap>> goals);

  std::optional<Route> route(const IndexedMetric& metric, const Snap& start, const Snap& goal);

 private:
  struct Answer {
    Travel travel;
    OnArc start;
    bool direct;                ///< the goal is ahead on the start's own arc
    std::optional<ArcId> next;  ///< where the way begins by driving away from a goal that lies behind
  };
  void aim(const IndexedMetric& metric, const Snap& goal);
  std::vector<Seed> seeds(const Metric& metric, const Snap& goal) const;
  bool behind(const Metric& metric, ArcId start, const Snap& goal) const;
  std::optional<Answer> answer(const IndexedMetric& metric, const Snap& start, const Snap& goal);

  const RoadIndex& index_;
  CchSweep sweep_;
  std::vector<Seed> goals_;
};

}  // namespace vigie::roads
