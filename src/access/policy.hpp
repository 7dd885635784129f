// SPDX-License-Identifier: Apache-2.0
// decide: may this one do that to this object? Default deny; the answer names the rule.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/action.hpp"
#include "model/actor.hpp"
#include "model/picture.hpp"

namespace vigie::access {

enum class Party : std::uint8_t {
  Anonymous,
  Person,  ///< logged in
  Source,  ///< holds a source's token
};

/// What a source's token is for; one thing each, so that who loses the token of a button cannot close a street with it.
enum class SourceMay : std::uint8_t {
  Observe,      ///< report observations
  ChangeRoads,  ///< publish road changes
  Feed,         ///< push documents of a feed: counts, timetables, events, weather, warnings
};

/// Who asks.
struct Subject {
  Party party = Party::Anonymous;
  std::string name;                           ///< a person's login or a source's name
  Role role = Role::Officer;                  ///< a person's; read only where `party` is Person
  bool on_shift = false;                      ///< at a desk, or on duty, now
  std::string agency;                         ///< whose units these are; empty: the city's own
  std::optional<UnitId> unit;                 ///< the crew an officer belongs to
  bool local = false;                         ///< asks from the machine itself
  SourceMay source_may = SourceMay::Observe;  ///< a source's; read only where `party` is Source
};

/// What it is about.
struct Object {
  std::string agency;          ///< whose it is; empty: the city's own
  std::optional<UnitId> unit;  ///< the unit concerned
  bool linked = false;         ///< the subject's unit has a mission at the incident concerned
};

struct Decision {
  bool allowed;
  const char* rule;  ///< "operators-decide", "default-deny" …: for the answer and the audit
};

/// Without an object: may it be asked at all? With one: may it be done to this one? Pure; total.
Decision decide(const Subject& subject, Action action, const std::optional<Object>& object = std::nullopt);

/// Names of what the role may ask for, in order; for `GET /api/v1/me`.
std::vector<std::string> may(const Subject& subject);

/// The incidents at which the unit has a mission that is not over.
bool linked(const Picture& picture, const std::optional<UnitId>& unit, const IncidentId& incident);

/// What a command is about, as the policy needs it. Unknown ids give an object that belongs to nobody.
Object object_of(const Picture& picture, const Subject& subject, const Command& command);

}  // namespace vigie::access
