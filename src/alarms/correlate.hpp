// SPDX-License-Identifier: Apache-2.0
// Which incident an alarm belongs to, and whether it is the same alarm again.
#pragma once

#include <chrono>
#include <optional>

#include "model/picture.hpp"

namespace vigie::alarms {

/// How near in place and time two alarms must be to be one incident. Issue: 80 m and 90 s.
struct Nearness {
  double radius_m = 80;
  std::chrono::seconds window{90};
};

/// True where this source already sent an observation with this id; the record of ids goes back 24 h.
bool is_duplicate(const Picture& picture, const Observation& observation);

/// The open incident this observation joins: the nearest whose newest alarm is within the window. Nothing for an officer in
/// distress, who always stands alone, and for a camera flag, which stays in its own lane until a person confirms it.
std::optional<IncidentId> joins(const Picture& picture, const Observation& observation, Time now,
                                Nearness nearness = {});

/// The active alarm that this observation repeats: same source, kind, words and place, within the window. Never a call: two
/// people who call are two calls, and one desk takes them all.
std::optional<AlarmId> repeats(const Picture& picture, const Observation& observation, Time now,
                               Nearness nearness = {});

}  // namespace vigie::alarms
