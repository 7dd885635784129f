// SPDX-License-Identifier: Apache-2.0
// Keys are centimetres to an arc's start, then the arc.
#include "roads/near_routes.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "roads/on_arc.hpp"

namespace vigie::roads {

NearRoutes::NearRoutes(const RoadGraph& graph, Profile profile)
    : graph_(graph), profile_(profile), labels_(graph.arc_count()), wanted_(graph.arc_count()) {}

bool NearRoutes::ahead(const OnArc& goal) const {
  return graph_.same_direction(goal.arc, from_.arc) && goal.offset_cm >= from_.offset_cm;
}

std::uint32_t NearRoutes::part_ms(ArcId arc, std::uint32_t offset_cm) const {
  return static_cast<std::uint32_t>(part(graph_.duration_ms(arc, profile_), offset_cm, graph_.length_cm(arc)));
}

void NearRoutes::relax(ArcId after, ArcId before, std::uint64_t start_cm, std::uint32_t start_ms) {
  Label& label = labels_[after];
  if (label.query == query_ && label.start_cm <= start_cm) return;
  label = {query_, static_cast<std::uint32_t>(start_cm), start_ms, before, false};
  heap_.push(start_cm << 32 | after);
}

void NearRoutes::run(const OnArc& from, std::span<const OnArc> goals, std::uint32_t limit_cm) {
  VIGIE_CHECK(limit_cm < kNone);
  heap_.clear();
  if (++query_ == 0) {  // after 2^32 queries the marks of the first one would look valid again
    query_ = 1;
    for (Label& label : labels_) label.query = 0;
    std::fill(wanted_.begin(), wanted_.end(), 0U);
  }
  from_ = from;
  limit_cm_ = limit_cm;
  std::size_t open = 0;  // goal arcs, shadows with them, without a way yet
  for (const OnArc& goal : goals) {
    if (ahead(goal)) continue;
    for (const ArcId copy : graph_.leaving(graph_.tail(goal.arc)))
      if (graph_.same_direction(copy, goal.arc) && wanted_[copy] != query_) {
        wanted_[copy] = query_;
        ++open;
      }
  }
  const auto leave = [&](ArcId arc, std::uint64_t end_cm, std::uint32_t end_ms) {
    if (end_cm > limit_cm_) return;
    for (const ArcId after : graph_.leaving(graph_.head(arc)))
      if (graph_.duration_ms(after, profile_) != kClosed && graph_.turn_allowed(arc, after, profile_))
        relax(after, arc, end_cm, end_ms);
  };
  const std::uint32_t offset_cm = std::min(from.offset_cm, graph_.length_cm(from.arc));
  if (open > 0)
    leave(from.arc, graph_.length_cm(from.arc) - offset_cm,
          graph_.duration_ms(from.arc, profile_) - part_ms(from.arc, offset_cm));
  while (open > 0 && !heap_.empty()) {
    const std::uint64_t key = heap_.pop();
    const auto arc = static_cast<ArcId>(key & kNone);
    const std::uint64_t start_cm = key >> 32;
    Label& label = labels_[arc];
    if (label.settled || label.start_cm != start_cm) continue;
    label.settled = true;
    if (wanted_[arc] == query_) --open;
    leave(arc, start_cm + graph_.length_cm(arc), label.start_ms + graph_.duration_ms(arc, profile_));
  }
}

std::optional<NearRoutes::Found> NearRoutes::to(const OnArc& goal) const {
  if (from_.arc == kNone) return std::nullopt;
  if (ahead(goal)) {
    return Found{goal.offset_cm - from_.offset_cm,
                 part_ms(goal.arc, goal.offset_cm) - part_ms(goal.arc, from_.offset_cm), from_.arc};
  }
  std::optional<Found> best;
  for (const ArcId copy : graph_.leaving(graph_.tail(goal.arc))) {
    if (!graph_.same_direction(copy, goal.arc)) continue;
    const Label& label = labels_[copy];
    if (label.query != query_ || !label.settled) continue;
    const std::uint64_t whole_cm = std::uint64_t{label.start_cm} + goal.offset_cm;
    if (whole_cm <= limit_cm_ && (!best || whole_cm < best->length_cm))
      best = Found{static_cast<std::uint32_t>(whole_cm), label.start_ms + part_ms(goal.arc, goal.offset_cm), copy};
  }
  return best;
}

std::vector<ArcId> NearRoutes::path(const OnArc& goal) const {
  const std::optional<Found> found = to(goal);
  if (!found) return {};
  if (ahead(goal)) return {from_.arc};
  std::vector<ArcId> arcs{found->last};
  // What was entered straight from the start keeps that as its best way: only there does the start's arc stand before another.
  do arcs.push_back(labels_[arcs.back()].before);
  while (arcs.back() != from_.arc);
  std::reverse(arcs.begin(), arcs.end());
  return arcs;
}

}  // namespace vigie::roads
