// SPDX-License-Identifier: Apache-2.0
// GridTown: a made-up town of square blocks with a venue in its middle, for experiments that need no map.
#pragma once

#include <cstdint>
#include <memory>

#include "flow/demand.hpp"
#include "flow/network.hpp"

namespace vigie::flow {

struct GridTownOptions {
  std::uint32_t side = 8;  ///< junctions a side, 4 to 40
  double people = 20'000;
  std::uint64_t seed = 1;                            ///< of the streets' lengths and widths
  double leave_median_min = 20, leave_p90_min = 45;  ///< after the event's end, half and nine tenths have set out
};

struct GridTown {
  std::shared_ptr<const Network> network;
  Demand demand;
};

/// Streets of 80 to 130 m, 4 to 12 m wide; four doors around the middle block, from which people leave; two stations,
/// two car parks, and the town's edge for those who walk home. Time 0 is the event's end.
GridTown grid_town(const GridTownOptions& options);

}  // namespace vigie::flow
