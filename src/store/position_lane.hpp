// SPDX-License-Identifier: Apache-2.0
// PositionLane: where the units were, sealed, for a day at most.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/unit.hpp"

namespace vigie::store {

/// Kept in `directory`/positions.db (sealed blobs, one a batch) and `directory`/keys/ (one key an hour, mode 0600). Units and
/// places are inside the seal only. An hour's key is destroyed when the hour is more than 24 h past both by the wall clock and
/// by the confirmed time (position_lane_clock.hpp), so that no jump of the clock purges early.
/// synchronous=NORMAL: the last positions before a power cut may be lost; the next ones come within seconds.
/// Threads: one at a time.
class PositionLane {
 public:
  /// Errors: Io, Corrupt, Unavailable (disk full).
  static Result<std::unique_ptr<PositionLane>> open(const std::string& directory, Time now);

  virtual ~PositionLane() = default;

  virtual Result<void> append(std::span<const UnitPosition> positions, Time now) = 0;

  /// The last known place of each unit, received at most 15 min before `now`; by unit. For a restart.
  /// A blob that does not open is left out, and the log says how many.
  virtual Result<std::vector<UnitPosition>> latest(Time now) const = 0;

  /// Base64 of `plain` under this hour's key, for what a record keeps of positions. Readable as long as the key lives.
  virtual Result<std::string> seal(std::string_view plain, Time now) = 0;
  /// Errors: NotFound where the key has been destroyed; Malformed, Corrupt.
  virtual Result<std::string> open_sealed(std::string_view sealed) const = 0;

  /// Destroys the keys that are due, deletes what they sealed, and returns how many they were. Call it every few minutes.
  virtual Result<int> expire(Time now) = 0;
};

}  // namespace vigie::store
