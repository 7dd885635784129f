// SPDX-License-Identifier: Apache-2.0
// Adds up what each street near a fix would cost to believe, and takes the cheapest.
#include "roads/snap_moving.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "roads/arc_geometry.hpp"
#include "roads/fix_costs.hpp"
#include "roads/on_arc.hpp"

namespace vigie::roads {
namespace {

constexpr double kRadius_m = 60;
constexpr std::size_t kCandidates = 16;
// A phone's fix is within 4.9 m under an open sky (van Diggelen and Enge, ION GNSS+ 2015) and several times that between
// houses; half a carriageway comes on top.
constexpr double kPlace_m = 10;
// The detour a way from the last place makes beyond the air line: exponential, as Newson and Krumm's transition.
constexpr double kDetour_m = 30;
constexpr std::uint32_t kFarthestDetour_cm = 300'00;
constexpr double kBackwards_m = 20;  // a fix that falls behind the last one on the same street is noise
bool moving(const Fix& fix) { return fix.speed_mps && *fix.speed_mps >= kMoving_mps; }

}  // namespace

double MovingSnapper::cost_from_last(const Fix& fix, const Snap& candidate, const OnArc& on) const {
  if (on.arc == fix.last->arc && on.offset_cm < fix.last->offset_cm &&
      on.offset_cm + kBackwards_m * 100 >= fix.last->offset_cm)
    return 0;
  const std::optional<NearRoutes::Found> way = routes_.to(on);
  if (!way) return bounded_cost(std::numeric_limits<double>::infinity());
  const double air_m = geo::distance_m(on_map(graph_, *fix.last).place, candidate.on);
  return bounded_cost(std::max(0.0, way->length_cm / 100.0 - air_m) / kDetour_m);
}

double MovingSnapper::cost(const Fix& fix, const Snap& candidate, const OnArc& on) const {
  double sum = gaussian_cost(candidate.distance_m / kPlace_m);
  if (moving(fix) && fix.heading_deg)
    sum += heading_cost(*fix.heading_deg, *fix.speed_mps, on_map(graph_, on).heading_deg);
  if (moving(fix) && graph_.length_cm(on.arc) > 0) {
    const double free_mps = graph_.length_cm(on.arc) * 10.0 / graph_.duration_ms(on.arc, profile_);
    sum += speed_cost(*fix.speed_mps / free_mps);
  }
  if (fix.last) sum += cost_from_last(fix, candidate, on);
  return sum;
}

std::optional<MovingSnap> MovingSnapper::snap(const Fix& fix) {
  VIGIE_CHECK(!fix.last || fix.last->arc < graph_.arc_count());
  VIGIE_CHECK(!fix.heading_deg || std::isfinite(*fix.heading_deg));
  std::vector<Snap> candidates =
      snap_candidates(graph_, fix.place, profile_, {.count = kCandidates, .radius_m = kRadius_m});
  const auto connected = [&](const Snap& candidate) { return graph_.in_main_part(candidate.edge, profile_); };
  if (std::any_of(candidates.begin(), candidates.end(), connected))
    std::erase_if(candidates, [&](const Snap& candidate) { return !connected(candidate); });
  if (candidates.empty()) {
    const std::optional<Snap> nearest = roads::snap(graph_, fix.place, profile_);
    if (nearest) candidates.push_back(*nearest);
  }
  if (fix.last) {
    std::vector<OnArc> goals;
    double farthest_m = 0;
    for (const Snap& candidate : candidates) {
      farthest_m = std::max(farthest_m, geo::distance_m(on_map(graph_, *fix.last).place, candidate.on));
      for (const std::optional<OnArc>& on : directions(candidate))
        if (on) goals.push_back(*on);
    }
    constexpr double kFar_cm = 5'000'00;
    routes_.run(*fix.last, goals, static_cast<std::uint32_t>(std::min(kFar_cm, farthest_m * 100)) + kFarthestDetour_cm);
  }
  std::optional<MovingSnap> best;
  double least = std::numeric_limits<double>::infinity();
  for (const Snap& candidate : candidates)
    for (const std::optional<OnArc>& on : directions(candidate)) {
      const double sum = on ? cost(fix, candidate, *on) : least;
      if (sum >= least) continue;
      least = sum;
      best = MovingSnap{candidate, *on};
    }
  return best;
}

std::optional<MovingSnap> snap_moving(const RoadGraph& graph, const Fix& fix, Profile profile) {
  return MovingSnapper(graph, profile).snap(fix);
}

}  // namespace vigie::roads
