// SPDX-License-Identifier: Apache-2.0
// What an operator does with alarms and incidents: whether it may be done now, and what it changes.
#pragma once

#include "core/result.hpp"
#include "model/picture.hpp"

namespace vigie::alarms {

/// Each `check` says whether the state allows the command: NotFound, Conflict, or OutOfRange with one line.
/// Each `apply` changes the picture; its precondition is that check passed on the same picture.
Result<void> check(const Picture& picture, const AcknowledgeAlarm& command, const Entry& entry);
Result<void> check(const Picture& picture, const ShelveAlarm& command, const Entry& entry);
Result<void> check(const Picture& picture, const ConfirmAlarm& command, const Entry& entry);
Result<void> check(const Picture& picture, const OpenIncident& command, const Entry& entry);
Result<void> check(const Picture& picture, const OwnIncident& command, const Entry& entry);
Result<void> check(const Picture& picture, const WriteNote& command, const Entry& entry);
Result<void> check(const Picture& picture, const ClassifyIncident& command, const Entry& entry);
Result<void> check(const Picture& picture, const CloseIncident& command, const Entry& entry);

void apply(Picture& picture, const AcknowledgeAlarm& command, const Entry& entry);
void apply(Picture& picture, const ShelveAlarm& command, const Entry& entry);
/// Answers the incident that was opened or joined.
IncidentId apply(Picture& picture, const ConfirmAlarm& command, const Entry& entry);
IncidentId apply(Picture& picture, const OpenIncident& command, const Entry& entry);
void apply(Picture& picture, const OwnIncident& command, const Entry& entry);
void apply(Picture& picture, const WriteNote& command, const Entry& entry);
void apply(Picture& picture, const ClassifyIncident& command, const Entry& entry);
void apply(Picture& picture, const CloseIncident& command, const Entry& entry);

}  // namespace vigie::alarms
