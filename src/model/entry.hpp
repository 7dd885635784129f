// SPDX-License-Identifier: Apache-2.0
// Entry: one journalled fact, the only thing that changes the Picture.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "model/actor.hpp"
#include "model/bulletin.hpp"
#include "model/city_event.hpp"
#include "model/command.hpp"
#include "model/crowd.hpp"
#include "model/crowd_nowcast.hpp"
#include "model/measurement.hpp"
#include "model/observation.hpp"
#include "model/recommendation.hpp"
#include "model/street_speed.hpp"
#include "model/unit.hpp"

namespace vigie {

struct Observed {
  Observation observation;
  std::string address;
};  ///< address: nearest, from the gazetteer
struct Commanded {
  Command command;
};
struct Recommended {
  Recommendation recommendation;
};
/// The unit's device has its mission.
struct MissionDelivered {
  MissionId mission;
};
/// A unit exists (roster, enrolment); its status starts at OffDuty.
struct UnitEnrolled {
  UnitId unit;
  UnitKind kind;
  std::set<std::string> skills;
};
/// A unit's device came or went; state of a link.
enum class LinkState : std::uint8_t { Up, Down };
struct LinkChanged {
  std::string link;
  LinkState state;
  std::string detail;
};
/// A source of road changes says one anew, or differently. With an id that the picture has: in that one's place.
struct RoadPublished {
  RoadChange change;
};
/// A source of road changes says one no longer.
struct RoadRevoked {
  RoadChangeId change;
};
/// How long streets took since the last such record, by class and hour of the week: what is added to the sums.
struct StreetsMeasured {
  std::vector<StreetSpeed> sums;
};
/// What a feed measured: people, weather, departures.
struct Measured {
  std::vector<Measurement> measurements;
};
/// A feed says an event anew, or differently. With an id that the picture has: in that one's place.
struct EventPublished {
  CityEvent event;
};
struct EventRevoked {
  SourceId source;
  std::string reference;
};
struct BulletinPublished {
  Bulletin bulletin;
};
struct BulletinRevoked {
  SourceId source;
  std::string reference;
};
/// How many people are in the zones now, as computed from what was measured.
struct CrowdEstimated {
  std::vector<CrowdState> states;
};
/// How many will be.
struct CrowdForecasted {
  std::vector<CrowdForecast> forecasts;
};
/// A surge is foreseen, foreseen differently, or over.
struct SurgeForeseen {
  CrowdSurge surge;
};
/// What an event's crowd is like in the streets around it.
struct CrowdNowcasted {
  CrowdNowcast nowcast;
};
/// Time passes: timers that depend on `now` move on this record only.
struct Ticked {};

using EntryBody =
    std::variant<Observed, Commanded, Recommended, MissionDelivered, UnitEnrolled, LinkChanged, RoadPublished,
                 RoadRevoked, StreetsMeasured, Measured, EventPublished, EventRevoked, BulletinPublished,
                 BulletinRevoked, CrowdEstimated, CrowdForecasted, SurgeForeseen, CrowdNowcasted, Ticked>;

struct Entry {
  RecordKey key;  ///< given when it is appended
  Time received;  ///< `now` for everything the record causes
  Actor actor;
  EntryBody body;
};

}  // namespace vigie
