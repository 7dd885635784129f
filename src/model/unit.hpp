// SPDX-License-Identifier: Apache-2.0
// Unit: a crew that can be sent; and where it last was.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"

namespace vigie {

enum class UnitStatus : std::uint8_t { Free, Sent, EnRoute, OnScene, Busy, OffDuty };

enum class UnitKind : std::uint8_t { Foot, Bicycle, Motorbike, Car, Van, Dog };

struct Unit {
  UnitId id;  ///< also its call sign: "PM-03"
  UnitKind kind = UnitKind::Car;
  UnitStatus status = UnitStatus::OffDuty;
  std::set<std::string> skills{};  ///< "first_aid", "armed", "dog", "negotiator" …
  std::optional<MissionId> mission{};
  bool distress = false;
  std::uint64_t changed = 0;
};

/// A unit's place: state of its own lane, latest wins; never in the journal's clear, a log, or the state hash.
struct UnitPosition {
  UnitId unit;
  geo::Position place;
  std::optional<double> heading_deg;  ///< clockwise from north
  std::optional<double> speed_mps;
  Time seen;
  Time received;
};

}  // namespace vigie
