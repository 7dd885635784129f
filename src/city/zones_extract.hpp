// SPDX-License-Identifier: Apache-2.0
// Zones out of an OpenStreetMap extract: squares, stadiums and stations that have a name, with gates where paths lead in.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "model/zone.hpp"
#include "roads/walk_graph.hpp"

namespace vigie::city {

/// Squares (`place=square`, pedestrian areas) of 1,500 m² or more, stadiums (`leisure=stadium`), stations (`railway=station`,
/// as a building, else 40 m around). A place that lies in another one of these is left out. Nobody counts in any of them yet.
/// Errors: Malformed.
Result<std::vector<Zone>> zones_of_extract(const std::string& osm_file, const roads::WalkGraph& walk);

/// Gates where edges of the walking graph cross the outline or end on it (else, where streets run within 15 m of it): width as tagged, else 3 m; crossings within 8 m are one gate,
/// the widest 24 are kept. The zone behind each, of `zones`, is filled in.
void find_gates(std::vector<Zone>& zones, const roads::WalkGraph& walk);

}  // namespace vigie::city
