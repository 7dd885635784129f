// SPDX-License-Identifier: Apache-2.0
// trips.txt, frequencies.txt and stop_times.txt of a timetable: which trip calls where, and when.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "codec/feed_builder.hpp"
#include "codec/gtfs_services.hpp"
#include "codec/gtfs_stops.hpp"
#include "codec/named_files.hpp"
#include "codec/text_index.hpp"

namespace vigie::codec {

/// Seconds after noon minus twelve hours of the day of service; beyond 24 h it is the night after.
using ServiceSeconds = std::int32_t;
inline constexpr ServiceSeconds kNoTime = -1;
inline constexpr int kMostServiceHours = 72;

struct GtfsTrip {
  ServiceDays days = 0;
  std::uint32_t last_sequence = 0;   ///< of its calls: where it ends, nobody gets on
  ServiceSeconds first_s = kNoTime;  ///< its earliest departure
  bool has_frequency = false;
  bool lacks_times = false;  ///< a call of interest has none
};

/// A trip stops at a station of interest.
struct GtfsCall {
  std::uint32_t trip;
  std::uint32_t station;
  std::uint32_t sequence;
  ServiceSeconds departure_s;
};

/// A trip that runs every so often instead of once.
struct GtfsFrequency {
  std::uint32_t trip;
  ServiceSeconds start_s, end_s;  ///< start <= first departure < end
  std::int32_t headway_s;         ///< >= 30
};

struct GtfsTrips {
  TextIndex ids;
  std::vector<GtfsTrip> trips;
  std::vector<GtfsCall> calls;             ///< without those at which a trip ends or nobody may get on
  std::vector<GtfsFrequency> frequencies;  ///< by trip

  /// Errors: Malformed, TooLarge, or a file's.
  static Result<GtfsTrips> read(const NamedFiles& files, const GtfsServices& services, const GtfsStops& stops,
                                FeedBuilder& builder);
};

/// "8:05:30", "25:10:00"; kNoTime where it is not a time below 72:00:00.
ServiceSeconds read_service_time(std::string_view text);

}  // namespace vigie::codec
