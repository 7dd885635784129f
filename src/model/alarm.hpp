// SPDX-License-Identifier: Apache-2.0
// Alarm: an observation on which a person must act, and its state (ISA-18.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/observation.hpp"

namespace vigie {

enum class AlarmState : std::uint8_t { New, Acknowledged, Owned, Cleared, Shelved };

struct Alarm {
  AlarmId id;
  AlarmState state = AlarmState::New;
  Rank rank;
  ObservationKind kind;
  SourceId source;
  std::string observation;  ///< the id its source gave
  Time seen;
  Time received;
  Timeliness timeliness;
  std::optional<geo::Position> place;
  std::optional<UnitId> unit;
  std::string text;
  std::optional<IncidentId> incident;
  std::optional<UserId> acknowledged_by;
  std::optional<Time> shelved_until;
  std::string shelved_because;
  std::int32_t repeats = 0;   ///< the same source again while this one was active
  std::uint64_t changed = 0;  ///< sequence of the record that changed it last
};

}  // namespace vigie
