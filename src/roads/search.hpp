// SPDX-License-Identifier: Apache-2.0
// Shortest paths by time on the road graph: from many units to one incident, and one route with its shape.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "roads/radix_heap.hpp"
#include "roads/road_graph.hpp"
#include "roads/route_shape.hpp"
#include "roads/snap.hpp"

namespace vigie::roads {

/// Along the fastest path; the parts of streets at both ends counted exactly, what lies beside the street not at all.
struct Travel {
  std::int64_t duration_ms;
  std::int64_t length_cm;

  std::int32_t seconds() const { return static_cast<std::int32_t>((duration_ms + 500) / 1000); }
  std::int32_t distance_m() const { return static_cast<std::int32_t>((length_cm + 50) / 100); }
  friend bool operator==(const Travel&, const Travel&) = default;
};

struct Route {
  Travel travel;
  std::vector<RoutePoint> line;  ///< from street point to street point; at least one
  std::vector<ArcId> arcs;       ///< as driven; the first and the last only in part
};

/// A query object: cheap to keep, one per thread; its memory is used again by the next query.
/// Dijkstra backwards from the goal over arcs, so that turn restrictions and turn delays hold: the slow twin of FastSearch.
class Search {
 public:
  /// Borrows the graph.
  explicit Search(const RoadGraph& graph);

  /// One entry per start, in order; nothing where no road leads. The metric is of this graph.
  std::vector<std::optional<Travel>> travel_times(const Metric& metric, const Snap& goal,
                                                  std::span<const std::optional<Snap>> starts);

  std::optional<Route> route(const Metric& metric, const Snap& start, const Snap& goal);

 private:
  struct Label {
    std::uint32_t query = 0;    // valid where it is the current one
    std::uint32_t duration_ms;  // from the arc's start to the goal
    std::uint32_t length_cm;
    std::uint32_t next;  // the arc after it; from arc_count() on: an entry of goals_
    bool settled;        // no better way is left
  };
  struct GoalStep {  // the last, partial arc
    ArcId arc;
    std::uint32_t offset_cm;
    std::uint64_t duration_ms;
  };
  struct Step {  // an arc (or goal) from whose start the rest is known
    ArcId arc;
    std::uint64_t duration_ms;
    std::uint64_t length_cm;
    std::uint32_t next;
  };
  struct Answer {
    Travel travel;
    OnArc start;
    bool direct;  // the goal is ahead on the start's own arc
  };

  bool labelled(ArcId arc) const { return labels_[arc].query == query_; }
  bool settled(ArcId arc) const { return labelled(arc) && labels_[arc].settled; }
  void start_query();
  void seed(const Metric& metric, const OnArc& goal);
  void settle(const Metric& metric, const Step& step);
  void offer(const Metric& metric, ArcId arc, const Step& step);
  void run(const Metric& metric, const Snap& goal, std::span<const std::optional<Snap>> starts);
  std::optional<Answer> answer(const Metric& metric, const Snap& start, const Snap& goal) const;

  const RoadGraph& graph_;
  std::uint32_t query_ = 0;
  std::size_t wanted_ = 0;  // starts' arcs that are not settled yet
  std::vector<Label> labels_;
  std::vector<std::uint32_t> wanted_query_;  // by arc: a start waits for it
  std::vector<GoalStep> goals_;
  RadixHeap heap_;
};

/// Travel times by road from each place to `there`. Threads: any; makes its own Search.
std::vector<std::optional<Travel>> travel_times_to(const RoadGraph& graph, const geo::Position& there,
                                                   std::span<const geo::Position> places,
                                                   Profile profile = Profile::Emergency);

/// The fastest route. Nothing where no road leads, or a place is far from every street.
std::optional<Route> route(const RoadGraph& graph, const geo::Position& from, const geo::Position& to,
                           Profile profile = Profile::Emergency);

}  // namespace vigie::roads
