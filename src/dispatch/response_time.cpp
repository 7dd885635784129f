// SPDX-License-Identifier: Apache-2.0
// Ways on foot and by bicycle, and the sum with getting under way.
#include "dispatch/response_time.hpp"

#include <algorithm>
#include <cmath>

#include "core/lognormal.hpp"

namespace vigie::dispatch {
namespace {

constexpr double kFoot_mps = 1.6;     // brisk walking with equipment; Weidmann 1993 gives 1.34 for free walking
constexpr double kBicycle_mps = 4.5;  // 16 km/h in town
constexpr double kOwnPace = 0.19;     // variation of walking speeds between people: 0.26 of 1.34 m/s (Weidmann 1993)

std::int32_t whole(double seconds) { return static_cast<std::int32_t>(std::lround(seconds)); }

Quantiles by_own_force(double metres, double mps) {
  const Lognormal way = Lognormal::with_variation(metres / mps, kOwnPace);
  return {whole(way.median), whole(way.p90())};
}

Lognormal lognormal(const Quantiles& quantiles) { return Lognormal::with(quantiles.p50_s, quantiles.p90_s); }

}  // namespace

Quantiles way_time(UnitKind kind, const Travel& travel) {
  const Quantiles driven{travel.seconds, std::max(travel.seconds, travel.p90_seconds)};
  if (kind == UnitKind::Foot || kind == UnitKind::Dog) return by_own_force(travel.distance_m, kFoot_mps);
  if (kind != UnitKind::Bicycle) return driven;
  const Quantiles ridden = by_own_force(travel.distance_m, kBicycle_mps);
  return {std::max(ridden.p50_s, driven.p50_s), std::max(ridden.p90_s, driven.p90_s)};
}

Quantiles response_time(UnitKind kind, const Travel& travel, const Mobilisation& mobilisation) {
  const Lognormal total = sum(lognormal(mobilisation.of(kind)), lognormal(way_time(kind, travel)));
  return {whole(total.median), whole(total.p90())};
}

}  // namespace vigie::dispatch
