// SPDX-License-Identifier: Apache-2.0
// Picture: the current state of everything; one immutable snapshot at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/entry.hpp"
#include "model/shelf.hpp"

namespace vigie {

/// A link's health as the journal knows it.
struct LinkHealth {
  std::string name;
  LinkState state = LinkState::Down;
  Time since;
  std::string detail;
  std::uint64_t changed = 0;
};

/// The latest people count of a counter.
struct PeopleCount {
  SourceId source;
  std::int64_t people = 0;
  Time seen;
  std::optional<geo::Position> place;
  std::uint64_t changed = 0;
};

/// Something that is no longer in the picture, kept for a while so that clients learn of it.
struct Removal {
  std::string what;  ///< "incident", "alarm", "mission", "count", "road_change"
  std::string id;
  std::uint64_t changed = 0;
  Time at;
};

/// Everything but the units' positions, which live in their own lane.
/// State holds integers, ordered containers, and times from records only: the same records give the same bytes.
struct Picture {
  RecordKey last;  ///< the record that made it so
  Time now;        ///< that record's time
  Shelf<AlarmId, Alarm> alarms;
  Shelf<IncidentId, Incident> incidents;
  Shelf<MissionId, Mission> missions;
  Shelf<UnitId, Unit> units;
  Shelf<IncidentId, Recommendation> recommendations;
  Shelf<std::string, LinkHealth> links;
  Shelf<SourceId, PeopleCount> counts;
  Shelf<RoadChangeId, RoadChange> road_changes;
  /// Sums of how long streets took, by class and hour: (road_class, hour) -> sums.
  std::map<std::pair<std::uint8_t, std::uint8_t>, StreetSpeed> street_speeds;
  std::vector<Removal> removed;  ///< oldest first; forgotten after an hour
  std::uint64_t next_alarm = 1;
  std::uint64_t next_incident = 1;
  std::uint64_t next_mission = 1;
  std::uint64_t next_road_change = 1;
  /// Ids seen lately per source, for duplicates: (source, id) -> when; forgotten after 24 h.
  std::map<std::pair<SourceId, std::string>, Time> seen_ids;
  /// The last status a person set on a unit, for undo: unit -> (who, when, before).
  struct StatusChange {
    std::string who;
    Time at;
    UnitStatus before;
  };
  std::map<UnitId, StatusChange> undoable;
};

/// Where the units are now; latest wins. Not part of the journalled state.
using Positions = Shelf<UnitId, UnitPosition>;

}  // namespace vigie
