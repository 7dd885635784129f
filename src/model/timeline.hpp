// SPDX-License-Identifier: Apache-2.0
// How a line of an incident's story names who did it.
#pragma once

#include <string>
#include <utility>

#include "model/entry.hpp"
#include "model/incident.hpp"

namespace vigie {

/// "user:alice", "device:PM-03", "source:mqtt/button-17", "engine:vigie".
inline std::string label(const Actor& actor) {
  switch (actor.kind()) {
    case ActorKind::User: return "user:" + actor.name();
    case ActorKind::Device: return "device:" + actor.name();
    case ActorKind::Source: return "source:" + actor.name();
    case ActorKind::Engine: return "engine:" + actor.name();
  }
  return actor.name();
}

/// The line that `entry` adds to an incident's story.
inline TimelineEntry told(const Entry& entry, std::string what, std::string text = {}) {
  return {entry.received, label(entry.actor), std::move(what), std::move(text)};
}

}  // namespace vigie
