// SPDX-License-Identifier: Apache-2.0
// The life of a mission and the status of its unit.
#include "dispatch/missions.hpp"

#include <algorithm>
#include <string>

#include "model/timeline.hpp"

namespace vigie::dispatch {
namespace {

using namespace std::chrono_literals;

constexpr auto kUndoWithin = 10s;

bool active(const Mission& mission) { return mission.state < MissionState::Done; }

const char* word(MissionState state) {
  switch (state) {
    case MissionState::Sent: return "sent";
    case MissionState::Delivered: return "delivered";
    case MissionState::EnRoute: return "en_route";
    case MissionState::OnScene: return "on_scene";
    case MissionState::Done: return "done";
    case MissionState::Cancelled: return "cancelled";
  }
  return "";
}

UnitStatus status_in(MissionState state) {
  switch (state) {
    case MissionState::Sent:
    case MissionState::Delivered: return UnitStatus::Sent;
    case MissionState::EnRoute: return UnitStatus::EnRoute;
    case MissionState::OnScene: return UnitStatus::OnScene;
    case MissionState::Done:
    case MissionState::Cancelled: return UnitStatus::Free;
  }
  return UnitStatus::Free;
}

/// What the incident's state is, from the missions it has now.
IncidentState state_from_missions(const Picture& picture, const Incident& incident) {
  IncidentState state = IncidentState::Open;
  for (const MissionId& id : incident.missions) {
    const Mission* mission = picture.missions.find(id);
    if (!mission || mission->state == MissionState::Cancelled) continue;
    const bool arrived = mission->state == MissionState::OnScene || mission->state == MissionState::Done;
    state = std::max(state, arrived ? IncidentState::OnScene : IncidentState::Engaged);
  }
  return state;
}

/// Moves a mission on, its unit and its incident with it, and tells the incident's story.
void move(Picture& picture, const MissionId& id, MissionState to, const Entry& entry, const std::string& why = {}) {
  picture.missions.edit(id, [&](Mission& mission) {
    mission.state = to;
    mission.reached[to] = entry.received;
    if (!why.empty()) mission.reason = why;
    mission.changed = entry.key.sequence;
  });
  const Mission mission = *picture.missions.find(id);
  if (const Unit* unit = picture.units.find(mission.unit); unit && unit->mission == id)
    picture.units.edit(mission.unit, [&](Unit& u) {
      u.status = status_in(to);
      if (!active(mission)) u.mission.reset();
      u.changed = entry.key.sequence;
    });
  if (picture.incidents.find(mission.incident))
    picture.incidents.edit(mission.incident, [&](Incident& incident) {
      if (incident.state != IncidentState::Closed) incident.state = state_from_missions(picture, incident);
      incident.timeline.push_back(
          told(entry, word(to), why.empty() ? mission.unit.text() : mission.unit.text() + ": " + why));
      incident.changed = entry.key.sequence;
    });
}

Result<void> may_report(const UnitId& unit, const Actor& actor) {
  if (actor.kind() != ActorKind::Device || actor.name() == unit.text()) return {};
  return Error{ErrorKind::Forbidden, "a device answers for its own unit only"};
}

}  // namespace

Result<void> check(const Picture& picture, const SendUnit& command, const Entry& entry) {
  if (entry.actor.kind() != ActorKind::User) return Error{ErrorKind::Forbidden, "only a person sends a unit"};
  const Incident* incident = picture.incidents.find(command.incident);
  if (!incident) return Error{ErrorKind::NotFound, "there is no incident " + command.incident.text()};
  if (incident->state == IncidentState::Closed)
    return Error{ErrorKind::Conflict, "incident " + command.incident.text() + " is closed"};
  if (!incident->place) return Error{ErrorKind::Conflict, "incident " + command.incident.text() + " has no place yet"};
  const Unit* unit = picture.units.find(command.unit);
  if (!unit) return Error{ErrorKind::NotFound, "there is no unit " + command.unit.text()};
  if (unit->mission) {
    const Mission& mission = *picture.missions.find(*unit->mission);
    return Error{ErrorKind::Conflict, command.unit.text() + " is already on incident " + mission.incident.text() +
                                          " (" + word(mission.state) + ", sent by " + mission.decided_by.text() + ")"};
  }
  if (unit->status != UnitStatus::Free) return Error{ErrorKind::Conflict, command.unit.text() + " is not free"};
  if (command.proposed_as != 1 && command.reason.empty() && picture.recommendations.find(command.incident))
    return Error{ErrorKind::OutOfRange, "sending another unit than the first proposed needs a reason"};
  return {};
}

MissionId apply(Picture& picture, const SendUnit& command, const Entry& entry) {
  Mission mission;
  mission.id = MissionId("M-" + std::to_string(picture.next_mission++));
  mission.unit = command.unit;
  mission.incident = command.incident;
  mission.decided_by = UserId(entry.actor.name());
  mission.proposed_as = command.proposed_as;
  mission.reason = command.reason;
  const MissionId id = mission.id;
  picture.missions.put(id, std::move(mission));
  picture.units.edit(command.unit, [&](Unit& unit) { unit.mission = id; });
  picture.incidents.edit(command.incident, [&](Incident& incident) { incident.missions.push_back(id); });
  move(picture, id, MissionState::Sent, entry, command.reason);
  return id;
}

Result<void> check(const Picture& picture, const CancelMission& command, const Entry&) {
  const Mission* mission = picture.missions.find(command.mission);
  if (!mission) return Error{ErrorKind::NotFound, "there is no mission " + command.mission.text()};
  if (!active(*mission))
    return Error{ErrorKind::Conflict, "mission " + command.mission.text() + " is already " + word(mission->state)};
  if (command.reason.empty()) return Error{ErrorKind::OutOfRange, "cancelling a mission needs a reason"};
  return {};
}

void apply(Picture& picture, const CancelMission& command, const Entry& entry) {
  move(picture, command.mission, MissionState::Cancelled, entry, command.reason);
}

Result<void> check(const Picture& picture, const ReportMission& command, const Entry& entry) {
  const Mission* mission = picture.missions.find(command.mission);
  if (!mission) return Error{ErrorKind::NotFound, "there is no mission " + command.mission.text()};
  if (auto may = may_report(mission->unit, entry.actor); !may) return may;
  const bool reportable = command.state == MissionState::EnRoute || command.state == MissionState::OnScene ||
                          command.state == MissionState::Done;
  if (!reportable) return Error{ErrorKind::OutOfRange, "a mission is reported en route, on scene or done"};
  if (active(*mission) && mission->state < command.state) return {};
  return Error{ErrorKind::Conflict, "mission " + command.mission.text() + " is already " + word(mission->state)};
}

void apply(Picture& picture, const ReportMission& command, const Entry& entry) {
  move(picture, command.mission, command.state, entry);
}

Result<void> check(const Picture& picture, const SetUnitStatus& command, const Entry& entry) {
  const Unit* unit = picture.units.find(command.unit);
  if (!unit) return Error{ErrorKind::NotFound, "there is no unit " + command.unit.text()};
  if (auto may = may_report(command.unit, entry.actor); !may) return may;
  const bool settable =
      command.status == UnitStatus::Free || command.status == UnitStatus::Busy || command.status == UnitStatus::OffDuty;
  if (!settable)
    return Error{ErrorKind::OutOfRange, "a unit is set free, busy or off duty; the rest follows its mission"};
  if (unit->mission)
    return Error{ErrorKind::Conflict,
                 command.unit.text() + " is on mission " + unit->mission->text() + ": report or cancel the mission"};
  if (command.status == UnitStatus::Busy && command.reason.empty())
    return Error{ErrorKind::OutOfRange, "busy needs a reason"};
  return {};
}

void apply(Picture& picture, const SetUnitStatus& command, const Entry& entry) {
  const UnitStatus before = picture.units.find(command.unit)->status;
  picture.undoable[command.unit] = {label(entry.actor), entry.received, before};
  picture.units.edit(command.unit, [&](Unit& unit) {
    unit.status = command.status;
    unit.changed = entry.key.sequence;
  });
}

Result<void> check(const Picture& picture, const UndoUnitStatus& command, const Entry& entry) {
  const auto found = picture.undoable.find(command.unit);
  if (found == picture.undoable.end() || found->second.who != label(entry.actor))
    return Error{ErrorKind::NotFound, "you have set no status of " + command.unit.text() + " that could be undone"};
  const auto since = entry.received - found->second.at;
  if (!(since >= 0s && since <= kUndoWithin))
    return Error{ErrorKind::Conflict, "a status is undone within 10 seconds; this one is older"};
  if (picture.units.find(command.unit)->mission)
    return Error{ErrorKind::Conflict, command.unit.text() + " is on a mission meanwhile"};
  return {};
}

void apply(Picture& picture, const UndoUnitStatus& command, const Entry& entry) {
  const auto found = picture.undoable.find(command.unit);
  picture.units.edit(command.unit, [&](Unit& unit) {
    unit.status = found->second.before;
    unit.changed = entry.key.sequence;
  });
  picture.undoable.erase(found);
}

void apply(Picture& picture, const MissionDelivered& delivered, const Entry& entry) {
  const Mission* mission = picture.missions.find(delivered.mission);
  if (mission && mission->state == MissionState::Sent) move(picture, delivered.mission, MissionState::Delivered, entry);
}

void apply(Picture& picture, const UnitEnrolled& enrolled, const Entry& entry) {
  Unit unit;
  if (const Unit* known = picture.units.find(enrolled.unit)) unit = *known;
  unit.id = enrolled.unit;
  unit.kind = enrolled.kind;
  unit.skills = enrolled.skills;
  unit.changed = entry.key.sequence;
  picture.units.put(enrolled.unit, std::move(unit));
}

void apply(Picture& picture, const Recommended& recommended, const Entry& entry) {
  const Recommendation& made = recommended.recommendation;
  const Incident* incident = picture.incidents.find(made.incident);
  if (!incident || incident->state == IncidentState::Closed) return;  // it came too late to matter
  const bool first = !picture.recommendations.find(made.incident);
  Recommendation kept = made;
  kept.changed = entry.key.sequence;
  picture.recommendations.put(made.incident, std::move(kept));
  if (!first) return;
  picture.incidents.edit(made.incident, [&](Incident& i) {
    i.timeline.push_back(told(entry, "proposed", made.candidates.empty() ? "" : made.candidates.front().unit.text()));
    i.changed = entry.key.sequence;
  });
}

}  // namespace vigie::dispatch
