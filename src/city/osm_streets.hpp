// SPDX-License-Identifier: Apache-2.0
// What the road and walking graphs need of an OpenStreetMap extract.
#pragma once

#include <string>

#include "city/progress.hpp"
#include "core/result.hpp"
#include "roads/road_graph_builder.hpp"
#include "roads/walk_graph_builder.hpp"

namespace vigie::city {

struct Streets {
  roads::RoadMap roads;
  roads::WalkMap walk;
};

/// Reads the extract three times: relations, ways, nodes; only what streets need is kept in memory.
/// Errors: NotFound; Malformed, naming the file and what is wrong with it: empty, cut short, not PBF, without streets.
/// A file cut exactly between two of its blocks cannot be told from a smaller extract.
Result<Streets> read_streets(const std::string& osm_file, const Progress& progress);

}  // namespace vigie::city
