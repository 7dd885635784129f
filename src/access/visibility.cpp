// SPDX-License-Identifier: Apache-2.0
// Exact, cell or nothing.
#include "access/visibility.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

namespace vigie::access {
namespace {

bool at_a_desk(const Subject& subject) {
  return subject.party == Party::Person && subject.on_shift &&
         (subject.role == Role::Operator || subject.role == Role::Supervisor);
}

bool is_officer(const Subject& subject) { return subject.party == Party::Person && subject.role == Role::Officer; }

bool on_duty(const Subject& subject) { return is_officer(subject) && subject.on_shift && subject.unit; }

/// Units sent to an incident that the subject's own unit is sent to as well.
std::set<UnitId> companions(const Picture& picture, const Subject& subject) {
  std::set<UnitId> found;
  if (!on_duty(subject)) return found;
  for (const auto& [id, incident] : picture.incidents) {
    if (!linked(picture, subject.unit, id)) continue;
    for (const MissionId& mission_id : incident->missions) {
      const Mission* mission = picture.missions.find(mission_id);
      if (mission != nullptr && linked(picture, mission->unit, id)) found.insert(mission->unit);
    }
  }
  return found;
}

constexpr const char* kDevice = "device:";

/// Entries of an incident's timeline whose text names a unit, as dispatch/missions.cpp writes them.
bool tells_of_a_unit(const std::string& what) {
  constexpr const char* kWords[] = {"proposed", "sent", "delivered", "en_route", "on_scene", "done", "cancelled"};
  return std::find(std::begin(kWords), std::end(kWords), what) != std::end(kWords);
}

Time whole_minute(Time time) { return Time(std::chrono::floor<std::chrono::minutes>(time.time_since_epoch())); }

/// The parts of two lists by unit, the first one winning.
std::vector<VisiblePosition> merged(std::vector<VisiblePosition> first, const std::vector<VisiblePosition>& second) {
  std::vector<VisiblePosition> all;
  all.reserve(first.size() + second.size());
  std::set_union(std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()), second.begin(),
                 second.end(), std::back_inserter(all),
                 [](const auto& a, const auto& b) { return a.position.unit < b.position.unit; });
  return all;
}

}  // namespace

Precision precision(const Subject& subject, const Object& unit) {
  if (subject.party != Party::Person || subject.role == Role::Admin) return Precision::None;
  if (at_a_desk(subject)) return unit.agency == subject.agency ? Precision::Exact : Precision::Cell;
  if (on_duty(subject) && (unit.unit == subject.unit || unit.linked)) return Precision::Exact;
  return Precision::Cell;
}

bool sees_derived(const Subject& subject) { return at_a_desk(subject) && subject.agency.empty(); }

bool sees(const Subject& subject, const Incident& incident, const Picture& picture) {
  return subject.party == Party::Person &&
         (!is_officer(subject) || (on_duty(subject) && linked(picture, subject.unit, incident.id)));
}

bool sees(const Subject& subject, const Alarm& alarm, const Picture& picture) {
  if (subject.party != Party::Person) return false;
  if (!is_officer(subject)) return true;
  if (!on_duty(subject)) return false;
  return alarm.unit == subject.unit || (alarm.incident && linked(picture, subject.unit, *alarm.incident));
}

bool sees_place_of(const Subject& subject, const Alarm& alarm, const Picture& picture) {
  if (!alarm.unit) return true;
  return precision(subject, {.agency = {},
                             .unit = alarm.unit,
                             .linked = alarm.incident && linked(picture, subject.unit, *alarm.incident)}) ==
         Precision::Exact;
}

bool sees_place_of(const Subject& subject, const Incident& incident, const Picture& picture) {
  return std::all_of(incident.alarms.begin(), incident.alarms.end(), [&](const AlarmId& id) {
    const Alarm* alarm = picture.alarms.find(id);
    return alarm == nullptr ? incident.kind != ObservationKind::OfficerDistress || sees_derived(subject)
                            : sees_place_of(subject, *alarm, picture);
  });
}

bool sees_units_of(const Subject& subject, const Incident& incident, const Picture& picture) {
  return sees_derived(subject) || (is_officer(subject) && sees(subject, incident, picture));
}

Incident as_seen(const Subject& subject, const Incident& incident, const Picture& picture) {
  Incident seen = incident;
  if (!sees_place_of(subject, incident, picture)) {
    seen.place.reset();
    seen.address.clear();  // made from the place
  }
  const bool units = sees_units_of(subject, incident, picture);
  if (!units) seen.missions.clear();
  for (TimelineEntry& entry : seen.timeline) {
    const bool readable = entry.what == "proposed" ? sees_derived(subject) : units || !tells_of_a_unit(entry.what);
    if (readable) continue;
    entry.text.clear();
    if (entry.who.starts_with(kDevice)) entry.who = kDevice;
  }
  return seen;
}

Mission as_seen(const Subject& subject, const Mission& mission) {
  Mission seen = mission;
  if (!sees_derived(subject)) seen.proposed_as = 0;  // the first proposed was the nearest
  return seen;
}

Unit as_seen(const Subject& subject, const Unit& unit) {
  Unit seen = unit;
  if (sees_derived(subject) || is_officer(subject)) return seen;
  const bool on_a_mission =
      unit.status == UnitStatus::Sent || unit.status == UnitStatus::EnRoute || unit.status == UnitStatus::OnScene;
  if (on_a_mission) seen.status = UnitStatus::Busy;
  seen.mission.reset();
  return seen;
}

std::vector<VisiblePosition> cells_of(const Positions& positions, Time at) {
  std::map<geo::Cell, std::vector<const UnitPosition*>> by_cell;
  for (const auto& [unit, position] : positions)
    if (position->received <= at && at - position->received <= kPresence)
      by_cell[geo::cell_of(position->place)].push_back(position.get());
  std::vector<VisiblePosition> cells;
  for (const auto& [cell, units] : by_cell) {
    if (units.size() < kCellUnits) continue;
    for (const UnitPosition* unit : units)
      cells.push_back({UnitPosition{.unit = unit->unit,
                                    .place = geo::centre(cell),
                                    .heading_deg = std::nullopt,
                                    .speed_mps = std::nullopt,
                                    .seen = at,
                                    .received = at},
                       Precision::Cell});
  }
  std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.position.unit < b.position.unit; });
  return cells;
}

void CellHistory::take(const Positions& positions, Time now) {
  const Time minute = whole_minute(now);
  // A clock that was set back starts anew: what was told stays told at its own time, nothing is told early.
  while (!minutes_.empty() && minutes_.back().at > now) minutes_.pop_back();
  if (!minutes_.empty() && minutes_.back().at >= minute) return;
  // Positions of this instant carry the minute that ends with it: told kCellDelay after `now`, not after the minute.
  minutes_.push_back({now, cells_of(positions, now)});
  while (minutes_.size() > 1 && minutes_[1].at + kCellDelay <= now) minutes_.pop_front();
}

const std::vector<VisiblePosition>& CellHistory::told(Time now) const {
  const std::vector<VisiblePosition>* newest = &none_;
  for (const Minute& minute : minutes_)
    if (minute.at + kCellDelay <= now) newest = &minute.cells;
  return *newest;
}

std::vector<VisiblePosition> visible(const Positions& positions, const CellHistory& history, const Picture& picture,
                                     const Subject& subject, Time now) {
  const std::set<UnitId> together = companions(picture, subject);
  std::vector<VisiblePosition> exact;
  bool any_cell = false;
  if (at_a_desk(subject)) exact.reserve(positions.size());
  for (const auto& [unit, position] : positions) {
    const Precision how = precision(subject, {.agency = {}, .unit = unit, .linked = together.contains(unit)});
    if (how == Precision::Exact) exact.push_back({*position, Precision::Exact});
    any_cell = any_cell || how == Precision::Cell;
  }
  if (!any_cell) return exact;
  return merged(std::move(exact), history.told(now));
}

}  // namespace vigie::access
