// SPDX-License-Identifier: Apache-2.0
// Actor: who does something. An action without one does not compile.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "model/ids.hpp"

namespace vigie {

enum class Role : std::uint8_t { Operator, Supervisor, Planner, Officer, Auditor, Admin };

enum class ActorKind : std::uint8_t {
  User,    ///< a person logged in
  Device,  ///< a unit's phone, known by its certificate; it goes by its unit's name
  Source,  ///< a sensor or a peer system
  Engine,  ///< Vigie itself: ticks, recommendations; never a decision
};

/// Made only by naming who it is; there is no default.
class Actor {
 public:
  static Actor user(const UserId& id) { return {ActorKind::User, id.text()}; }
  static Actor device(const DeviceId& id) { return {ActorKind::Device, id.text()}; }
  static Actor source(const SourceId& id) { return {ActorKind::Source, id.text()}; }
  static Actor engine() { return {ActorKind::Engine, "vigie"}; }

  ActorKind kind() const { return kind_; }
  const std::string& name() const { return name_; }
  friend auto operator<=>(const Actor&, const Actor&) = default;

 private:
  Actor(ActorKind kind, std::string name) : kind_(kind), name_(std::move(name)) {}

  ActorKind kind_;
  std::string name_;
};

}  // namespace vigie
