// SPDX-License-Identifier: Apache-2.0
// A counter's place, found on the network.
#include "movement/counter_places.hpp"

#include <algorithm>

#include "geo/outline.hpp"

namespace vigie::movement {
namespace {

using What = StreetCounter::What;

constexpr double kExitNear_m = 60, kGateNear_m = 30, kStreetNear_m = 20;
/// What a camera's estimate of a density and a line of sensors err by: shares of what there is, and a floor where nobody is.
constexpr double kDensityError = 0.15, kDensityFloor_per_m2 = 0.03, kPassingError = 0.1, kDoorError = 0.05,
                 kPassingFloor = 2;

flow::Gauge counting(std::size_t place, flow::GaugeKind kind, double error = kPassingError) {
  return {static_cast<std::uint32_t>(place), kind, error, kPassingFloor};
}

std::optional<flow::Gauge> at_exit(const StreetCounter& counter, const CrowdScenario& scenario, const Case& one) {
  const CrowdExit* nearest = nullptr;
  double nearest_m = kExitNear_m;
  for (const CrowdExit& exit : scenario.exits)
    if (const double away_m = geo::distance_m(exit.at, counter.at); away_m <= nearest_m) {
      nearest_m = away_m;
      nearest = &exit;
    }
  if (!nearest) return std::nullopt;
  const Queue::Kind kind = counter.what == What::In ? Queue::Kind::Entrance : Queue::Kind::Exit;
  for (const QueueParts& queue : one.queues) {
    if (queue.kind != kind || queue.name != nearest->name) continue;
    if (kind == Queue::Kind::Exit) return counting(queue.sources.front(), flow::GaugeKind::Door, kDoorError);
    return counting(queue.stops.front(), flow::GaugeKind::Entrance, kDoorError);
  }
  return std::nullopt;
}

/// A street runs into the zone where its end lies inside and its begin does not, or lies farther from its outline.
bool runs_into(const geo::Polygon& zone, const Street& street) {
  const auto depth_m = [&](const geo::Position& end) {
    const double away_m = geo::distance_to_outline_m(zone, end);
    return geo::contains(zone, end) ? away_m : -away_m;
  };
  return depth_m(street.line.back()) > depth_m(street.line.front());
}

std::optional<flow::Gauge> in_square(const StreetCounter& counter, const StreetNetwork& streets) {
  const std::size_t sections = streets.data.sections.size();
  for (std::size_t a = 0; a < streets.data.areas.size(); ++a) {
    std::vector<geo::Position> ring = streets.streets[sections + a].line;
    ring.pop_back();
    if (geo::contains(geo::Polygon{std::move(ring)}, counter.at))
      return flow::Gauge{static_cast<std::uint32_t>(a), flow::GaugeKind::AreaDensity, kDensityError,
                         kDensityFloor_per_m2};
  }
  return std::nullopt;
}

}  // namespace

std::optional<flow::Gauge> gauge_of(const StreetCounter& counter, const CrowdScenario& scenario, const Case& one,
                                    const StreetNetwork& streets) {
  if (counter.what == What::Passing) {
    const auto section = streets.nearest(counter.at, kStreetNear_m);
    return section ? std::optional(counting(*section, flow::GaugeKind::Passing)) : std::nullopt;
  }
  if (counter.what == What::Density) {
    if (const auto square = in_square(counter, streets)) return square;
    const auto section = streets.nearest(counter.at, kGateNear_m);
    if (!section) return std::nullopt;
    return flow::Gauge{*section, flow::GaugeKind::Density, kDensityError, kDensityFloor_per_m2};
  }
  VIGIE_CHECK(counter.zone.has_value());
  if (geo::contains(*counter.zone, scenario.place)) return at_exit(counter, scenario, one);
  const auto section = streets.nearest(counter.at, kGateNear_m);
  if (!section) return std::nullopt;
  const bool forward = runs_into(*counter.zone, streets.streets[*section]) == (counter.what == What::In);
  return counting(*section, forward ? flow::GaugeKind::Forward : flow::GaugeKind::Backward);
}

}  // namespace vigie::movement
