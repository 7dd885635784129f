// SPDX-License-Identifier: Apache-2.0
// Refuses a crowd scenario whose figures cannot be, naming the part and its line.
#pragma once

#include <span>
#include <string>

#include "core/result.hpp"
#include "model/crowd_scenario.hpp"

namespace vigie::movement {

/// `file:line: what`, as far as there is a file and a line.
Error fault(const CrowdScenario& scenario, int line, const std::string& what);

/// What can be said without a map. Errors: OutOfRange, from fault(): NaN, a width of 0, shares that do not sum to 1, a name that is
/// there twice or not at all, a ring that crosses itself or another, times that run backwards, nobody's way out.
Result<void> check(const CrowdScenario& scenario, std::span<const CrowdChange> changes);

}  // namespace vigie::movement
