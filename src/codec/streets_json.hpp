// SPDX-License-Identifier: Apache-2.0
// Questions about the streets, as the API takes them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/road_change.hpp"

namespace vigie::codec {

/// `POST /api/v1/roads/preview`.
struct RoadPreviewRequest {
  std::vector<RoadLine> lines;
  RoadSense sense = RoadSense::Both;
};
/// Errors: Malformed or OutOfRange, naming the member and what was expected.
Result<RoadPreviewRequest> decode_road_preview(std::string_view json);

/// `POST /api/v1/roads/travel-times`: 1 to 100 places each.
struct TravelTimesRequest {
  std::vector<geo::Position> from;
  std::vector<geo::Position> to;
  std::optional<Time> at;
};
Result<TravelTimesRequest> decode_travel_times(std::string_view json);

}  // namespace vigie::codec
