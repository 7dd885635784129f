// SPDX-License-Identifier: Apache-2.0
// What units must be told after an entry.
#pragma once

#include <optional>

#include "links/tasking.hpp"
#include "model/picture.hpp"

namespace vigie::engine {

/// The tasking an applied entry gives rise to: a unit sent, a mission cancelled, or a device that came back while its unit has
/// a mission. `mission`: the one the entry made or moved.
std::optional<links::Tasking> tasking_after(const Picture& picture, const Entry& entry,
                                            const std::optional<MissionId>& mission);

}  // namespace vigie::engine
