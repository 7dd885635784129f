// SPDX-License-Identifier: Apache-2.0
// Road changes in the picture: ordered, withdrawn, restored by people; published and revoked by feeds; forgotten when over.
#pragma once

#include "core/result.hpp"
#include "model/picture.hpp"

namespace vigie::roads {

/// Each `check` says whether the state allows the command: NotFound, Conflict or OutOfRange with one line.
/// Each `apply` changes the picture; its precondition is that check passed on the same picture.
Result<void> check(const Picture& picture, const ChangeRoad& command, const Entry& entry);
Result<void> check(const Picture& picture, const WithdrawRoadChange& command, const Entry& entry);
Result<void> check(const Picture& picture, const RestoreRoadChange& command, const Entry& entry);

/// Answers the id that the change got.
RoadChangeId apply(Picture& picture, const ChangeRoad& command, const Entry& entry);
void apply(Picture& picture, const WithdrawRoadChange& command, const Entry& entry);
void apply(Picture& picture, const RestoreRoadChange& command, const Entry& entry);
void apply(Picture& picture, const RoadPublished& published, const Entry& entry);
void apply(Picture& picture, const RoadRevoked& revoked, const Entry& entry);
void apply(Picture& picture, const StreetsMeasured& measured, const Entry& entry);

/// Is there one to forget? A change leaves the picture an hour after its end or its withdrawal; what a feed still publishes
/// stays, withdrawn, so that it does not come back by itself.
bool timer_due(const Picture& picture, Time now);
void tick(Picture& picture, const Entry& entry);

}  // namespace vigie::roads
