// SPDX-License-Identifier: Apache-2.0
// Observation: what a source says it saw.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"
#include "model/rank.hpp"

namespace vigie {

enum class ObservationKind : std::uint8_t {
  PanicButton,      ///< a street button, pressed
  OfficerDistress,  ///< a unit's own emergency button
  DistressCleared,  ///< the same button, released
  Gunshot,
  Call,        ///< taken by an operator or handed over by another centre
  CameraFlag,  ///< a camera algorithm's flag, of the kinds the law allows
  Count,       ///< people counted; `value` is people
  CrowdSurge,  ///< the engine foresees too many people in a zone; its source is "crowd/<zone>"
};

/// How its time compares with when it came; late and future-dated input is kept and marked, never lost.
enum class Timeliness : std::uint8_t { OnTime, Late, FutureDated };

struct Observation {
  std::string id;  ///< the source's own, unique within the source; a second one with the same id is a duplicate
  SourceId source;
  ObservationKind kind;
  Time seen;      ///< when, as the source says
  Time received;  ///< when it reached us
  Timeliness timeliness = Timeliness::OnTime;
  std::optional<geo::Position> place;
  std::optional<UnitId> unit;  ///< the unit it is about (OfficerDistress, DistressCleared)
  std::string text;        ///< what the source says in words; at most 500 characters, none of them a control character
  std::int64_t value = 0;  ///< Count: people
};

/// The rank an observation of that kind travels at.
constexpr Rank rank_of(ObservationKind kind) {
  switch (kind) {
    case ObservationKind::PanicButton:
    case ObservationKind::OfficerDistress:
    case ObservationKind::DistressCleared: return Rank::Panic;
    case ObservationKind::Gunshot: return Rank::Danger;
    case ObservationKind::Call:
    case ObservationKind::CrowdSurge: return Rank::Incident;
    case ObservationKind::CameraFlag:
    case ObservationKind::Count: return Rank::Sensor;
  }
  return Rank::Sensor;
}

}  // namespace vigie
