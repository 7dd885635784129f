// SPDX-License-Identifier: Apache-2.0
// Acknowledge, shelve, confirm, open, own, note, classify, close.
#include "alarms/desk.hpp"

#include <string>

#include "model/timeline.hpp"

namespace vigie::alarms {
namespace {

Result<void> exists(const Picture& picture, const AlarmId& id) {
  if (picture.alarms.find(id)) return {};
  return Error{ErrorKind::NotFound, "there is no alarm " + id.text()};
}

Result<void> is_open(const Picture& picture, const IncidentId& id) {
  const Incident* incident = picture.incidents.find(id);
  if (!incident) return Error{ErrorKind::NotFound, "there is no incident " + id.text()};
  if (incident->state == IncidentState::Closed)
    return Error{ErrorKind::Conflict, "incident " + id.text() + " is closed"};
  return {};
}

void edit(Picture& picture, const IncidentId& id, const Entry& entry, auto change) {
  picture.incidents.edit(id, [&](Incident& incident) {
    change(incident);
    incident.changed = entry.key.sequence;
  });
}

void set_state(Picture& picture, const AlarmId& id, AlarmState state, const Entry& entry) {
  picture.alarms.edit(id, [&](Alarm& alarm) {
    alarm.state = state;
    alarm.changed = entry.key.sequence;
  });
}

void acknowledge(Picture& picture, const AlarmId& id, const Entry& entry) {
  picture.alarms.edit(id, [&](Alarm& alarm) {
    alarm.state = AlarmState::Acknowledged;
    alarm.acknowledged_by = UserId(entry.actor.name());
    alarm.shelved_until.reset();
    alarm.changed = entry.key.sequence;
  });
}

IncidentId put_new(Picture& picture, const Entry& entry, Incident incident) {
  incident.id = IncidentId("I-" + std::to_string(picture.next_incident++));
  incident.opened = entry.received;
  incident.owner = UserId(entry.actor.name());
  incident.changed = entry.key.sequence;
  const IncidentId id = incident.id;
  picture.incidents.put(id, std::move(incident));
  return id;
}

}  // namespace

Result<void> check(const Picture& picture, const AcknowledgeAlarm& command, const Entry&) {
  if (auto there = exists(picture, command.alarm); !there) return there;
  const Alarm& alarm = *picture.alarms.find(command.alarm);
  if (alarm.state == AlarmState::New || alarm.state == AlarmState::Shelved) return {};
  const std::string by = alarm.acknowledged_by ? " by " + alarm.acknowledged_by->text() : "";
  return Error{ErrorKind::Conflict, "alarm " + alarm.id.text() + " is already acknowledged" + by};
}

void apply(Picture& picture, const AcknowledgeAlarm& command, const Entry& entry) {
  acknowledge(picture, command.alarm, entry);
  if (const auto& incident = picture.alarms.find(command.alarm)->incident;
      incident && picture.incidents.find(*incident))
    edit(picture, *incident, entry,
         [&](Incident& i) { i.timeline.push_back(told(entry, "acknowledged", command.alarm.text())); });
}

Result<void> check(const Picture& picture, const ShelveAlarm& command, const Entry& entry) {
  if (auto there = exists(picture, command.alarm); !there) return there;
  const Alarm& alarm = *picture.alarms.find(command.alarm);
  if (alarm.rank <= Rank::Danger)
    return Error{ErrorKind::Conflict, "alarm " + alarm.id.text() + " is a danger to life and cannot be shelved"};
  if (alarm.state == AlarmState::Cleared) return Error{ErrorKind::Conflict, "alarm " + alarm.id.text() + " is cleared"};
  if (command.reason.empty()) return Error{ErrorKind::OutOfRange, "shelving needs a reason"};
  const auto longest = std::chrono::hours(24);
  if (command.until > entry.received && command.until <= entry.received + longest) return {};
  return Error{ErrorKind::OutOfRange, "an alarm is shelved until a time within the next 24 hours"};
}

void apply(Picture& picture, const ShelveAlarm& command, const Entry& entry) {
  picture.alarms.edit(command.alarm, [&](Alarm& alarm) {
    alarm.state = AlarmState::Shelved;
    alarm.shelved_until = command.until;
    alarm.shelved_because = command.reason;
    alarm.changed = entry.key.sequence;
  });
  if (const auto& incident = picture.alarms.find(command.alarm)->incident;
      incident && picture.incidents.find(*incident))
    edit(picture, *incident, entry, [&](Incident& i) {
      i.timeline.push_back(told(entry, "shelved", command.alarm.text() + ": " + command.reason));
    });
}

Result<void> check(const Picture& picture, const ConfirmAlarm& command, const Entry&) {
  if (auto there = exists(picture, command.alarm); !there) return there;
  const Alarm& alarm = *picture.alarms.find(command.alarm);
  if (alarm.incident)
    return Error{ErrorKind::Conflict, "alarm " + alarm.id.text() + " belongs to incident " + alarm.incident->text()};
  if (alarm.state == AlarmState::Cleared) return Error{ErrorKind::Conflict, "alarm " + alarm.id.text() + " is cleared"};
  return {};
}

IncidentId apply(Picture& picture, const ConfirmAlarm& command, const Entry& entry) {
  const Alarm alarm = *picture.alarms.find(command.alarm);
  Incident incident;
  incident.rank = Rank::Incident;
  incident.kind = alarm.kind;
  incident.place = alarm.place;
  incident.title = alarm.text;
  incident.alarms = {alarm.id};
  incident.timeline = {told(entry, "opened", alarm.id.text())};
  const IncidentId id = put_new(picture, entry, std::move(incident));
  picture.alarms.edit(command.alarm, [&](Alarm& a) {
    a.state = AlarmState::Owned;
    a.incident = id;
    a.acknowledged_by = UserId(entry.actor.name());
    a.changed = entry.key.sequence;
  });
  return id;
}

Result<void> check(const Picture&, const OpenIncident& command, const Entry&) {
  if (command.rank <= Rank::Incident) return {};
  return Error{ErrorKind::OutOfRange, "an incident's rank is 0 to 3"};
}

IncidentId apply(Picture& picture, const OpenIncident& command, const Entry& entry) {
  Incident incident;
  incident.rank = command.rank;
  incident.kind = ObservationKind::Call;
  incident.nature = command.nature;
  incident.title = command.title;
  incident.place = command.place;
  incident.address = command.address;
  incident.timeline = {told(entry, "opened", command.title)};
  return put_new(picture, entry, std::move(incident));
}

Result<void> check(const Picture& picture, const OwnIncident& command, const Entry& entry) {
  if (auto open = is_open(picture, command.incident); !open) return open;
  const Incident& incident = *picture.incidents.find(command.incident);
  if (!incident.owner || incident.owner->text() != entry.actor.name()) return {};
  return Error{ErrorKind::Conflict, "incident " + incident.id.text() + " is yours already"};
}

void apply(Picture& picture, const OwnIncident& command, const Entry& entry) {
  std::string before;
  edit(picture, command.incident, entry, [&](Incident& incident) {
    if (incident.owner) before = incident.owner->text();
    incident.owner = UserId(entry.actor.name());
    incident.timeline.push_back(told(entry, "owned", before));
  });
  for (const AlarmId& id : picture.incidents.find(command.incident)->alarms) {
    const Alarm* alarm = picture.alarms.find(id);
    if (!alarm || alarm->state == AlarmState::Cleared) continue;
    if (!alarm->acknowledged_by) acknowledge(picture, id, entry);
    set_state(picture, id, AlarmState::Owned, entry);
  }
}

Result<void> check(const Picture& picture, const WriteNote& command, const Entry&) {
  if (picture.incidents.find(command.incident)) return {};  // a closed one may still be explained
  return Error{ErrorKind::NotFound, "there is no incident " + command.incident.text()};
}

void apply(Picture& picture, const WriteNote& command, const Entry& entry) {
  edit(picture, command.incident, entry,
       [&](Incident& incident) { incident.timeline.push_back(told(entry, "note", command.text)); });
}

Result<void> check(const Picture& picture, const ClassifyIncident& command, const Entry&) {
  return is_open(picture, command.incident);
}

void apply(Picture& picture, const ClassifyIncident& command, const Entry& entry) {
  edit(picture, command.incident, entry, [&](Incident& incident) {
    incident.nature = command.nature;
    incident.timeline.push_back(told(entry, "classified", command.nature));
  });
}

Result<void> check(const Picture& picture, const CloseIncident& command, const Entry&) {
  if (auto open = is_open(picture, command.incident); !open) return open;
  for (const MissionId& id : picture.incidents.find(command.incident)->missions) {
    const Mission* mission = picture.missions.find(id);
    if (mission && mission->state < MissionState::Done)
      return Error{ErrorKind::Conflict, mission->unit.text() + " is still on incident " + command.incident.text() +
                                            ": its mission must be done or cancelled first"};
  }
  return {};
}

void apply(Picture& picture, const CloseIncident& command, const Entry& entry) {
  edit(picture, command.incident, entry, [&](Incident& incident) {
    incident.state = IncidentState::Closed;
    incident.closed = entry.received;
    incident.disposition = command.disposition;
    incident.timeline.push_back(told(entry, "closed", command.text));
  });
  for (const AlarmId& id : picture.incidents.find(command.incident)->alarms)
    if (const Alarm* alarm = picture.alarms.find(id); alarm && alarm->state != AlarmState::Cleared)
      set_state(picture, id, AlarmState::Cleared, entry);
}

}  // namespace vigie::alarms
