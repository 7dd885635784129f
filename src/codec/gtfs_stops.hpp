// SPDX-License-Identifier: Apache-2.0
// stops.txt of a timetable: platforms gathered into stations, and which of these are of interest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/feed_builder.hpp"
#include "codec/named_files.hpp"
#include "codec/text_index.hpp"

namespace vigie::codec {

struct GtfsStation {
  std::string id;
  std::optional<geo::Position> place;
};

class GtfsStops {
 public:
  static constexpr std::uint32_t kFar = 0xFFFFFFFF;  ///< known, and not near any watched place

  /// Errors: Malformed, TooLarge, or the file's.
  static Result<GtfsStops> read(const NamedFiles& files, FeedBuilder& builder);

  const std::vector<GtfsStation>& stations() const { return stations_; }
  /// The index of a stop's station among stations(); kFar; nothing where no stop has that id.
  std::optional<std::uint32_t> station_of(std::string_view stop_id) const;

 private:
  std::vector<GtfsStation> stations_;      // near ones only
  TextIndex stops_;                        // stop ids
  std::vector<std::uint32_t> station_of_;  // by stop
};

}  // namespace vigie::codec
