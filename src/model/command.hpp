// SPDX-License-Identifier: Apache-2.0
// Command: what a person decided, or a unit's device reported. Each is one record.
#pragma once

#include <string>
#include <variant>

#include "model/incident.hpp"
#include "model/mission.hpp"
#include "model/road_change.hpp"
#include "model/unit.hpp"

namespace vigie {

struct AcknowledgeAlarm {
  AlarmId alarm;
};
/// Hides an alarm until a time, for a reason; both are asked for (ISA-18.2). Rank 0 cannot be shelved.
struct ShelveAlarm {
  AlarmId alarm;
  std::string reason;
  Time until;
};
/// Makes an alarm that opened no incident by itself (a camera flag) into one: a person has looked and confirms it.
struct ConfirmAlarm {
  AlarmId alarm;
};
struct OpenIncident {
  std::string title;
  std::string nature;
  Rank rank;
  geo::Position place;
  std::string address;
};
struct OwnIncident {
  IncidentId incident;
};
/// Sends a unit. `proposed_as` is its place among the proposed, from 1; 0 asks for a reason.
struct SendUnit {
  IncidentId incident;
  UnitId unit;
  int proposed_as;
  std::string reason;
};
struct CancelMission {
  MissionId mission;
  std::string reason;
};
struct ReportMission {
  MissionId mission;
  MissionState state;
};
struct SetUnitStatus {
  UnitId unit;
  UnitStatus status;
  std::string reason;
};
struct WriteNote {
  IncidentId incident;
  std::string text;
};
struct ClassifyIncident {
  IncidentId incident;
  std::string nature;
};
struct CloseIncident {
  IncidentId incident;
  Disposition disposition;
  std::string text;
};
/// Takes back the status its own author set on a unit, within 10 s.
struct UndoUnitStatus {
  UnitId unit;
};
/// Closes a street, slows it or makes it one-way. Its origin is Operator or Event; the engine fills in id, source, streets.
struct ChangeRoad {
  RoadChange change;
};
struct WithdrawRoadChange {
  RoadChangeId change;
  std::string reason;
};
/// Takes a withdrawal back, within an hour.
struct RestoreRoadChange {
  RoadChangeId change;
};
/// A command as the operator typed it; kept for the record, changes nothing.
struct TypedCommand {
  std::string line;
};

using Command = std::variant<AcknowledgeAlarm, ShelveAlarm, ConfirmAlarm, OpenIncident, OwnIncident, SendUnit,
                             CancelMission, ReportMission, SetUnitStatus, WriteNote, ClassifyIncident, CloseIncident,
                             UndoUnitStatus, ChangeRoad, WithdrawRoadChange, RestoreRoadChange, TypedCommand>;

}  // namespace vigie
