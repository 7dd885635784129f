// SPDX-License-Identifier: Apache-2.0
// From filters and watches to what is told: people and deviation, flows through gates, health of sensors.
#include <algorithm>
#include <cmath>

#include "crowd/tracker_parts.hpp"

namespace vigie::crowd {
namespace {

constexpr std::chrono::minutes kFlowOver{5};

}  // namespace

std::optional<double> CrowdTracker::Parts::rate_of(std::size_t sensor) const {
  const Follow& followed = sensors[sensor];
  if (!followed.counted) return std::nullopt;
  const auto lately = groups[followed.group].per_min(followed.number, kFlowOver / options.step);
  if (lately) return lately;
  if (followed.watch.doubt(*now) == CountDoubt::Silent) return std::nullopt;
  return followed.rate_per_min;
}

std::vector<GateFlow> CrowdTracker::Parts::gates_of(std::size_t zone) const {
  std::vector<GateFlow> flows;
  const Zone& drawn = links.zones()[zone];
  for (std::size_t gate = 0; gate < drawn.gates.size(); ++gate) {
    const std::size_t passage = links.passage(zone, gate);
    const bool own = links.passages()[passage].zone == zone;
    double in = 0, out = 0;
    int in_sensors = 0, out_sensors = 0;
    std::optional<Time> seen;
    for (std::size_t sensor = 0; sensor < sensors.size(); ++sensor) {
      const SensorPlace& place = links.sensors()[sensor];
      if (place.passage != passage) continue;
      const auto rate = rate_of(sensor);
      if (!rate) continue;
      const bool inward = place.inward == own;
      (inward ? in : out) += *rate;
      ++(inward ? in_sensors : out_sensors);
      seen = std::max(seen.value_or(Time{}), sensors[sensor].watch.seen().value_or(Time{}));
    }
    if (!seen) continue;
    const auto mean = [](double sum, int count) {
      return count == 0 ? 0 : static_cast<std::int32_t>(std::lround(std::min(sum / count, 1e6)));
    };
    flows.push_back({drawn.gates[gate].id, mean(in, in_sensors), mean(out, out_sensors), *seen});
  }
  return flows;
}

CrowdState CrowdTracker::Parts::state_of(std::size_t zone) const {
  const auto [group, number] = zone_place[zone];
  const FilterState& filter = groups[group].state();
  CrowdState state;
  state.zone = links.zones()[zone].id;
  state.at = *now;
  state.people = std::llround(std::max(filter.people(number), 0.0));
  state.deviation = std::llround(
      std::sqrt(std::max(filter.variance(number) + disagreement(filter, groups[group].shape(), number), 0.0)));
  state.counted = counted[zone];
  std::chrono::milliseconds patience = options.stale_after;
  for (std::size_t sensor = 0; sensor < sensors.size(); ++sensor) {
    const SensorPlace& place = links.sensors()[sensor];
    if (place.zone != zone) continue;
    const Follow& followed = sensors[sensor];
    const auto seen = followed.watch.seen();
    if (!seen && place.by_place) continue;
    patience = std::max(patience, 2 * followed.watch.usual_gap());
    const double bias = filter.mean[filter.mean.size() - groups[group].shape().sensors.size() + followed.number];
    state.sensors.push_back({place.line.source, place.line.feature,
                             seen ? followed.watch.doubt(*now) : CountDoubt::Silent, seen.value_or(Time{}),
                             static_cast<std::int32_t>(std::lround(1000 * (std::exp(bias) - 1)))});
  }
  state.stale = !state.counted || *now - *state.counted > patience;
  state.gates = gates_of(zone);
  return state;
}

}  // namespace vigie::crowd
