// SPDX-License-Identifier: Apache-2.0
// roads.bin, roads-order.bin and walk.bin: the graphs as bytes; docs/formats/city-bundle.md has the layout.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "roads/road_graph.hpp"
#include "roads/walk_graph.hpp"

namespace vigie::city {

std::string to_bytes(const roads::RoadGraph& graph);
std::string to_bytes(const roads::WalkGraph& graph);
/// The order in which the road graph is contracted: roads::road_order.
std::string order_to_bytes(std::span<const std::uint32_t> order);

/// Errors: Corrupt, in one line: not such a file, another version, cut short, a checksum that differs, parts that do not fit.
Result<roads::RoadGraph> road_graph_from(std::string_view bytes);
Result<roads::WalkGraph> walk_graph_from(std::string_view bytes);
/// Not checked against a graph: roads::RoadIndex::checked does that.
Result<std::vector<std::uint32_t>> order_from(std::string_view bytes);

}  // namespace vigie::city
