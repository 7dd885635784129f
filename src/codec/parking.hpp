// SPDX-License-Identifier: Apache-2.0
// Car parks: how many spaces are free, as tables of ours (docs/formats/parking.md).
#pragma once

#include <string_view>

#include "codec/feed_builder.hpp"
#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

inline constexpr std::int64_t kMostFreeSpaces = 100'000;
inline constexpr std::size_t kMostParkingJson_bytes = std::size_t{16} << 20;

/// Comma-separated text with a header. Errors: Malformed (no header, columns missing).
Result<FeedContent> read_parking_csv(std::string_view bytes, const FeedContext& context);

/// The same as JSON: {"parkings":[{…}]}. Errors: Malformed, TooLarge.
Result<FeedContent> read_parking_json(std::string_view bytes, const FeedContext& context);

/// One car park as it is written, whatever the syntax.
struct ParkingWords {
  std::string_view parking, time, free, lat, lon;
};

/// Errors: Malformed, OutOfRange.
Result<void> take_parking(const ParkingWords& said, FeedBuilder& to);

}  // namespace vigie::codec
