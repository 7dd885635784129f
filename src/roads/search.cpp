// SPDX-License-Identifier: Apache-2.0
// Dijkstra (1959) on arcs, backwards from the goal, stopping when every start's arc is settled.
#include "roads/search.hpp"

#include <algorithm>
#include <array>

#include "core/check.hpp"
#include "roads/on_arc.hpp"

namespace vigie::roads {
namespace {

constexpr std::uint64_t kMost = kNone - 1;

}  // namespace

Search::Search(const RoadGraph& graph) : graph_(graph), labels_(graph.arc_count()), wanted_query_(graph.arc_count()) {}

void Search::start_query() {
  heap_.clear();
  if (++query_ != 0) return;
  // After 2^32 queries the marks of the first one would look valid again.
  query_ = 1;
  for (Label& label : labels_) label.query = 0;
  std::fill(wanted_query_.begin(), wanted_query_.end(), 0U);
}

/// Puts the way from the goal's arc start to the goal, and the arc's shadows, into the heap.
void Search::seed(const Metric& metric, const OnArc& goal) {
  if (metric.duration_ms[goal.arc] == kClosed) return;
  const Arc& arc = graph_.arc(goal.arc);
  const std::uint64_t to_goal_ms = part(metric.duration_ms[goal.arc], goal.offset_cm, graph_.length_cm(goal.arc));
  for (const ArcId copy : graph_.leaving(graph_.tail(goal.arc))) {
    if (graph_.arc(copy).edge != arc.edge || graph_.arc(copy).reversed != arc.reversed) continue;
    goals_.push_back({copy, goal.offset_cm, to_goal_ms});
    heap_.push(to_goal_ms << 32 | (graph_.arc_count() + goals_.size() - 1));
  }
}

/// The arcs that may be driven just before `step`, which begins at their end and from where the rest is known.
void Search::settle(const Metric& metric, const Step& step) {
  const NodeId node = graph_.tail(step.arc);
  for (ArcId before = graph_.first_arriving(node); before < graph_.first_arriving(node + 1); ++before)
    if (!settled(before) && metric.duration_ms[before] != kClosed &&
        graph_.turn_allowed(before, step.arc, metric.profile))
      offer(metric, before, step);
}

/// A way from the arc's start, over the turn into `step`. A better one found later makes this one's key in the heap stale.
void Search::offer(const Metric& metric, ArcId arc, const Step& step) {
  const std::uint64_t duration_ms =
      step.duration_ms + graph_.turn_delay_ms(arc, step.arc, metric.profile) + metric.duration_ms[arc];
  const std::uint64_t length_cm = step.length_cm + graph_.length_cm(arc);
  if (duration_ms > kMost || length_cm > kMost) return;  // 49 days: no city is that large
  if (labelled(arc) && labels_[arc].duration_ms <= duration_ms) return;
  labels_[arc] = {query_, static_cast<std::uint32_t>(duration_ms), static_cast<std::uint32_t>(length_cm), step.next,
                  false};
  heap_.push(duration_ms << 32 | arc);
}

void Search::run(const Metric& metric, const Snap& goal, std::span<const std::optional<Snap>> starts) {
  VIGIE_CHECK(metric.duration_ms.size() == graph_.arc_count());
  start_query();
  goals_.clear();
  wanted_ = 0;
  for (const std::optional<OnArc>& on : directions(goal))
    if (on) seed(metric, *on);
  for (const std::optional<Snap>& start : starts) {
    if (!start) continue;
    for (const std::optional<OnArc>& on : directions(*start)) {
      if (!on || wanted_query_[on->arc] == query_) continue;
      wanted_query_[on->arc] = query_;
      ++wanted_;
    }
  }
  while (wanted_ > 0 && !heap_.empty()) {
    const std::uint64_t key = heap_.pop();
    const auto id = static_cast<std::uint32_t>(key & kNone);
    if (id >= graph_.arc_count()) {
      const GoalStep& at_goal = goals_[id - graph_.arc_count()];
      settle(metric, {at_goal.arc, at_goal.duration_ms, at_goal.offset_cm, id});
    } else if (!labels_[id].settled && labels_[id].duration_ms == key >> 32) {
      labels_[id].settled = true;
      if (wanted_query_[id] == query_) --wanted_;
      settle(metric, {id, labels_[id].duration_ms, labels_[id].length_cm, id});
    }
  }
}

std::optional<Search::Answer> Search::answer(const Metric& metric, const Snap& start, const Snap& goal) const {
  std::optional<Answer> best;
  const auto offer = [&](const Answer& candidate) {
    if (!best || candidate.travel.duration_ms < best->travel.duration_ms) best = candidate;
  };
  for (const std::optional<OnArc>& from : directions(start)) {
    if (!from || metric.duration_ms[from->arc] == kClosed) continue;
    const std::uint32_t whole_ms = metric.duration_ms[from->arc];
    const std::uint32_t whole_cm = graph_.length_cm(from->arc);
    const auto driven_ms = static_cast<std::int64_t>(part(whole_ms, from->offset_cm, whole_cm));
    const std::optional<OnArc> ahead = place_on(goal, from->arc);
    if (ahead && ahead->offset_cm >= from->offset_cm) {
      const auto until_ms = static_cast<std::int64_t>(part(whole_ms, ahead->offset_cm, whole_cm));
      offer({{until_ms - driven_ms, std::int64_t{ahead->offset_cm} - from->offset_cm}, *from, true});
    }
    if (settled(from->arc))
      offer({{labels_[from->arc].duration_ms - driven_ms, std::int64_t{labels_[from->arc].length_cm} - from->offset_cm},
             *from,
             false});
  }
  return best;
}

std::vector<std::optional<Travel>> Search::travel_times(const Metric& metric, const Snap& goal,
                                                        std::span<const std::optional<Snap>> starts) {
  run(metric, goal, starts);
  std::vector<std::optional<Travel>> out;
  out.reserve(starts.size());
  for (const std::optional<Snap>& start : starts) {
    const std::optional<Answer> found = start ? answer(metric, *start, goal) : std::nullopt;
    out.push_back(found ? std::optional(found->travel) : std::nullopt);
  }
  return out;
}

std::optional<Route> Search::route(const Metric& metric, const Snap& start, const Snap& goal) {
  const std::array<std::optional<Snap>, 1> starts{start};
  run(metric, goal, starts);
  const std::optional<Answer> found = answer(metric, start, goal);
  if (!found) return std::nullopt;

  std::vector<RoutePiece> pieces;
  const auto add = [&](ArcId arc, std::uint32_t from_cm, std::uint32_t to_cm) {
    pieces.push_back({arc, from_cm, to_cm,
                      static_cast<std::int64_t>(part(metric.duration_ms[arc], to_cm, graph_.length_cm(arc))) -
                          static_cast<std::int64_t>(part(metric.duration_ms[arc], from_cm, graph_.length_cm(arc)))});
  };
  if (found->direct) {
    add(found->start.arc, found->start.offset_cm, place_on(goal, found->start.arc)->offset_cm);
  } else {
    std::uint32_t id = found->start.arc;
    add(id, found->start.offset_cm, graph_.length_cm(id));
    for (id = labels_[id].next; id < graph_.arc_count(); id = labels_[id].next) add(id, 0, graph_.length_cm(id));
    const GoalStep& last = goals_[id - graph_.arc_count()];
    add(last.arc, 0, last.offset_cm);
  }
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)  // a barrier that is passed; where the way ends at one, it is not
    if (graph_.length_cm(pieces[i].arc) == 0) pieces[i].duration_ms = metric.duration_ms[pieces[i].arc];
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
    pieces[i].then_wait_ms = graph_.turn_delay_ms(pieces[i].arc, pieces[i + 1].arc, metric.profile);
  Route out{found->travel, route_line(graph_, pieces), {}};
  for (const RoutePiece& piece : pieces) out.arcs.push_back(piece.arc);
  return out;
}

std::vector<std::optional<Travel>> travel_times_to(const RoadGraph& graph, const geo::Position& there,
                                                   std::span<const geo::Position> places, Profile profile) {
  const std::optional<Snap> goal = snap(graph, there, profile);
  if (!goal) return std::vector<std::optional<Travel>>(places.size());
  std::vector<std::optional<Snap>> starts;
  starts.reserve(places.size());
  for (const geo::Position& place : places) starts.push_back(snap(graph, place, profile));
  return Search(graph).travel_times(graph.metric(profile), *goal, starts);
}

std::optional<Route> route(const RoadGraph& graph, const geo::Position& from, const geo::Position& to,
                           Profile profile) {
  const std::optional<Snap> start = snap(graph, from, profile);
  const std::optional<Snap> goal = snap(graph, to, profile);
  if (!start || !goal) return std::nullopt;
  return Search(graph).route(graph.metric(profile), *start, *goal);
}

}  // namespace vigie::roads
