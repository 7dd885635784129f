// SPDX-License-Identifier: Apache-2.0
// Action: everything that somebody may ask to do; each route and each command word is one.
#pragma once

#include <cstdint>
#include <span>

#include "model/command.hpp"

namespace vigie::access {

enum class Action : std::uint8_t {
  // Open to everybody.
  HealthRead,
  WebRead,  ///< the console's own files
  SessionLogin,
  SessionEnrol,
  // Anybody who is logged in.
  SessionLogout,
  SessionRead,
  CityRead,
  SearchRead,
  TilesRead,
  PictureRead,
  RoadsRead,  ///< travel times between places of the map, streets under a drawn line
  CrowdRead,  ///< zones, and how many people were, are and will be there
  CrowdSimulate,  ///< what-ifs of a crowd
  CoverageRead,
  MissionRouteRead,
  StreamRead,
  // Offices.
  MetricsRead,
  UsersRead,
  UsersManage,
  DevicesRead,
  DevicesManage,
  AuditRead,
  // Sources.
  ObservationsWrite,
  RoadChangesWrite,
  FeedsWrite,
  // Decisions, one for each alternative of Command.
  CommandAny,  ///< the route of all commands; the command's own action decides in the end
  AcknowledgeAlarm,
  ShelveAlarm,
  ConfirmAlarm,
  OpenIncident,
  OwnIncident,
  SendUnit,
  CancelMission,
  ReportMission,
  SetUnitStatus,
  WriteNote,
  ClassifyIncident,
  CloseIncident,
  UndoUnitStatus,
  ChangeRoad,
  WithdrawRoadChange,
  RestoreRoadChange,
  TypedCommand,
};

/// All of them, in order.
std::span<const Action> all_actions();

/// "picture:read", "command:send_unit" …: the word in `GET /api/v1/me` and in the audit.
const char* name(Action action);

Action action_of(const Command& command);

}  // namespace vigie::access
