// SPDX-License-Identifier: Apache-2.0
// New nodes and barred stubs at each way into the place.
#include "movement/cut_place.hpp"

#include <algorithm>

namespace vigie::movement {
namespace {

/// The way through the place must not seem longer for its stubs: whoever looks for a way would go round it.
constexpr double kLeft_m = 1;

}  // namespace

CutPlace cut_place(const flow::Network& network, const flow::Demand& demand, PlaceId place, double stub_m) {
  VIGIE_CHECK(stub_m > 0);
  CutPlace out{network.data(), demand, place, {}};
  const auto add_stub = [&](flow::NodeId outside, double width_m) {
    const flow::NodeId inner = out.network.node_count++;
    const auto stub = static_cast<flow::SectionId>(out.network.sections.size());
    out.network.sections.push_back({outside, inner, stub_m, width_m});
    // Held, not closed: routes still lead through. Not for ever, which would count as no way at all.
    out.demand.controls.push_back({stub, flow::ControlKind::Held, -1e15, 1e15});
    out.stubs.push_back(stub);
    return inner;
  };
  if (place.kind == PlaceId::Kind::Area) {
    VIGIE_CHECK(place.index < out.network.areas.size());
    for (flow::Entry& entry : out.network.areas[place.index].entries) {
      entry.node = add_stub(entry.node, entry.width_m);
      entry.distance_m = std::max(kLeft_m, entry.distance_m - stub_m);
    }
    return out;
  }
  VIGIE_CHECK(place.index < out.network.sections.size());
  const flow::Section whole = out.network.sections[place.index];
  const flow::NodeId from = add_stub(whole.from, whole.width_m), to = add_stub(whole.to, whole.width_m);
  out.network.sections[place.index].from = from;
  out.network.sections[place.index].to = to;
  out.network.sections[place.index].length_m = std::max(kLeft_m, whole.length_m - 2 * stub_m);
  return out;
}

}  // namespace vigie::movement
