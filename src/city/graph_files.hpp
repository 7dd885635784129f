// SPDX-License-Identifier: Apache-2.0
// roads.bin and walk.bin: the graphs as bytes; docs/formats/city-bundle.md has the layout.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "roads/road_graph.hpp"
#include "roads/walk_graph.hpp"

namespace vigie::city {

std::string to_bytes(const roads::RoadGraph& graph);
std::string to_bytes(const roads::WalkGraph& graph);

/// Errors: Corrupt, in one line: not such a file, another version, cut short, a checksum that differs, parts that do not fit.
Result<roads::RoadGraph> road_graph_from(std::string_view bytes);
Result<roads::WalkGraph> walk_graph_from(std::string_view bytes);

}  // namespace vigie::city
