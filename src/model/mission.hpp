// SPDX-License-Identifier: Apache-2.0
// Mission: one unit sent to one incident.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/time.hpp"
#include "model/ids.hpp"

namespace vigie {

enum class MissionState : std::uint8_t {
  Sent,       ///< decided by an operator; on its way to the unit's device
  Delivered,  ///< the device has it
  EnRoute,
  OnScene,
  Done,
  Cancelled,
};

struct Mission {
  MissionId id;
  UnitId unit;
  IncidentId incident;
  MissionState state = MissionState::Sent;
  UserId decided_by;
  std::int32_t proposed_as = 0;          ///< its place in the recommendation, from 1; 0: not among the proposed
  std::string reason;                    ///< why not the first one proposed, or why cancelled
  std::map<MissionState, Time> reached;  ///< when each state was reached
  std::uint64_t changed = 0;
};

}  // namespace vigie
