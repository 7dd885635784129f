// SPDX-License-Identifier: Apache-2.0
// CrowdIntake: where a feed puts what it says of people, events and weather. The engine fulfils it.
#pragma once

#include <cstddef>

#include "core/result.hpp"
#include "model/actor.hpp"
#include "model/feed_content.hpp"

namespace vigie::links {

/// What became of a document.
struct FeedReceipt {
  std::size_t taken = 0;      ///< new, or different from before
  std::size_t unchanged = 0;  ///< known already
  std::size_t revoked = 0;    ///< events and bulletins said before and absent now
};

class CrowdIntake {
 public:
  virtual ~CrowdIntake() = default;

  /// Takes what is new or different. Events and bulletins, where the content speaks of them, are all that `source` says now:
  /// those it said before and does not say any more are revoked.
  /// Returns when all of it is durable: for a thread that may wait, not an event loop's.
  /// Errors: Unavailable (overload, stopping, journal): some of it may be taken; the same document again does the rest.
  /// Threads: any but the engine's own; one document after the other.
  virtual Result<FeedReceipt> take(const Actor& actor, const SourceId& source, FeedContent content) = 0;
};

}  // namespace vigie::links
