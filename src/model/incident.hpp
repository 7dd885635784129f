// SPDX-License-Identifier: Apache-2.0
// Incident: something real in the city that needs a response; many alarms may belong to one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/alarm.hpp"

namespace vigie {

enum class IncidentState : std::uint8_t {
  Open,     ///< nobody is sent yet
  Engaged,  ///< a unit is sent or on its way
  OnScene,  ///< a unit is there
  Closed,
};

enum class Disposition : std::uint8_t { Resolved, HandedOver, NothingFound, FalseAlarm, Duplicate };

/// One line of an incident's story.
struct TimelineEntry {
  Time at;
  std::string who;   ///< "user:alice", "device:PM-03", "engine:vigie"
  std::string what;  ///< a word of the catalogue: "opened", "joined", "owned", "sent", "en_route", "note" …
  std::string text;  ///< its argument: a unit, an alarm, an operator's words
};

struct Incident {
  IncidentId id;
  IncidentState state = IncidentState::Open;
  Rank rank;
  std::string nature;  ///< CISU "nature de fait" code, "C11.06.00"; empty until somebody says
  ObservationKind kind;
  std::string title;
  std::optional<geo::Position> place;
  std::string address;  ///< nearest address as the gazetteer gave it when the incident opened
  Time opened;
  std::optional<Time> closed;
  std::optional<UserId> owner;
  std::optional<Disposition> disposition;
  std::vector<AlarmId> alarms;      ///< in order of arrival
  std::vector<MissionId> missions;  ///< in order of sending
  std::vector<TimelineEntry> timeline;
  std::uint64_t changed = 0;
};

}  // namespace vigie
