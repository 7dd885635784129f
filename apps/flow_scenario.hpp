// SPDX-License-Identifier: Apache-2.0
// A scenario of `vigie crowd simulate` from its file; docs/formats/flow-scenario.md describes it.
#pragma once

#include <string>

#include "core/result.hpp"
#include "model/crowd_scenario.hpp"

namespace vigie::apps {

/// Every part knows its line. Errors: NotFound; Malformed or OutOfRange, with file and line.
Result<CrowdScenario> read_flow_scenario(const std::string& file);

}  // namespace vigie::apps
