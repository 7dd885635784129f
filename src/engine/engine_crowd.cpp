// SPDX-License-Identifier: Apache-2.0
// Documents of feeds: compared with the picture, then submitted, durable before the sender is told.
#include <utility>

#include "engine/engine.hpp"
#include "engine/feed_publication.hpp"

namespace vigie::engine {

Result<links::FeedReceipt> Engine::take(const Actor& actor, const SourceId& source, FeedContent content) {
  const Lock one_at_a_time(publications_);
  FeedDifference found = difference(*picture(), source, std::move(content), on_.clock.now());
  if (auto taken = submit_and_wait(actor, std::move(found.facts)); !taken) return taken.error();
  return found.receipt;
}

}  // namespace vigie::engine
