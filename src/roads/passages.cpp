// SPDX-License-Identifier: Apache-2.0
// Walks the ways and sets a time at every junction.
#include "roads/passages.hpp"

#include <algorithm>
#include <cmath>

#include "roads/on_arc.hpp"

namespace vigie::roads {
namespace {

ArcId real_arc(const RoadGraph& graph, ArcId arc) {
  const Arc& a = graph.arc(arc);
  return a.reversed ? graph.backward_arc(a.edge) : graph.forward_arc(a.edge);
}

}  // namespace

std::vector<Passage> passages(const RoadGraph& graph, Profile profile, std::span<const Waypoint> waypoints) {
  std::vector<Passage> out;
  if (waypoints.empty()) return out;
  const auto part_ms = [&](ArcId arc, std::uint32_t from_cm, std::uint32_t to_cm) {
    const std::uint32_t whole_ms = graph.duration_ms(arc, profile);
    const std::uint32_t length_cm = graph.length_cm(arc);
    if (length_cm == 0) return whole_ms == kClosed ? 0.0 : static_cast<double>(whole_ms);  // a barrier
    return to_cm <= from_cm
               ? 0.0
               : static_cast<double>(part(whole_ms, to_cm, length_cm) - part(whole_ms, from_cm, length_cm));
  };
  const Waypoint& first = waypoints.front();
  out.push_back({real_arc(graph, first.on.arc), first.at, first.at, false});
  std::uint32_t reached_cm = first.on.offset_cm;  // on the arc that is being driven
  for (std::size_t i = 1; i < waypoints.size(); ++i) {
    const Waypoint& to = waypoints[i];
    const Time from_at = waypoints[i - 1].at;
    const auto end_cm = [&](std::size_t k) {
      return k + 1 < to.way.size() ? graph.length_cm(to.way[k]) : to.on.offset_cm;
    };
    double whole_ms = 0;
    for (std::size_t k = 0; k < to.way.size(); ++k) whole_ms += part_ms(to.way[k], k == 0 ? reached_cm : 0, end_cm(k));
    double driven_ms = 0;
    for (std::size_t k = 0; k + 1 < to.way.size(); ++k) {
      driven_ms += part_ms(to.way[k], k == 0 ? reached_cm : 0, end_cm(k));
      const double share = whole_ms > 0 ? driven_ms / whole_ms : 1;
      const Time at =
          from_at + std::chrono::milliseconds(std::llround(share * static_cast<double>((to.at - from_at).count())));
      out.back().left = at;
      out.push_back({real_arc(graph, to.way[k + 1]), at, at, true});
    }
    out.back().left = to.at;
    // A place a little behind the one before on the same street is noise: nobody drove back.
    reached_cm = to.way.size() > 1 ? to.on.offset_cm : std::max(reached_cm, to.on.offset_cm);
  }
  out.back().whole = false;
  return out;
}

}  // namespace vigie::roads
