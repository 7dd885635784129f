// SPDX-License-Identifier: Apache-2.0
// What an observation does to the picture: a count, an alarm, an incident.
#pragma once

#include <optional>

#include "model/picture.hpp"

namespace vigie::alarms {

/// What it made or touched.
struct Raised {
  std::optional<AlarmId> alarm;
  std::optional<IncidentId> incident;
};

/// Folds one observation. A panic, a distress, a gunshot and a call open an incident by themselves or join one; a camera flag
/// becomes an alarm only; a count replaces the counter's last. Precondition: not a duplicate.
Raised observe(Picture& picture, const Entry& entry, const Observed& observed);

}  // namespace vigie::alarms
