// SPDX-License-Identifier: Apache-2.0
// Intake: where links put what they received. The engine fulfils it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "model/actor.hpp"
#include "model/entry.hpp"
#include "model/unit.hpp"

namespace vigie::links {

/// What became of an observation.
enum class Receipt { Accepted, Late, FutureDated, Duplicate, Refused, Shed };

/// What a command made.
struct Outcome {
  RecordKey key;
  std::optional<IncidentId> incident{};       ///< the incident it opened
  std::optional<MissionId> mission{};         ///< the mission it made
  std::optional<RoadChangeId> road_change{};  ///< the road change it made or concerns
};

/// Threads: any. Callbacks come on the engine's thread: hand over, do not work there.
class Intake {
 public:
  virtual ~Intake() = default;

  /// `done` is called once, after the observation is durable and applied, or turned away (with one line that says why).
  /// The actor is the observation's source, or the device for a unit's own button.
  virtual void observe(Actor actor, Observation observation, std::function<void(Receipt, const std::string&)> done) = 0;

  /// A unit's place; latest wins, never queued behind another, never in the journal's clear.
  virtual void report(UnitPosition position) = 0;

  /// `done` is called once, after the decision is durable and applied, or refused.
  virtual void command(Actor actor, Command command, std::function<void(Result<Outcome>)> done) = 0;

  /// Facts of the links themselves: MissionDelivered, UnitEnrolled, LinkChanged.
  virtual void note(Actor actor, EntryBody fact) = 0;
};

}  // namespace vigie::links
