// SPDX-License-Identifier: Apache-2.0
// NearRoutes: the shortest ways by length out of one place, as far as a limit: what matching a trace asks at every step.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "roads/radix_heap.hpp"
#include "roads/road_graph.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

/// A query object: one per thread; its memory is used again. Borrows the graph.
/// Dijkstra (1959) forward over arcs, by length: every turn restriction holds; streets closed to the profile are not driven.
class NearRoutes {
 public:
  NearRoutes(const RoadGraph& graph, Profile profile);

  /// From a place on an arc (a shadow remembers how it was reached) to each goal on an arc that is no shadow, within the limit.
  void run(const OnArc& from, std::span<const OnArc> goals, std::uint32_t limit_cm);

  struct Found {
    std::uint32_t length_cm;
    std::uint32_t duration_ms;  ///< of that way on free streets, turns not counted
    ArcId last;                 ///< the goal's arc, or the shadow of it that the way leads to
  };
  /// For a goal of the last run; nothing where no way is within the limit.
  std::optional<Found> to(const OnArc& goal) const;

  /// The arcs of that way, from the start's to `last`, both ends included; one where both are the same arc, ahead.
  std::vector<ArcId> path(const OnArc& goal) const;

 private:
  struct Label {
    std::uint32_t query = 0;  // valid where it is the current one
    std::uint32_t start_cm;   // from the run's start to the arc's start
    std::uint32_t start_ms;
    ArcId before;
    bool settled;
  };
  bool ahead(const OnArc& goal) const;
  void relax(ArcId after, ArcId before, std::uint64_t start_cm, std::uint32_t start_ms);
  std::uint32_t part_ms(ArcId arc, std::uint32_t offset_cm) const;

  const RoadGraph& graph_;
  Profile profile_;
  OnArc from_{kNone, 0};
  std::uint32_t limit_cm_ = 0;
  std::uint32_t query_ = 0;
  std::vector<Label> labels_;
  std::vector<std::uint32_t> wanted_;  // by arc: the query in which it is a goal's, or its shadow
  RadixHeap heap_;
};

}  // namespace vigie::roads
