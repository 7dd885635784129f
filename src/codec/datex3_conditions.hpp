// SPDX-License-Identifier: Apache-2.0
// The conditions of a DATEX II v3 regulation: where, when and for whom, out of a nested expression.
#pragma once

#include <vector>

#include "codec/datex_location.hpp"
#include "codec/datex_vehicles.hpp"
#include "codec/road_feed_builder.hpp"

namespace vigie::codec {

/// What the conditions say of place and time; empty where they say nothing of it.
struct RegulationScope {
  DatexPlace place;
  std::vector<const XmlNode*> validities;  ///< any of them
};

/// Reads the places and times of a condition. Understood: sets joined by "and"; sets joined by "or" of places only, or of times
/// only. Errors: Malformed (other sets, a negated place or time, unknown words), and what the parts have.
Result<RegulationScope> read_scope(const XmlNode& condition);

/// Does the regulation apply to that vehicle, wherever and whenever? Conditions of place, time and road count as met. Drivers are
/// neither residents, nor learners, nor disabled, and pass through; nobody has a permit.
/// Errors: Malformed (unknown words).
Result<bool> applies_to(const XmlNode& condition, DatexVehicle vehicle);

}  // namespace vigie::codec
