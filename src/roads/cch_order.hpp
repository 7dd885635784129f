// SPDX-License-Identifier: Apache-2.0
// The order in which a hierarchy contracts a street network: outskirts of every part first, the cuts between parts last.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/position.hpp"
#include "roads/components.hpp"

namespace vigie::roads {

/// Nested dissection: the map is cut in two where the fewest links cross, each half again, and so on. The same input
/// gives the same order on every machine; no random numbers.
/// Source: Schild, Sommer, "On balanced separators in road networks", SEA 2015 (inertial flow).

/// Numbers of links; what crosses a cut comes after both halves. For searches that go from link to link.
std::vector<std::uint32_t> link_order(std::span<const geo::Position> places, std::span<const Link> links);

/// Numbers of nodes; the ends of a cut, on one side, come after both halves. For searches that go from node to node.
std::vector<std::uint32_t> node_order(std::span<const geo::Position> places, std::span<const Link> links);

}  // namespace vigie::roads
