// SPDX-License-Identifier: Apache-2.0
// Random places on the streets of a city, for `vigie roads verify` and `bench`.
#pragma once

#include <cstdint>
#include <random>

#include "roads/snap.hpp"

namespace vigie::apps {

/// Any street that the profile may drive, islands and blind alleys among them; anywhere along it.
inline roads::Snap random_place(const roads::RoadGraph& graph, roads::Profile profile, std::mt19937& random) {
  const auto open = [&](roads::ArcId arc) {
    return arc != roads::kNone && graph.duration_ms(arc, profile) != roads::kClosed;
  };
  for (;;) {
    const auto edge = static_cast<roads::EdgeId>(random() % graph.data().edges.size());
    const roads::ArcId forward = graph.forward_arc(edge), backward = graph.backward_arc(edge);
    if (!open(forward) && !open(backward)) continue;
    const std::uint32_t length_cm = graph.data().edges[edge].length_cm;
    const auto offset_cm = static_cast<std::uint32_t>(random() % (std::uint64_t{length_cm} + 1));
    roads::Snap place{edge, {}, {}, graph.shape(edge).front(), 0, roads::Side::Left};
    if (open(forward)) place.forward = roads::OnArc{forward, offset_cm};
    if (open(backward)) place.backward = roads::OnArc{backward, length_cm - offset_cm};
    return place;
  }
}

}  // namespace vigie::apps
