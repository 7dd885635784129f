// SPDX-License-Identifier: Apache-2.0
// RoadIntake: where a source of road changes puts what it publishes. The engine fulfils it.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "model/actor.hpp"
#include "model/road_change.hpp"

namespace vigie::links {

inline constexpr std::size_t kMostRoadFaults = 20;  ///< told of one publication; the others are counted

/// What became of a publication.
struct RoadPublication {
  int taken = 0;      ///< new, or different from before
  int unchanged = 0;  ///< those that an operator withdrew and that say the same among them: they stay withdrawn
  int revoked = 0;    ///< published before and absent now
  int refused = 0;    ///< on no street of the city, or a second one by the same reference
  int over = 0;       ///< ended already
  std::vector<std::string> faults;  ///< a line for each refused one, the first kMostRoadFaults
};

/// The whole of what a source says now. Each change has its reference, by which it is known again; a start in 1970 is "not
/// said": it holds from the moment it comes. Source, origin, id, streets and story are filled in by who takes it.
struct RoadStatement {
  std::vector<RoadChange> changes;
  std::vector<std::string> unreadable;  ///< references of what was there and could not be understood: these and their
                                        ///< parts ("ref/…", "ref@…") are not revoked
};

class RoadIntake {
 public:
  virtual ~RoadIntake() = default;

  /// Takes what is new or different, and revokes what the source said before and does not say any more.
  /// Returns when all of it is durable, which takes seconds for thousands: for a thread that may wait, not an event loop's.
  /// Errors: Unavailable (overload, stopping, journal): some of it may be taken; the same publication again does the rest.
  /// Threads: any but the engine's own; one publication after the other.
  virtual Result<RoadPublication> publish_roads(const Actor& actor, const SourceId& source,
                                                RoadStatement statement) = 0;
};

}  // namespace vigie::links
