// SPDX-License-Identifier: Apache-2.0
// Picture: the current state of everything; one immutable snapshot at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
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
  std::string what;  ///< "incident", "alarm", "mission", "count", "road_change", "event", "bulletin", "surge", "nowcast"
  std::string id;
  std::uint64_t changed = 0;
  Time at;
};

/// What a measurement is of: source, feature, quantity, and for what lies ahead the begin of its period (else the epoch).
using MeasurementKey = std::tuple<SourceId, std::string, Quantity, Time>;

/// `ahead`: said of a time that lies ahead of it being said; those of one series stand beside each other.
inline MeasurementKey measurement_key(const Measurement& m) {
  return {m.source, m.feature, m.quantity, m.ahead ? m.from : Time()};
}
inline std::string bulletin_key(const SourceId& source, const std::string& reference) {
  return source.text() + " " + reference;
}
inline std::string surge_key(const ZoneId& zone, SurgeThreshold threshold) {
  return zone.text() + (threshold == SurgeThreshold::Limit ? "/limit" : "/density");
}

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
  Shelf<MeasurementKey, Measurement> measurements;  ///< the latest of each; forgotten a day later
  Shelf<EventId, CityEvent> events;
  Shelf<std::string, Bulletin> bulletins;  ///< by source and reference: bulletin_key()
  Shelf<ZoneId, CrowdState> crowd;
  Shelf<ZoneId, CrowdForecast> forecasts;
  Shelf<EventId, CrowdNowcast> nowcasts;
  Shelf<std::string, CrowdSurge> surges;  ///< by zone and threshold: surge_key()
  std::vector<Removal> removed;           ///< oldest first; forgotten after an hour
  std::uint64_t next_alarm = 1;
  std::uint64_t next_incident = 1;
  std::uint64_t next_mission = 1;
  std::uint64_t next_road_change = 1;
  std::uint64_t next_event = 1;
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
