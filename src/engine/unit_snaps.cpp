// SPDX-License-Identifier: Apache-2.0
// A fix, the street before it, and what is closed.
#include "engine/unit_snaps.hpp"

#include <chrono>

namespace vigie::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto kRemembered = 60s;

void close(std::optional<roads::OnArc>& direction, const roads::Metric& metric) {
  if (direction && metric.duration_ms[direction->arc] == roads::kClosed) direction.reset();
}

}  // namespace

UnitSnaps::UnitSnaps(const roads::RoadGraph& graph) : graph_(graph), snapper_(graph, roads::Profile::Emergency) {}

std::optional<roads::Snap> UnitSnaps::street_of(const UnitPosition& position, const roads::Metric& metric) {
  const auto known = put_.find(position.unit);
  const bool same = known != put_.end() && known->second.seen == position.seen;
  if (!same) {
    roads::Fix fix{position.place, position.heading_deg, position.speed_mps, std::nullopt};
    const bool lately =
        known != put_.end() && position.seen > known->second.seen && position.seen - known->second.seen <= kRemembered;
    if (lately) fix.last = known->second.at.on;
    const auto found = snapper_.snap(fix);
    if (!found) return std::nullopt;
    put_.insert_or_assign(position.unit, Put{position.seen, *found});
  }
  roads::Snap snap = put_.at(position.unit).at.snap;
  close(snap.forward, metric);
  close(snap.backward, metric);
  if (snap.forward || snap.backward) return snap;
  return roads::snap(graph_, position.place, metric);
}

}  // namespace vigie::engine
