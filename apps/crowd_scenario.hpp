// SPDX-License-Identifier: Apache-2.0
// A scenario of `vigie crowd walk` from its TOML file: docs/formats/walk-scenario.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "pedestrians/scenario.hpp"

namespace vigie::apps {

struct LoadedScenario {
  pedestrians::Scenario scenario;
  pedestrians::Simulation simulation;  ///< at its beginning
};

/// Errors: NotFound; Malformed and OutOfRange with `file:line:` of what is wrong, be it a key, a value, or a geometry that cannot be.
/// `seed` replaces the file's.
Result<LoadedScenario> load_scenario(const std::string& file, std::optional<std::uint64_t> seed = {});

}  // namespace vigie::apps
