// SPDX-License-Identifier: Apache-2.0
// The crowd scenarios that a city's desks may ask about: the files of one directory.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "engine/what_if_desk.hpp"
#include "geo/polygon.hpp"

namespace vigie::apps {

/// Those of `directory`/*.toml that have an event whose place lies within `city`, by name; a directory that does not exist has none.
/// Errors: of a file, with its line.
Result<std::vector<engine::OfferedScenario>> read_offered_scenarios(const std::string& directory, const geo::Box& city);

}  // namespace vigie::apps
