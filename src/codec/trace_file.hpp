// SPDX-License-Identifier: Apache-2.0
// A recorded trace of one unit, as a GPX or CSV file has it (docs/formats/traces.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "geo/position.hpp"

namespace vigie::codec {

struct TraceFix {
  Time at;
  geo::Position place;
  std::optional<double> heading_deg;  ///< clockwise from north, 0 <= heading < 360
  std::optional<double> speed_mps;    ///< 0 to 150
};

/// A point that could not be read; never says where it was.
struct TraceFault {
  std::size_t line;  ///< from 1
  std::string what;
};

struct TraceFile {
  std::vector<std::vector<TraceFix>> segments;  ///< none empty; between two the recording was interrupted
  std::vector<TraceFault> faults;               ///< the first kMostTraceFaults
  std::size_t fault_count = 0;

  std::size_t size() const;
  void add_fault(std::size_t line, std::string what);
};

inline constexpr std::size_t kMostTraceFaults = 1000;
inline constexpr std::size_t kMostTraceFixes = 2'000'000;
inline constexpr std::size_t kMostTraceBytes = std::size_t{512} << 20U;

/// The text of one point's members; empty where absent.
struct TraceWords {
  std::string_view time, lat, lon, heading, speed;
};
/// A heading or speed that is no number, or an impossible one, counts as absent, as a receiver without a fix writes it.
/// Errors: Malformed, OutOfRange; without the place.
Result<TraceFix> read_fix(const TraceWords& words);

/// GPX 1.0 and 1.1: `<trkpt>` with time; `speed` and `course` where there are any, in the extensions too. Routes and waypoints
/// were not driven and are left out. What follows a break of the XML is lost, and is a fault.
/// Errors: Malformed (no GPX, a DOCTYPE, nothing readable), TooLarge.
Result<TraceFile> read_gpx(std::string_view bytes);

/// Lines of `time,lat,lon[,heading_deg,speed_mps]`, times in RFC 3339; a first line of names, and empty lines, are passed over.
/// Errors: Malformed where no line can be read; TooLarge.
Result<TraceFile> read_trace_csv(std::string_view text);

}  // namespace vigie::codec
