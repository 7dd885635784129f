// SPDX-License-Identifier: Apache-2.0
// Tasking: what a unit's device is told to do; and who carries it there.
#pragma once

#include <string>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"
#include "model/mission.hpp"

namespace vigie::links {

struct Tasking {
  MissionId mission;
  UnitId unit;
  IncidentId incident;
  MissionState state;  ///< Sent: go there; Cancelled: no longer
  std::string title;   ///< one line: kind and address
  std::string text;    ///< what is known
  geo::Position place;
  Time decided;
};

/// Threads: any; does not block. When the device has it, the sender notes MissionDelivered to the Intake; a device that is
/// away gets its open taskings when it connects (the engine offers them again on LinkChanged Up of "tak/<unit>").
class TaskingSender {
 public:
  virtual ~TaskingSender() = default;
  virtual void send(const Tasking& tasking) = 0;
};

}  // namespace vigie::links
