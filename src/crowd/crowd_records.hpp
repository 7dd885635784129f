// SPDX-License-Identifier: Apache-2.0
// Crowds in the picture: what feeds publish and revoke, what was estimated and foreseen; forgotten when over.
#pragma once

#include "model/picture.hpp"

namespace vigie::crowd {

void apply(Picture& picture, const Measured& measured, const Entry& entry);
void apply(Picture& picture, const EventPublished& published, const Entry& entry);
void apply(Picture& picture, const EventRevoked& revoked, const Entry& entry);
void apply(Picture& picture, const BulletinPublished& published, const Entry& entry);
void apply(Picture& picture, const BulletinRevoked& revoked, const Entry& entry);
void apply(Picture& picture, const CrowdEstimated& estimated, const Entry& entry);
void apply(Picture& picture, const CrowdForecasted& forecasted, const Entry& entry);
void apply(Picture& picture, const SurgeForeseen& foreseen, const Entry& entry);
void apply(Picture& picture, const CrowdNowcasted& nowcasted, const Entry& entry);

/// Is there something to forget? Events leave the picture six hours after their end, bulletins, surges and nowcasts an hour after
/// theirs, measurements a day after they were true.
bool timer_due(const Picture& picture, Time now);
void tick(Picture& picture, const Entry& entry);

}  // namespace vigie::crowd
