// SPDX-License-Identifier: Apache-2.0
// Base and variant: once as written, many times a little different, and the difference.
#include "movement/what_if.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "movement/runs.hpp"
#include "movement/scenario_check.hpp"
#include "movement/side_by_side.hpp"

namespace vigie::movement {

const char* const kCaution =
    "Above 5 people/m2 no measurement says how a crowd moves: a density beyond it means \"do not let it come to "
    "this\".";

Result<WhatIfAnswer> what_if(const roads::WalkGraph& graph, const CrowdScenario& scenario,
                             std::span<const CrowdChange> changes, const WhatIfOptions& options,
                             const WhatIfWatch& watch) {
  std::vector<CrowdVariant> variants;
  if (!changes.empty()) variants.push_back({changes.front().line, "what if", {changes.begin(), changes.end()}});
  Result<SideBySide> all = side_by_side(graph, scenario, variants, options, watch);
  if (!all) return all.error();
  WhatIfAnswer answer{std::move(all->streets), std::move(all->cases.front()), std::nullopt, std::nullopt,
                      all->network_km};
  if (all->cases.size() > 1) {
    answer.variant = std::move(all->cases[1]);
    answer.difference = std::move(all->differences.front());
  }
  return answer;
}

}  // namespace vigie::movement
