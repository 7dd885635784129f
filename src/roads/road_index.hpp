// SPDX-License-Identifier: Apache-2.0
// RoadIndex: a road graph's turns as a hierarchy, and the travel times on it, now.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/mutex.hpp"
#include "core/result.hpp"
#include "core/snapshot.hpp"
#include "roads/cch.hpp"
#include "roads/cch_weights.hpp"
#include "roads/road_graph.hpp"

namespace vigie::roads {

/// The order for RoadIndex: the graph's arcs, by nested dissection. Takes seconds: an import's work.
std::vector<std::uint32_t> road_order(const RoadGraph& graph);

/// Immutable. A node of its hierarchy is an arc of the graph ("about to drive it"), a link an allowed turn, weighing what
/// the arc that is left and the turn itself take: every turn restriction, every forbidden turning back and every delay at
/// a junction holds, exactly.
/// Threads: const, any number of callers.
class RoadIndex {
 public:
  /// Borrows the graph. `order` is road_order(graph), or any other order of its arcs. Errors: Corrupt, OutOfRange.
  static Result<std::unique_ptr<const RoadIndex>> checked(const RoadGraph& graph, std::span<const std::uint32_t> order);

  const RoadGraph& graph() const { return graph_; }
  const Cch& cch() const { return cch_; }
  std::size_t turn_count() const { return turns_.size(); }

  /// By turn, for CchWeights.
  std::vector<Weight> weights(const Metric& metric) const;
  /// The turns out of these arcs, as the metric now has them.
  std::vector<LinkChange> changes(const Metric& metric, std::span<const ArcId> arcs) const;
  /// Where one may drive after an arc, in the eyes of some profile; `link` has the weight.
  struct Turn {
    std::uint32_t link;
    ArcId to;
  };
  std::vector<Turn> turns_from(ArcId arc) const;

 private:
  struct Turns {
    std::vector<Link> links;  // by the arc that is left
    std::vector<std::uint32_t> first;
  };
  static Turns turns_of(const RoadGraph& graph);
  RoadIndex(const RoadGraph& graph, Turns turns, Cch cch)
      : graph_(graph), turns_(std::move(turns.links)), first_turn_(std::move(turns.first)), cch_(std::move(cch)) {}
  Weight weight(const Metric& metric, const Link& turn) const;

  const RoadGraph& graph_;
  std::vector<Link> turns_;
  std::vector<std::uint32_t> first_turn_;
  Cch cch_;
};

/// The streets at one moment, ready for queries. Immutable once published.
struct IndexedMetric {
  Metric metric;
  CchWeights weights;
};

/// What is true of the streets now. Who reads keeps what was true when they took it: a change never waits for a reader nor
/// a reader for a change. Threads: one writer, any number of readers. Borrows the index.
class LiveRoads {
 public:
  LiveRoads(const RoadIndex& index, const Metric& metric);

  std::shared_ptr<const IndexedMetric> now() const { return now_.get(); }

  struct ArcChange {
    ArcId arc;
    std::uint32_t duration_ms;  ///< at least 1; kClosed where closed
  };
  /// Shadows of an arc change with it.
  void change(std::span<const ArcChange> changes);
  /// All at once.
  void replace(const Metric& metric);

 private:
  /// The copy that nobody reads any more: the last reader of a state leaves it here.
  struct Spare {
    Mutex mutex;
    std::unique_ptr<IndexedMetric> state GUARDED_BY(mutex);
    std::uint64_t version GUARDED_BY(mutex) = 0;
  };
  std::unique_ptr<IndexedMetric> copy_of_newest();
  std::shared_ptr<const IndexedMetric> owned(std::unique_ptr<IndexedMetric> state);

  const RoadIndex& index_;
  std::shared_ptr<Spare> spare_ = std::make_shared<Spare>();
  std::uint64_t version_ = 0;  // of the state published last
  // What the state before it lacks:
  std::vector<ArcId> missing_arcs_;
  std::vector<LinkChange> missing_turns_;
  std::vector<CchArc> missing_weights_;
  Snapshot<IndexedMetric> now_;
};

}  // namespace vigie::roads
