// SPDX-License-Identifier: Apache-2.0
// GTFS-Realtime: delays per stop, and service alerts as bulletins (docs/formats/gtfs.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostRealtime_bytes = std::size_t{64} << 20;

/// TripUpdates become a ServiceDelay for each stop, Alerts bulletins. What vehicles say of themselves is left out and counted.
/// Errors: Malformed (no FeedMessage with a header of version 1 or 2), TooLarge.
/// Source: gtfs.org, GTFS Realtime reference, version 2.0; field numbers from its description of the messages.
Result<FeedContent> read_gtfs_realtime(std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
