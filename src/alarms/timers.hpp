// SPDX-License-Identifier: Apache-2.0
// What time alone changes: shelved alarms come back, what is long over leaves the picture.
#pragma once

#include "model/picture.hpp"

namespace vigie::alarms {

/// True where `tick` at this time would change something.
bool timer_due(const Picture& picture, Time now);

/// Shelved alarms whose time has come are new again; closed incidents leave the picture an hour after closing, with their
/// alarms and missions (the journal keeps them); alarms cleared without an incident likewise; ids for duplicates are kept 24 h.
void tick(Picture& picture, const Entry& entry);

}  // namespace vigie::alarms
