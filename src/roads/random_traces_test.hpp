// SPDX-License-Identifier: Apache-2.0
// Random traces: what a device would have said on a route, with noise, for tests of whatever matches them.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "roads/map_match.hpp"
#include "roads/search.hpp"

namespace vigie::roads {

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014); normal numbers by Box and Muller (1958).
class TestRandom {
 public:
  explicit TestRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t operator()() {
    std::uint64_t bits = state_ += 0x9E37'79B9'7F4A'7C15U;
    bits = (bits ^ (bits >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
    bits = (bits ^ (bits >> 27U)) * 0x94D0'49BB'1331'11EBU;
    return bits ^ (bits >> 31U);
  }
  double uniform() { return static_cast<double>((*this)() >> 11U) * 0x1p-53; }  // below 1
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::uint64_t state_;
};

struct TraceNoise {
  double sigma_m = 10;       ///< of each coordinate
  double correlation_s = 0;  ///< 0: every fix errs on its own; else errors fade over that time (Gauss-Markov)
  double interval_s = 5;
};

/// The route driven `slowness` times as slowly as it says, from `start`.
inline std::vector<TracePoint> trace_of(const Route& route, const TraceNoise& noise, TestRandom& random,
                                        Time start = from_millis(1'000'000), double slowness = 1) {
  std::vector<TracePoint> trace;
  double east_m = noise.sigma_m * random.normal(), north_m = noise.sigma_m * random.normal();
  const double keep = noise.correlation_s > 0 ? std::exp(-noise.interval_s / noise.correlation_s) : 0;
  std::size_t next = 0;
  for (double at_ms = 0; at_ms <= static_cast<double>(route.line.back().at_ms) * slowness;
       at_ms += 1000 * noise.interval_s) {
    while (next + 1 < route.line.size() && static_cast<double>(route.line[next + 1].at_ms) * slowness <= at_ms) ++next;
    const RoutePoint& a = route.line[next];
    const RoutePoint& b = route.line[std::min(next + 1, route.line.size() - 1)];
    const double span_ms = static_cast<double>(b.at_ms - a.at_ms) * slowness;
    const double share =
        span_ms > 0 ? std::clamp((at_ms - static_cast<double>(a.at_ms) * slowness) / span_ms, 0.0, 1.0) : 0;
    const geo::Position place =
        geo::Position::from_e7(a.place.lat_e7() + std::llround(share * (b.place.lat_e7() - a.place.lat_e7())),
                               a.place.lon_e7() + std::llround(share * (b.place.lon_e7() - a.place.lon_e7())))
            .value();
    trace.push_back(
        {start + std::chrono::milliseconds(std::llround(at_ms)), geo::offset(place, east_m, north_m), {}, {}});
    const double fresh = noise.sigma_m * std::sqrt(1 - keep * keep);
    east_m = keep * east_m + fresh * random.normal();
    north_m = keep * north_m + fresh * random.normal();
  }
  return trace;
}

/// Metres of a route, without its first and last street: how much of it was missed, how much was added that it has not.
struct Mismatch {
  double route_m = 0;
  double missed_m = 0;
  double added_m = 0;

  /// As Newson and Krumm define it.
  double fraction() const { return (missed_m + added_m) / route_m; }
  double correct() const { return 1 - missed_m / route_m; }
  void operator+=(const Mismatch& other) {
    route_m += other.route_m;
    missed_m += other.missed_m;
    added_m += other.added_m;
  }
};

inline Mismatch mismatch(const RoadGraph& graph, const Route& route, const Match& match) {
  const auto direction = [&](ArcId arc) { return 2 * graph.arc(arc).edge + (graph.arc(arc).reversed ? 1U : 0U); };
  std::map<std::uint32_t, int> times;  // driven, less found
  Mismatch out;
  for (std::size_t i = 1; i + 1 < route.arcs.size(); ++i) {
    ++times[direction(route.arcs[i])];
    out.route_m += graph.length_cm(route.arcs[i]) / 100.0;
  }
  for (const MatchedPiece& piece : match.pieces)
    for (const Passage& passage : piece.passages) --times[direction(passage.arc)];
  for (const auto& [way, left] : times) {
    if (way == direction(route.arcs.front()) || way == direction(route.arcs.back())) continue;
    const double length_m = graph.data().edges[way / 2].length_cm / 100.0;
    (left > 0 ? out.missed_m : out.added_m) += std::abs(left) * length_m;
  }
  return out;
}

}  // namespace vigie::roads
