// SPDX-License-Identifier: Apache-2.0
// The subcommands of `vigie roads`, one file each.
#pragma once

#include <string>
#include <string_view>

#include "codec/road_feed.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "geo/position.hpp"
#include "roads/profile.hpp"

namespace CLI {
class App;
}

namespace vigie::apps {

/// "41.15,-8.61".
Result<geo::Position> parse_place(std::string_view text);
roads::Profile parse_profile(std::string_view text);
/// A publication of road changes from a file, piece by piece; its faults go to standard error, one line each.
/// Errors: Io, and the reader's, with the file's name.
Result<codec::RoadFeed> read_road_feed(const std::string& path, const TimeZone& zone);

void add_roads_changes(CLI::App& roads, int& exit_code);
void add_roads_districts(CLI::App& roads, int& exit_code);
void add_roads_isochrone(CLI::App& roads, int& exit_code);
void add_roads_match(CLI::App& roads, int& exit_code);
void add_roads_table(CLI::App& roads, int& exit_code);
void add_roads_verify(CLI::App& roads, int& exit_code);
void add_roads_bench(CLI::App& roads, int& exit_code);

}  // namespace vigie::apps
