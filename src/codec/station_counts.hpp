// SPDX-License-Identifier: Apache-2.0
// Entries and exits of stations as comma-separated text (docs/formats/station-counts.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr std::int64_t kMostStationCount = 1'000'000;  ///< people in one row and direction

/// One row is a stop and a period: Entered and Left, each where it is there.
/// Errors: Malformed (no header, columns missing).
Result<FeedContent> read_station_counts(std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
