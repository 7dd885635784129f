// SPDX-License-Identifier: Apache-2.0
// GBFS 2 and 3: free bikes and docks of a bike-share system's stations (docs/formats/gbfs.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostGbfs_bytes = std::size_t{16} << 20;

/// `station_status.json`: FreeBikes and FreeDocks of each installed station, when it reported last.
/// Errors: Malformed (no JSON, another file of the system), TooLarge.
/// Source: github.com/MobilityData/gbfs, versions 2.3 and 3.0.
Result<FeedContent> read_gbfs(std::string_view bytes, const FeedContext& context);

}  // namespace vigie::codec
