// SPDX-License-Identifier: Apache-2.0
// TravelTimes: the service dispatch wants: how long from each of these places to that one, now?
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/position.hpp"
#include "model/unit.hpp"

namespace vigie::dispatch {

/// By road: the drive alone.
struct Travel {
  std::int32_t seconds;  ///< half the drives take less
  std::int32_t distance_m;
  std::int32_t p90_seconds;  ///< nine in ten take less; not below `seconds`
};

/// Threads: const, any number of callers.
class TravelTimes {
 public:
  virtual ~TravelTimes() = default;

  /// One entry per `from`, in its order; nothing where no road leads.
  virtual std::vector<std::optional<Travel>> to(const geo::Position& there,
                                                std::span<const UnitPosition> from) const = 0;
};

}  // namespace vigie::dispatch
