// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of trajectories: refused, or finite points in order.
#include "codec/trajectories.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const auto read = codec::parse_trajectories({reinterpret_cast<const char*>(data), size});
  if (!read.ok()) return 0;
  VIGIE_CHECK(read->frames_per_s >= 1);
  for (std::size_t i = 0; i < read->points.size(); ++i) {
    const codec::TrajectoryPoint& point = read->points[i];
    VIGIE_CHECK(std::isfinite(point.x_m) && std::isfinite(point.y_m));
    if (i > 0 && read->points[i - 1].person == point.person) VIGIE_CHECK(read->points[i - 1].frame < point.frame);
  }
  return 0;
}
