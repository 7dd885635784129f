// SPDX-License-Identifier: Apache-2.0
// Correlation by place and time.
#include "alarms/correlate.hpp"

#include <limits>

namespace vigie::alarms {
namespace {

bool stands_alone(ObservationKind kind) {
  return kind == ObservationKind::OfficerDistress || kind == ObservationKind::CameraFlag ||
         kind == ObservationKind::CrowdSurge;
}

/// When the newest of its alarms came.
Time newest_alarm(const Picture& picture, const Incident& incident) {
  Time newest = incident.opened;
  for (const AlarmId& id : incident.alarms)
    if (const Alarm* alarm = picture.alarms.find(id); alarm && alarm->received > newest) newest = alarm->received;
  return newest;
}

}  // namespace

bool is_duplicate(const Picture& picture, const Observation& observation) {
  return picture.seen_ids.contains({observation.source, observation.id});
}

std::optional<IncidentId> joins(const Picture& picture, const Observation& observation, Time now, Nearness nearness) {
  if (stands_alone(observation.kind) || !observation.place) return std::nullopt;
  std::optional<IncidentId> nearest;
  double best_m = std::numeric_limits<double>::infinity();
  for (const auto& [id, incident] : picture.incidents) {
    if (incident->state == IncidentState::Closed || stands_alone(incident->kind) || !incident->place) continue;
    if (now - newest_alarm(picture, *incident) > nearness.window) continue;
    const double away_m = geo::distance_m(*incident->place, *observation.place);
    if (away_m <= nearness.radius_m && away_m < best_m) {
      best_m = away_m;
      nearest = id;
    }
  }
  return nearest;
}

std::optional<AlarmId> repeats(const Picture& picture, const Observation& observation, Time now, Nearness nearness) {
  if (observation.kind == ObservationKind::Call) return std::nullopt;
  for (const auto& [id, alarm] : picture.alarms) {
    const bool same =
        alarm->source == observation.source && alarm->kind == observation.kind && alarm->text == observation.text;
    const bool there =
        !alarm->place || !observation.place || geo::distance_m(*alarm->place, *observation.place) <= nearness.radius_m;
    const bool active = alarm->state != AlarmState::Cleared && alarm->state != AlarmState::Shelved;
    if (same && there && active && now - alarm->received <= nearness.window) return id;
  }
  return std::nullopt;
}

}  // namespace vigie::alarms
