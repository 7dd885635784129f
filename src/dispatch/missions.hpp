// SPDX-License-Identifier: Apache-2.0
// Sending units, and what they answer: whether it may be done now, and what it changes.
#pragma once

#include "core/result.hpp"
#include "model/picture.hpp"

namespace vigie::dispatch {

/// Each `check` says whether the state allows it: NotFound, Conflict, Forbidden or OutOfRange with one line.
/// Each `apply` changes the picture; its precondition is that check passed on the same picture.
/// A mission only ever moves forward (sent, delivered, en route, on scene, done); a second order never overwrites the first.
Result<void> check(const Picture& picture, const SendUnit& command, const Entry& entry);
Result<void> check(const Picture& picture, const CancelMission& command, const Entry& entry);
/// A device reports for its own unit only.
Result<void> check(const Picture& picture, const ReportMission& command, const Entry& entry);
Result<void> check(const Picture& picture, const SetUnitStatus& command, const Entry& entry);
Result<void> check(const Picture& picture, const UndoUnitStatus& command, const Entry& entry);

/// Answers the mission it made.
MissionId apply(Picture& picture, const SendUnit& command, const Entry& entry);
void apply(Picture& picture, const CancelMission& command, const Entry& entry);
void apply(Picture& picture, const ReportMission& command, const Entry& entry);
void apply(Picture& picture, const SetUnitStatus& command, const Entry& entry);
void apply(Picture& picture, const UndoUnitStatus& command, const Entry& entry);

/// The device has it. A mission that has moved on meanwhile stays where it is.
void apply(Picture& picture, const MissionDelivered& delivered, const Entry& entry);
void apply(Picture& picture, const UnitEnrolled& enrolled, const Entry& entry);
void apply(Picture& picture, const Recommended& recommended, const Entry& entry);

}  // namespace vigie::dispatch
