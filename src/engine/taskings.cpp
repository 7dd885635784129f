// SPDX-License-Identifier: Apache-2.0
// From a mission to the words its unit reads.
#include "engine/taskings.hpp"

#include <string>

namespace vigie::engine {
namespace {

/// The kind in French and English, as a phone shows it: TAK apps know no language of ours.
std::string kind_words(ObservationKind kind) {
  switch (kind) {
    case ObservationKind::PanicButton: return "Bouton d'alerte / Panic button";
    case ObservationKind::OfficerDistress: return "Agent en détresse / Officer in distress";
    case ObservationKind::Gunshot: return "Coup de feu / Gunshot";
    case ObservationKind::CameraFlag: return "Vidéo / Camera";
    case ObservationKind::CrowdSurge: return "Foule / Crowd";
    default: return "Appel / Call";
  }
}

std::optional<links::Tasking> tasking(const Picture& picture, const MissionId& id) {
  const Mission* mission = picture.missions.find(id);
  const Incident* incident = mission ? picture.incidents.find(mission->incident) : nullptr;
  if (!incident || !incident->place) return std::nullopt;
  const auto decided = mission->reached.find(MissionState::Sent);
  VIGIE_CHECK(decided != mission->reached.end());
  std::string title = incident->title.empty() ? kind_words(incident->kind) : incident->title;
  if (!incident->address.empty()) title += ", " + incident->address;
  std::string text;
  for (const AlarmId& alarm_id : incident->alarms)
    if (const Alarm* alarm = picture.alarms.find(alarm_id); alarm && !alarm->text.empty()) text += alarm->text + '\n';
  return links::Tasking{mission->id,      mission->unit,   incident->id,     mission->state,
                        std::move(title), std::move(text), *incident->place, decided->second};
}

/// The unit whose device came back; nothing for any other entry.
const Unit* came_back(const Picture& picture, const Entry& entry) {
  const auto* changed = std::get_if<LinkChanged>(&entry.body);
  if (!changed || changed->state != LinkState::Up || !changed->link.starts_with("tak/")) return nullptr;
  return picture.units.find(UnitId(changed->link.substr(4)));
}

}  // namespace

std::optional<links::Tasking> tasking_after(const Picture& picture, const Entry& entry,
                                            const std::optional<MissionId>& mission) {
  if (const Unit* unit = came_back(picture, entry))
    return unit->mission ? tasking(picture, *unit->mission) : std::nullopt;
  const auto* commanded = std::get_if<Commanded>(&entry.body);
  const bool tells = commanded && (std::holds_alternative<SendUnit>(commanded->command) ||
                                   std::holds_alternative<CancelMission>(commanded->command));
  return tells && mission ? tasking(picture, *mission) : std::nullopt;
}

}  // namespace vigie::engine
