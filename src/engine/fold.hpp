// SPDX-License-Identifier: Apache-2.0
// The fold: one journalled entry into the picture. The order of the stages stands here, on one page.
#pragma once

#include <optional>

#include "core/result.hpp"
#include "model/picture.hpp"

namespace vigie::engine {

/// What an entry made.
struct Folded {
  std::optional<IncidentId> incident{};
  std::optional<MissionId> mission{};
  std::optional<RoadChangeId> road_change{};
};

/// Whether the picture allows the entry. Only commands can be refused: facts are facts.
/// Errors: NotFound, Conflict, Forbidden, OutOfRange, in one line for the person who asked.
Result<void> check(const Picture& picture, const Entry& entry);

/// Changes the picture. Pure: same picture and entry, same result, on any machine. Precondition: check() passed on this picture.
Folded fold(Picture& picture, const Entry& entry);

}  // namespace vigie::engine
