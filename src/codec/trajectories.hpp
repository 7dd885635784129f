// SPDX-License-Identifier: Apache-2.0
// Trajectories of pedestrian experiments: lines of `person frame x y z`, as PeTrack and the Jülich archive write them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace vigie::codec {

/// Where somebody was in a frame.
struct TrajectoryPoint {
  std::uint32_t person;
  std::uint32_t frame;
  double x_m;
  double y_m;
};

struct Trajectories {
  double frames_per_s;
  std::vector<TrajectoryPoint> points;  ///< by person, then frame
};

/// Blank-separated columns; `z` may be missing, more columns are not read. Comments begin with `#`; one with `framerate: N fps`
/// sets the rate, one with `x/m` the unit. Without them: 16 frames/s and centimetres (HERMES, Düsseldorf 2009). Lines end with
/// LF, CR LF or CR alone.
/// Errors: Malformed with the line; TooLarge beyond 5,000,000 points; Conflict where a person is twice in a frame.
Result<Trajectories> parse_trajectories(std::string_view text);

}  // namespace vigie::codec
