// SPDX-License-Identifier: Apache-2.0
// What counted gates say of a step: who came into each zone and who left it, and which part of its gates was counted.
#pragma once

#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "crowd/zone_filter.hpp"

namespace vigie::crowd {

struct ZoneFlow {
  double people = 0;                                   ///< net into the zone
  double variance = 0;                                 ///< of it, without the counters' biases
  double covered = 0;                                  ///< of its gates' width and both directions, 0 to 1
  std::vector<std::pair<std::size_t, double>> slopes;  ///< how `people` changes with the bias of a sensor
};

struct ZoneFlows {
  std::vector<ZoneFlow> zones;
  std::vector<std::tuple<std::size_t, std::size_t, double>> shared;  ///< two zones and the variance they have in common
};

/// Sensors of the same passage and direction are averaged; what leaves a zone of the group enters the one behind.
/// `mean` as in FilterState: the biases.
ZoneFlows flows_of(const FilterShape& shape, std::span<const FilterInput> inputs, std::span<const double> mean);

}  // namespace vigie::crowd
