// SPDX-License-Identifier: Apache-2.0
// SideBySide: a scenario and any number of its what-ifs on one network.
#pragma once

#include <span>
#include <vector>

#include "movement/what_if.hpp"

namespace vigie::movement {

struct SideBySide {
  std::vector<Street> streets;
  std::vector<CaseAnswer> cases;        ///< the base first
  std::vector<Difference> differences;  ///< of each what-if against the base
  double network_km = 0;
  std::size_t squares = 0;
};

/// As what_if(), which is this with one variant. `watch` sees all cases as one work.
Result<SideBySide> side_by_side(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                                std::span<const CrowdVariant> variants, const WhatIfOptions& options,
                                const WhatIfWatch& watch = {});

}  // namespace vigie::movement
