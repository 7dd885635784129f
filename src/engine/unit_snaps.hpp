// SPDX-License-Identifier: Apache-2.0
// UnitSnaps: which street each unit is on: by its heading and by where it was, not merely the nearest.
#pragma once

#include <map>
#include <optional>

#include "model/unit.hpp"
#include "roads/snap_moving.hpp"

namespace vigie::engine {

/// Remembers for a minute where it put each unit, so that one on a motorway does not fall onto the street below it.
/// Borrows the graph. Threads: one.
class UnitSnaps {
 public:
  explicit UnitSnaps(const roads::RoadGraph& graph);

  /// The unit's street in the directions that are open in the metric; where all are closed, the nearest open street. Nothing farther
  /// than roads::kFarthestSnap_m from every street.
  std::optional<roads::Snap> street_of(const UnitPosition& position, const roads::Metric& metric);

 private:
  struct Put {
    Time seen;
    roads::MovingSnap at;
  };

  const roads::RoadGraph& graph_;
  roads::MovingSnapper snapper_;
  std::map<UnitId, Put> put_;
};

}  // namespace vigie::engine
