// SPDX-License-Identifier: Apache-2.0
// Readings of simulated counters, and how far each stands from every street.
#include "flow/gauge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <queue>

namespace vigie::flow {
namespace {

double total(const Gauge& gauge, const Simulation& sim) {
  switch (gauge.kind) {
    case GaugeKind::Passing: return sim.passed(gauge.place, 0) + sim.passed(gauge.place, 1);
    case GaugeKind::Forward: return sim.passed(gauge.place, 0);
    case GaugeKind::Backward: return sim.passed(gauge.place, 1);
    case GaugeKind::Density:
      return sim.people_in(gauge.place) /
             (sim.layout().sections[gauge.place].area_m2 * sim.layout().sections[gauge.place].count);
    case GaugeKind::AreaDensity: return sim.area_density(gauge.place);
    case GaugeKind::Door: return sim.came_out(gauge.place);
    case GaugeKind::Entrance: return sim.reached_stop(gauge.place);
  }
  VIGIE_CHECK(false);
}

/// Ways on from every node: where to and how far. Squares are crossed from entry to entry over their middle.
std::vector<std::vector<std::pair<NodeId, double>>> ways(const Network& network) {
  std::vector<std::vector<std::pair<NodeId, double>>> out(network.node_count());
  for (const Section& section : network.sections()) {
    out[section.from].emplace_back(section.to, section.length_m);
    out[section.to].emplace_back(section.from, section.length_m);
  }
  for (const Area& area : network.areas())
    for (const Entry& a : area.entries)
      for (const Entry& b : area.entries)
        if (a.node != b.node) out[a.node].emplace_back(b.node, a.distance_m + b.distance_m);
  return out;
}

std::size_t stop_count(const Demand& demand) {
  std::size_t stops = 0;
  for (const Destination& destination : demand.destinations) stops += destination.stops.size();
  return stops;
}

NodeId node_of_stop(const Demand& demand, std::size_t stop) {
  for (const Destination& destination : demand.destinations) {
    if (stop < destination.stops.size()) return destination.stops[stop].node;
    stop -= destination.stops.size();
  }
  VIGIE_CHECK(false);
}

NodeId node_of_door(const Demand& demand, const Gauge& gauge) {
  return gauge.kind == GaugeKind::Door ? demand.sources[gauge.place].node : node_of_stop(demand, gauge.place);
}

/// What a gauge may be of, and how many there are.
std::pair<const char*, std::size_t> places_of(const Network& network, const Demand& demand, GaugeKind kind) {
  switch (kind) {
    case GaugeKind::Passing:
    case GaugeKind::Forward:
    case GaugeKind::Backward:
    case GaugeKind::Density: return {"section", network.sections().size()};
    case GaugeKind::AreaDensity: return {"square", network.areas().size()};
    case GaugeKind::Door: return {"source", demand.sources.size()};
    case GaugeKind::Entrance: return {"stop", stop_count(demand)};
  }
  VIGIE_CHECK(false);
}

}  // namespace

Result<void> check(const Network& network, const Demand& demand, const std::vector<Gauge>& gauges) {
  for (std::size_t g = 0; g < gauges.size(); ++g) {
    const auto [what, places] = places_of(network, demand, gauges[g].kind);
    if (!(gauges[g].place < places))
      return Error{ErrorKind::OutOfRange, fmt::format("counter {}: no such {}", g, what)};
    if (!(gauges[g].relative_error >= 0 && gauges[g].floor > 0))
      return Error{ErrorKind::OutOfRange,
                   fmt::format("counter {}: expected a relative error from 0 and a floor above 0, seen {} and {}", g,
                               gauges[g].relative_error, gauges[g].floor)};
  }
  return {};
}

std::vector<double> Meter::read(const std::vector<Gauge>& gauges, const Simulation& sim) {
  VIGIE_CHECK(gauges.size() == before_.size());
  std::vector<double> out;
  for (std::size_t g = 0; g < gauges.size(); ++g) {
    const double now = total(gauges[g], sim);
    out.push_back(gauges[g].counts() ? now - before_[g] : now);
    before_[g] = now;
  }
  return out;
}

std::vector<double> distances_m(const Network& network, const Demand& demand, const Gauge& gauge) {
  using Reached = std::pair<double, NodeId>;
  const auto on = ways(network);
  std::vector<double> to_node(network.node_count(), kUnlimited);
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> next;
  const auto offer = [&](NodeId node, double m) {
    if (!(m < to_node[node])) return;
    to_node[node] = m;
    next.emplace(m, node);
  };
  if (gauge.at_door()) {
    offer(node_of_door(demand, gauge), 0);
  } else if (gauge.kind == GaugeKind::AreaDensity) {
    for (const Entry& entry : network.areas()[gauge.place].entries) offer(entry.node, entry.distance_m);
  } else {
    const Section& own = network.sections()[gauge.place];
    offer(own.from, own.length_m / 2);
    offer(own.to, own.length_m / 2);
  }
  while (!next.empty()) {
    const auto [m, node] = next.top();
    next.pop();
    if (m > to_node[node]) continue;
    for (const auto& [other, length_m] : on[node]) offer(other, m + length_m);
  }
  std::vector<double> out;
  for (const Section& section : network.sections())
    out.push_back(std::min(to_node[section.from], to_node[section.to]) + section.length_m / 2);
  for (const Area& area : network.areas()) {
    double nearest_m = kUnlimited;
    for (const Entry& entry : area.entries) nearest_m = std::min(nearest_m, to_node[entry.node] + entry.distance_m);
    out.push_back(nearest_m);
  }
  if (!gauge.at_door()) out[home_of(network, demand, gauge)] = 0;
  return out;
}

std::size_t home_of(const Network& network, const Demand& demand, const Gauge& gauge) {
  const std::size_t sections = network.sections().size();
  if (gauge.kind == GaugeKind::AreaDensity) return sections + gauge.place;
  if (!gauge.at_door()) return gauge.place;
  const std::vector<double> distance_m = distances_m(network, demand, gauge);
  return static_cast<std::size_t>(std::min_element(distance_m.begin(), distance_m.end()) - distance_m.begin());
}

}  // namespace vigie::flow
