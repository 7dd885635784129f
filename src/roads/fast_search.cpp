// SPDX-License-Identifier: Apache-2.0
// The partial streets at both ends, around a sweep of the hierarchy.
#include "roads/fast_search.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "roads/on_arc.hpp"

namespace vigie::roads {
namespace {

/// Both on one arc, the goal not behind the start.
std::optional<Travel> ahead(const RoadGraph& graph, const Metric& metric, const OnArc& from, const Snap& goal) {
  const std::optional<OnArc> to = place_on(goal, from.arc);
  if (!to || to->offset_cm < from.offset_cm) return std::nullopt;
  const std::uint32_t whole_ms = metric.duration_ms[from.arc], whole_cm = graph.length_cm(from.arc);
  return Travel{static_cast<std::int64_t>(part(whole_ms, to->offset_cm, whole_cm)) -
                    static_cast<std::int64_t>(part(whole_ms, from.offset_cm, whole_cm)),
                std::int64_t{to->offset_cm} - from.offset_cm};
}

bool better(const Travel& a, const Travel& b) {
  return a.duration_ms != b.duration_ms ? a.duration_ms < b.duration_ms : a.length_cm < b.length_cm;
}

Travel less(Weight whole, std::uint64_t driven_ms, std::uint32_t driven_cm) {
  return {duration_ms(whole) - static_cast<std::int64_t>(driven_ms), length_cm(whole) - driven_cm};
}

}  // namespace

/// The goal's arcs and their shadows, each with the way from its start to the goal.
std::vector<Seed> FastSearch::seeds(const Metric& metric, const Snap& goal) const {
  const RoadGraph& graph = index_.graph();
  std::vector<Seed> out;
  for (const std::optional<OnArc>& on : directions(goal)) {
    if (!on || metric.duration_ms[on->arc] == kClosed) continue;
    const Weight weight =
        weight_of(part(metric.duration_ms[on->arc], on->offset_cm, graph.length_cm(on->arc)), on->offset_cm);
    for (const ArcId copy : graph.leaving(graph.tail(on->arc)))
      if (graph.same_direction(copy, on->arc)) out.push_back({index_.cch().rank(copy), weight});
  }
  return out;
}

void FastSearch::aim(const IndexedMetric& metric, const Snap& goal) {
  goals_ = seeds(metric.metric, goal);
  sweep_.aim(metric.weights, goals_);
}

/// The start's arc is one of the goal's: a way that leaves it and comes back is no way without an arc.
bool FastSearch::behind(const Metric& metric, ArcId start, const Snap& goal) const {
  return place_on(goal, start) && metric.duration_ms[start] != kClosed;
}

/// After aim().
std::optional<FastSearch::Answer> FastSearch::answer(const IndexedMetric& metric, const Snap& start, const Snap& goal) {
  const RoadGraph& graph = index_.graph();
  std::optional<Answer> best;
  const auto offer = [&](const Answer& candidate) {
    if (!best || better(candidate.travel, best->travel)) best = candidate;
  };
  for (const std::optional<OnArc>& from : directions(start)) {
    if (!from || metric.metric.duration_ms[from->arc] == kClosed) continue;
    const std::uint64_t driven_ms =
        part(metric.metric.duration_ms[from->arc], from->offset_cm, graph.length_cm(from->arc));
    if (const auto travel = ahead(graph, metric.metric, *from, goal)) offer({*travel, *from, true, {}});
    if (!behind(metric.metric, from->arc, goal)) {
      const Weight whole = sweep_.to_goal(index_.cch().rank(from->arc));
      if (whole < kFar) offer({less(whole, driven_ms, from->offset_cm), *from, false, {}});
      continue;
    }
    for (const RoadIndex::Turn& turn : index_.turns_from(from->arc)) {
      const Weight whole = metric.weights.link(turn.link) + sweep_.to_goal(index_.cch().rank(turn.to));
      if (whole < kFar) offer({less(whole, driven_ms, from->offset_cm), *from, false, turn.to});
    }
  }
  return best;
}

std::optional<Travel> FastSearch::travel(const IndexedMetric& metric, const Snap& start, const Snap& goal) {
  const RoadGraph& graph = index_.graph();
  const auto asked = directions(start);
  const bool same_street = std::any_of(asked.begin(), asked.end(),
                                       [&](const std::optional<OnArc>& on) { return on && place_on(goal, on->arc); });
  if (same_street) {
    aim(metric, goal);
    const std::optional<Answer> found = answer(metric, start, goal);
    return found ? std::optional(found->travel) : std::nullopt;
  }
  // What is driven already of the first arc counts against the way; a common offset keeps it from falling below zero.
  std::uint64_t offset_ms = 0;
  std::uint32_t offset_cm = 0;
  const auto driven_ms = [&](const OnArc& on) {
    return part(metric.metric.duration_ms[on.arc], on.offset_cm, graph.length_cm(on.arc));
  };
  const auto open = [&](const std::optional<OnArc>& on) { return on && metric.metric.duration_ms[on->arc] != kClosed; };
  for (const std::optional<OnArc>& on : asked) {
    if (!open(on)) continue;
    offset_ms = std::max(offset_ms, driven_ms(*on));
    offset_cm = std::max(offset_cm, on->offset_cm);
  }
  std::array<Seed, 2> starts{};
  std::size_t count = 0;
  for (const std::optional<OnArc>& on : asked)
    if (open(on))
      starts[count++] = {index_.cch().rank(on->arc),
                         weight_of(offset_ms - driven_ms(*on), std::uint64_t{offset_cm} - on->offset_cm)};
  goals_ = seeds(metric.metric, goal);
  const Weight found = sweep_.between(metric.weights, std::span(starts).first(count), goals_);
  if (found >= kFar) return std::nullopt;
  return less(found, offset_ms, offset_cm);
}

std::vector<std::optional<Travel>> FastSearch::travel_times(const IndexedMetric& metric, const Snap& goal,
                                                            std::span<const std::optional<Snap>> starts) {
  aim(metric, goal);
  std::vector<std::optional<Travel>> out;
  out.reserve(starts.size());
  for (const std::optional<Snap>& start : starts) {
    const std::optional<Answer> found = start ? answer(metric, *start, goal) : std::nullopt;
    out.push_back(found ? std::optional(found->travel) : std::nullopt);
  }
  return out;
}

std::vector<std::int64_t> FastSearch::table(const IndexedMetric& metric, std::span<const std::optional<Snap>> starts,
                                            std::span<const std::optional<Snap>> goals) {
  std::vector<Rank> ranks;
  std::unordered_map<ArcId, std::size_t> rows;
  for (const std::optional<Snap>& start : starts)
    for (const std::optional<OnArc>& on : start ? directions(*start) : std::array<std::optional<OnArc>, 2>{})
      if (on && metric.metric.duration_ms[on->arc] != kClosed && rows.try_emplace(on->arc, ranks.size()).second)
        ranks.push_back(index_.cch().rank(on->arc));
  std::vector<std::vector<Seed>> aims;
  for (const std::optional<Snap>& goal : goals)
    aims.push_back(goal ? seeds(metric.metric, *goal) : std::vector<Seed>{});
  const std::vector<std::int32_t> times = sweep_.table(metric.weights, ranks, aims);

  std::vector<std::int64_t> out(starts.size() * goals.size(), kNoWay);
  for (std::size_t s = 0; s < starts.size(); ++s) {
    if (!starts[s]) continue;
    for (const std::optional<OnArc>& on : directions(*starts[s])) {
      if (!on || metric.metric.duration_ms[on->arc] == kClosed) continue;
      const auto driven = static_cast<std::int64_t>(
          part(metric.metric.duration_ms[on->arc], on->offset_cm, index_.graph().length_cm(on->arc)));
      const std::int32_t* const row = times.data() + rows.at(on->arc) * goals.size();
      for (std::size_t g = 0; g < goals.size(); ++g) {
        std::int64_t& best = out[s * goals.size() + g];
        if (row[g] < CchSweep::kFarMs && (best == kNoWay || row[g] - driven < best)) best = row[g] - driven;
      }
    }
    for (std::size_t g = 0; g < goals.size(); ++g) {
      if (!goals[g] || goals[g]->edge != starts[s]->edge) continue;
      const std::optional<Travel> near = travel(metric, *starts[s], *goals[g]);
      out[s * goals.size() + g] = near ? near->duration_ms : kNoWay;
    }
  }
  return out;
}

std::optional<Route> FastSearch::route(const IndexedMetric& metric, const Snap& start, const Snap& goal) {
  aim(metric, goal);
  const std::optional<Answer> found = answer(metric, start, goal);
  if (!found) return std::nullopt;

  const RoadGraph& graph = index_.graph();
  std::vector<RoutePiece> pieces;
  const auto add = [&](ArcId arc, std::uint32_t from_cm, std::uint32_t to_cm) {
    const std::uint32_t whole_ms = metric.metric.duration_ms[arc], whole_cm = graph.length_cm(arc);
    const auto until = static_cast<std::int64_t>(part(whole_ms, to_cm, whole_cm));
    const auto since = static_cast<std::int64_t>(part(whole_ms, from_cm, whole_cm));
    pieces.push_back({arc, from_cm, to_cm, until - since});
  };
  if (found->direct) {
    add(found->start.arc, found->start.offset_cm, place_on(goal, found->start.arc)->offset_cm);
  } else {
    std::vector<ArcId> arcs;
    if (found->next) arcs.push_back(found->start.arc);
    for (const Rank rank : sweep_.path(index_.cch().rank(found->next.value_or(found->start.arc))))
      arcs.push_back(index_.cch().node(rank));
    add(arcs.front(), found->start.offset_cm, graph.length_cm(arcs.front()));
    for (std::size_t i = 1; i + 1 < arcs.size(); ++i) add(arcs[i], 0, graph.length_cm(arcs[i]));
    const Arc& last = graph.arc(arcs.back());
    const auto on_last = last.reversed ? goal.backward : goal.forward;
    add(arcs.back(), 0, on_last->offset_cm);
  }
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)  // a barrier that is passed; where the way ends at one, it is not
    if (graph.length_cm(pieces[i].arc) == 0) pieces[i].duration_ms = metric.metric.duration_ms[pieces[i].arc];
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
    pieces[i].then_wait_ms = graph.turn_delay_ms(pieces[i].arc, pieces[i + 1].arc, metric.metric.profile);
  Route out{found->travel, route_line(graph, pieces), {}};
  for (const RoutePiece& piece : pieces) out.arcs.push_back(piece.arc);
  return out;
}

}  // namespace vigie::roads
