// SPDX-License-Identifier: Apache-2.0
// From a unit's sending to its arrival: getting under way, then the way, each with its spread.
#pragma once

#include <array>
#include <cstdint>

#include "dispatch/travel_times.hpp"
#include "model/unit.hpp"

namespace vigie::dispatch {

/// Half take less than the first, nine in ten less than the second.
struct Quantiles {
  std::int32_t p50_s;
  std::int32_t p90_s;
};

/// From the order to the first movement, by UnitKind. Our assumptions until the city's own missions say better:
/// docs/concepts/response-times.md.
struct Mobilisation {
  std::array<Quantiles, 6> by_kind{{
      {10, 30},   // on foot: hear, answer, walk
      {15, 40},   // bicycle
      {25, 60},   // motorbike: helmet, gloves
      {20, 60},   // car
      {30, 90},   // van
      {40, 120},  // dog: the dog gets in
  }};

  const Quantiles& of(UnitKind kind) const { return by_kind[static_cast<std::size_t>(kind)]; }
};

/// The way alone. On foot (a dog walks with its handler) and by bicycle the road's length counts, at 1.6 and 4.5 m/s.
Quantiles way_time(UnitKind kind, const Travel& travel);

/// Getting under way and the way are independent; their sum is taken as lognormal (Fenton 1960).
Quantiles response_time(UnitKind kind, const Travel& travel, const Mobilisation& mobilisation);

}  // namespace vigie::dispatch
