// SPDX-License-Identifier: Apache-2.0
// CutPlace: a street section or square cut out of a network, so that another simulation may stand in for it.
#pragma once

#include <vector>

#include "flow/demand.hpp"
#include "flow/network.hpp"

namespace vigie::movement {

/// A piece of the network to be replaced.
struct PlaceId {
  enum class Kind : std::uint8_t { Section, Area } kind;
  std::uint32_t index;
};

/// The place is still there for whoever looks for a way, but nobody walks into it: each way in ends in a stub, a short street across whose
/// middle nobody passes. Sections, areas and nodes keep their numbers; stubs and their inner nodes are added behind. Ways through it are as long as before, as
/// far as the place is longer than its stubs.
struct CutPlace {
  flow::NetworkData network;
  flow::Demand demand;
  PlaceId place;
  /// Entered at its `from`, where the network goes on; by entry of the square, or the section's `from` end, then its `to` end.
  std::vector<flow::SectionId> stubs;
};

/// `stub_m`: at least twice what the fastest walk in a step of the simulation (7.4 m in 4 s).
/// The caller's errors: a place that the network does not have.
CutPlace cut_place(const flow::Network& network, const flow::Demand& demand, PlaceId place, double stub_m);

}  // namespace vigie::movement
