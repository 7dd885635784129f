// SPDX-License-Identifier: Apache-2.0
// Lists a graph's turns, weighs them, and keeps two copies of the weights so that a change copies only what it changes.
#include "roads/road_index.hpp"

#include <string>
#include <utility>

#include "core/check.hpp"
#include "roads/cch_order.hpp"

namespace vigie::roads {

std::vector<std::uint32_t> road_order(const RoadGraph& graph) {
  std::vector<Link> links;
  links.reserve(graph.arc_count());
  for (ArcId arc = 0; arc < graph.arc_count(); ++arc) links.push_back({graph.tail(arc), graph.head(arc)});
  return link_order(graph.data().nodes, links);
}

RoadIndex::Turns RoadIndex::turns_of(const RoadGraph& graph) {
  Turns turns;
  turns.first.push_back(0);
  for (ArcId from = 0; from < graph.arc_count(); ++from) {
    for (const ArcId to : graph.leaving(graph.head(from)))
      if (graph.turn_allowed(from, to, Profile::Car) || graph.turn_allowed(from, to, Profile::Emergency))
        turns.links.push_back({from, to});
    turns.first.push_back(static_cast<std::uint32_t>(turns.links.size()));
  }
  return turns;
}

Result<std::unique_ptr<const RoadIndex>> RoadIndex::checked(const RoadGraph& graph,
                                                            std::span<const std::uint32_t> order) {
  if (order.size() != graph.arc_count())
    return Error{ErrorKind::Corrupt, "road order: made for " + std::to_string(order.size()) + " arcs, the graph has " +
                                         std::to_string(graph.arc_count())};
  Turns turns = turns_of(graph);
  Result<Cch> cch = Cch::checked(turns.links, order);
  if (!cch) return cch.error();
  return std::unique_ptr<const RoadIndex>(new RoadIndex(graph, std::move(turns), std::move(*cch)));
}

Weight RoadIndex::weight(const Metric& metric, const Link& turn) const {
  const std::uint32_t duration = metric.duration_ms[turn.from];
  if (duration == kClosed || !graph_.turn_allowed(turn.from, turn.to, metric.profile)) return kFar;
  return weight_of(std::uint64_t{duration} + graph_.turn_delay_ms(turn.from, turn.to, metric.profile),
                   graph_.length_cm(turn.from));
}

std::vector<Weight> RoadIndex::weights(const Metric& metric) const {
  VIGIE_CHECK(metric.duration_ms.size() == graph_.arc_count());
  std::vector<Weight> out;
  out.reserve(turns_.size());
  for (const Link& turn : turns_) out.push_back(weight(metric, turn));
  return out;
}

std::vector<LinkChange> RoadIndex::changes(const Metric& metric, std::span<const ArcId> arcs) const {
  std::vector<LinkChange> out;
  for (const ArcId arc : arcs)
    for (std::uint32_t turn = first_turn_[arc]; turn < first_turn_[arc + 1]; ++turn)
      out.push_back({turn, weight(metric, turns_[turn])});
  return out;
}

std::vector<RoadIndex::Turn> RoadIndex::turns_from(ArcId arc) const {
  std::vector<Turn> out;
  for (std::uint32_t turn = first_turn_[arc]; turn < first_turn_[arc + 1]; ++turn)
    out.push_back({turn, turns_[turn].to});
  return out;
}

LiveRoads::LiveRoads(const RoadIndex& index, const Metric& metric) : index_(index), now_(nullptr) { replace(metric); }

std::shared_ptr<const IndexedMetric> LiveRoads::owned(std::unique_ptr<IndexedMetric> state) {
  const auto leave = [spare = spare_, version = ++version_](IndexedMetric* unread) {
    std::unique_ptr<IndexedMetric> left(unread);
    const Lock lock(spare->mutex);
    if (version < spare->version) return;
    spare->state = std::move(left);
    spare->version = version;
  };
  return std::shared_ptr<IndexedMetric>(state.release(), leave);
}

/// The state before the newest, brought up to it; a fresh copy where somebody still reads that one.
std::unique_ptr<IndexedMetric> LiveRoads::copy_of_newest() {
  const std::shared_ptr<const IndexedMetric> newest = now_.get();
  std::unique_ptr<IndexedMetric> state;
  {
    const Lock lock(spare_->mutex);
    if (spare_->state && spare_->version + 1 == version_) state = std::move(spare_->state);
  }
  if (!state) return std::make_unique<IndexedMetric>(*newest);
  for (const ArcId arc : missing_arcs_) state->metric.duration_ms[arc] = newest->metric.duration_ms[arc];
  state->weights.follow(newest->weights, missing_turns_, missing_weights_);
  return state;
}

void LiveRoads::change(std::span<const ArcChange> changes) {
  std::unique_ptr<IndexedMetric> next = copy_of_newest();
  const RoadGraph& graph = index_.graph();
  std::vector<ArcId> arcs;
  for (const ArcChange& changed : changes) {
    VIGIE_CHECK(changed.duration_ms > 0);
    for (const ArcId copy : graph.leaving(graph.tail(changed.arc))) {
      if (!graph.same_direction(copy, changed.arc)) continue;
      next->metric.duration_ms[copy] = changed.duration_ms;
      arcs.push_back(copy);
    }
  }
  missing_turns_ = index_.changes(next->metric, arcs);
  missing_weights_ = next->weights.change(index_.cch(), missing_turns_);
  missing_arcs_ = std::move(arcs);
  now_.publish(owned(std::move(next)));
}

void LiveRoads::replace(const Metric& metric) {
  // `new`: make_unique cannot make aggregates.
  std::unique_ptr<IndexedMetric> next(new IndexedMetric{metric, CchWeights(index_.cch(), index_.weights(metric))});
  ++version_;  // no spare is one step behind this
  now_.publish(owned(std::move(next)));
}

}  // namespace vigie::roads
