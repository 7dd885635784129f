// SPDX-License-Identifier: Apache-2.0
// GTFS: a public transport timetable as departures per station and hour of the days to come (docs/formats/gtfs.md).
#pragma once

#include <string_view>

#include "codec/named_files.hpp"
#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr int kTimetableHours = 8 * 24;  ///< from the hour that runs; fewer where there are very many stations

/// Departures of each station near a watched place, hour by hour, zeros included; the feature is its `stop_id`, that of the
/// parent station where it has one. `bytes` is the zip.
/// Errors: Malformed (no zip, a required file or column is missing), Corrupt, TooLarge.
/// Source: gtfs.org, General Transit Feed Specification, schedule reference.
Result<FeedContent> read_gtfs(std::string_view bytes, const FeedContext& context);

/// The same of files that are unpacked already.
Result<FeedContent> read_timetable(const NamedFiles& files, const FeedContext& context);

}  // namespace vigie::codec
