// SPDX-License-Identifier: Apache-2.0
// From observations to alarms and incidents.
#include "alarms/observe.hpp"

#include <string>

#include "alarms/correlate.hpp"
#include "model/timeline.hpp"

namespace vigie::alarms {
namespace {

/// What an algorithm says becomes an incident when a person has looked.
bool opens_incident(ObservationKind kind) {
  return kind != ObservationKind::CameraFlag && kind != ObservationKind::CrowdSurge;
}

void count(Picture& picture, const Entry& entry, const Observation& seen) {
  picture.counts.put(seen.source, {seen.source, seen.value, seen.seen, seen.place, entry.key.sequence});
}

/// A released button clears its unit's distress and its alarms; the incident stays until a person closes it.
Raised clear_distress(Picture& picture, const Entry& entry, const Observation& seen) {
  Raised raised;
  if (!seen.unit) return raised;
  if (const Unit* unit = picture.units.find(*seen.unit); unit && unit->distress)
    picture.units.edit(*seen.unit, [&](Unit& u) { u.distress = false, u.changed = entry.key.sequence; });
  const auto all = picture.alarms;
  for (const auto& [id, alarm] : all) {
    if (alarm->kind != ObservationKind::OfficerDistress || alarm->unit != seen.unit ||
        alarm->state == AlarmState::Cleared)
      continue;
    picture.alarms.edit(id, [&](Alarm& a) { a.state = AlarmState::Cleared, a.changed = entry.key.sequence; });
    raised = {id, alarm->incident};
    if (alarm->incident && picture.incidents.find(*alarm->incident))
      picture.incidents.edit(*alarm->incident, [&](Incident& i) {
        i.timeline.push_back(told(entry, "cleared", id.text()));
        i.changed = entry.key.sequence;
      });
  }
  return raised;
}

Alarm new_alarm(Picture& picture, const Entry& entry, const Observation& seen) {
  Alarm alarm;
  alarm.id = AlarmId("A-" + std::to_string(picture.next_alarm++));
  alarm.rank = rank_of(seen.kind);
  alarm.kind = seen.kind;
  alarm.source = seen.source;
  alarm.observation = seen.id;
  alarm.seen = seen.seen;
  alarm.received = entry.received;
  alarm.timeliness = seen.timeliness;
  alarm.place = seen.place;
  alarm.unit = seen.unit;
  alarm.text = seen.text;
  alarm.changed = entry.key.sequence;
  return alarm;
}

void join(Picture& picture, const Entry& entry, const IncidentId& id, const Alarm& alarm) {
  picture.incidents.edit(id, [&](Incident& incident) {
    incident.alarms.push_back(alarm.id);
    incident.timeline.push_back(told(entry, "joined", alarm.id.text()));
    if (alarm.rank < incident.rank) {
      incident.rank = alarm.rank;
      incident.timeline.push_back(told(entry, "rank_raised", alarm.id.text()));
    }
    incident.changed = entry.key.sequence;
  });
}

IncidentId open(Picture& picture, const Entry& entry, const Alarm& alarm, const std::string& address) {
  Incident incident;
  incident.id = IncidentId("I-" + std::to_string(picture.next_incident++));
  incident.rank = alarm.rank;
  incident.kind = alarm.kind;
  incident.place = alarm.place;
  incident.address = address;
  incident.opened = entry.received;
  incident.alarms = {alarm.id};
  incident.timeline = {told(entry, "opened", alarm.id.text())};
  incident.changed = entry.key.sequence;
  const IncidentId id = incident.id;
  picture.incidents.put(id, std::move(incident));
  return id;
}

Raised repeat(Picture& picture, const Entry& entry, const AlarmId& id) {
  picture.alarms.edit(id, [&](Alarm& alarm) {
    ++alarm.repeats;
    alarm.changed = entry.key.sequence;
  });
  return {id, picture.alarms.find(id)->incident};
}

}  // namespace

Raised observe(Picture& picture, const Entry& entry, const Observed& observed) {
  const Observation& seen = observed.observation;
  if (seen.kind == ObservationKind::Count) {
    count(picture, entry, seen);
    return {};
  }
  picture.seen_ids[{seen.source, seen.id}] = entry.received;
  if (seen.kind == ObservationKind::DistressCleared) return clear_distress(picture, entry, seen);
  if (const auto same = repeats(picture, seen, entry.received)) return repeat(picture, entry, *same);

  Alarm alarm = new_alarm(picture, entry, seen);
  if (const auto incident = joins(picture, seen, entry.received)) {
    alarm.incident = *incident;
    join(picture, entry, *incident, alarm);
  } else if (opens_incident(seen.kind)) {
    alarm.incident = open(picture, entry, alarm, observed.address);
  }
  if (seen.kind == ObservationKind::OfficerDistress && seen.unit && picture.units.find(*seen.unit))
    picture.units.edit(*seen.unit, [&](Unit& unit) { unit.distress = true, unit.changed = entry.key.sequence; });
  const Raised raised{alarm.id, alarm.incident};
  picture.alarms.put(raised.alarm.value(), std::move(alarm));
  return raised;
}

}  // namespace vigie::alarms
