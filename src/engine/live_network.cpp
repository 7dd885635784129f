// SPDX-License-Identifier: Apache-2.0
// Lines to arcs, changes in force to durations, and the difference to what was applied.
#include "engine/live_network.hpp"

#include <algorithm>
#include <set>

#include "roads/along.hpp"
#include "roads/road_calendar.hpp"

namespace vigie::engine {
namespace {

using roads::ArcId;
using roads::kClosed;
using ArcChange = roads::LiveRoads::ArcChange;

/// From here on it is quicker to weigh everything anew.
constexpr std::size_t kManyArcs = 1'500;

roads::Sense sense_of(RoadSense sense) {
  return sense == RoadSense::Both ? roads::Sense::Both : roads::Sense::AlongLine;
}

ArcId opposite(const roads::RoadGraph& graph, ArcId arc) {
  const roads::EdgeId edge = graph.arc(arc).edge;
  return graph.arc(arc).reversed ? graph.forward_arc(edge) : graph.backward_arc(edge);
}

/// The arcs on which a change has its effect.
std::vector<ArcId> arcs_of(const roads::RoadGraph& graph, const RoadChange& change) {
  std::vector<ArcId> all;
  for (const RoadLine& line : change.lines) {
    const auto along = roads::arcs_along(graph, line, {.sense = sense_of(change.sense)});
    for (const ArcId arc : along.arcs) {
      const ArcId concerned = change.effect == RoadEffect::OneWay ? opposite(graph, arc) : arc;
      if (concerned != roads::kNone) all.push_back(concerned);
    }
  }
  return all;
}

std::uint32_t duration_ms(const roads::RoadGraph& graph, const RoadChange& change, ArcId arc) {
  if (change.effect != RoadEffect::SpeedLimit) return kClosed;
  const std::uint64_t ms = std::uint64_t{graph.length_cm(arc)} * 36 / static_cast<std::uint64_t>(change.speed_kmh);
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(ms, 1));
}

constexpr double kBeside_deg = 0.001;  // some 100 m: farther than a line may lie beside its street

geo::Box bounds_of(const roads::RoadGraph& graph) {
  geo::Box box{90, 180, -90, -180};
  for (const geo::Position& point : graph.data().points) {
    box.south = std::min(box.south, point.lat() - kBeside_deg);
    box.north = std::max(box.north, point.lat() + kBeside_deg);
    box.west = std::min(box.west, point.lon() - kBeside_deg);
    box.east = std::max(box.east, point.lon() + kBeside_deg);
  }
  return box;
}

/// May the line touch the city? One that passes by a corner of the box is looked at and found to lie on no street.
bool touches(const geo::Box& box, const RoadLine& line) {
  geo::Box own{90, 180, -90, -180};
  for (const geo::Position& point : line) {
    own.south = std::min(own.south, point.lat());
    own.north = std::max(own.north, point.lat());
    own.west = std::min(own.west, point.lon());
    own.east = std::max(own.east, point.lon());
  }
  return own.south <= box.north && own.north >= box.south && own.west <= box.east && own.east >= box.west;
}

/// Shadows of an arc change with it.
void set(const roads::RoadGraph& graph, ArcId arc, std::uint32_t duration, roads::Metric& metric) {
  for (const ArcId a : graph.leaving(graph.tail(arc)))
    if (graph.same_direction(a, arc)) metric.duration_ms[a] = duration;
}

RoadLine shape_of(const roads::RoadGraph& graph, ArcId arc) {
  const auto shape = graph.shape(graph.arc(arc).edge);
  RoadLine line(shape.begin(), shape.end());
  if (graph.arc(arc).reversed) std::reverse(line.begin(), line.end());
  return line;
}

}  // namespace

LiveNetwork::LiveNetwork(const roads::RoadIndex& index, const TimeZone& zone)
    : index_(index),
      zone_(zone),
      bounds_(bounds_of(index.graph())),
      live_(index, index.graph().metric(roads::Profile::Emergency)),
      base_(std::make_shared<const roads::Metric>(index.graph().metric(roads::Profile::Emergency))) {}

StreetsOnLine LiveNetwork::streets_on(std::span<const RoadLine> lines, RoadSense sense) const {
  const roads::RoadGraph& graph = index_.graph();
  StreetsOnLine on;
  std::set<roads::EdgeId> seen;
  std::uint64_t length_cm = 0;
  double off_m = 0;
  for (const RoadLine& line : lines) {
    if (!touches(bounds_, line)) {
      for (std::size_t i = 1; i < line.size(); ++i) off_m += geo::distance_m(line[i - 1], line[i]);
      continue;
    }
    const auto along = roads::arcs_along(graph, line, {.sense = sense_of(sense)});
    off_m += along.off_street_m;
    for (const ArcId arc : along.arcs) {
      if (!seen.insert(graph.arc(arc).edge).second) continue;
      length_cm += graph.length_cm(arc);
      on.lines.push_back(shape_of(graph, arc));
      const std::string& name = graph.street(arc);
      if (!name.empty() && std::find(on.streets.begin(), on.streets.end(), name) == on.streets.end())
        on.streets.push_back(name);
    }
  }
  on.length_m = static_cast<std::int32_t>((length_cm + 50) / 100);
  on.off_street_m = static_cast<std::int32_t>(off_m + 0.5);
  return on;
}

void LiveNetwork::place(RoadChange& change) const {
  StreetsOnLine on = streets_on(change.lines, change.sense);
  change.streets = std::move(on.streets);
  change.length_m = on.lines.empty() ? 0 : std::max(on.length_m, 1);
}

LiveNetwork::Effect LiveNetwork::effect_of(const RoadChange& change) const {
  const roads::RoadGraph& graph = index_.graph();
  Effect effect{change.changed, {}};
  for (const ArcId arc : arcs_of(graph, change)) effect.arcs.push_back({arc, duration_ms(graph, change, arc)});
  return effect;
}

void LiveNetwork::learn(const roads::MeasuredSpeeds& speeds, const roads::TravelModel& model) {
  const Lock lock(mutex_);
  speeds_ = speeds;
  model_ = model;
  by_hour_.clear();
}

roads::TravelModel LiveNetwork::travel_model() const {
  const Lock lock(mutex_);
  return model_;
}

std::shared_ptr<const roads::Metric> LiveNetwork::without_changes(Time at) const {
  const roads::HourBin hour = roads::hour_bin(zone_.local(at));
  const Lock lock(mutex_);
  auto& metric = by_hour_[hour];
  if (!metric) {
    const roads::RoadGraph& graph = index_.graph();
    metric = std::make_shared<const roads::Metric>(
        roads::corrected(graph, graph.metric(roads::Profile::Emergency), speeds_, hour));
  }
  return metric;
}

LiveNetwork::Durations LiveNetwork::in_force(const Picture& picture, const roads::Metric& base, Time at) const {
  Durations durations;
  const Lock lock(mutex_);
  std::erase_if(effects_, [&](const auto& effect) { return !picture.road_changes.find(effect.first); });
  for (const auto& [id, change] : picture.road_changes) {
    if (change->bars == RoadBars::OrdinaryTraffic || !roads::in_force(*change, at, zone_)) continue;
    auto found = effects_.find(id);
    if (found == effects_.end() || found->second.changed != change->changed)
      found = effects_.insert_or_assign(id, effect_of(*change)).first;
    for (const ArcChange& arc : found->second.arcs) {
      // Where several hold at once the worst counts; none makes a street faster than it is.
      std::uint32_t& duration = durations.try_emplace(arc.arc, base.duration_ms[arc.arc]).first->second;
      duration = std::max(duration, arc.duration_ms);
    }
  }
  return durations;
}

bool LiveNetwork::update(const Picture& picture, Time now) {
  const auto base = without_changes(now);
  Durations wanted = in_force(picture, *base, now);
  if (base != base_ && base->duration_ms != base_->duration_ms) {
    base_ = base;
    applied_ = std::move(wanted);
    live_.replace(with(*base_, applied_));
    return true;
  }
  base_ = base;
  std::vector<ArcChange> changes;
  for (const auto& [arc, duration] : wanted) {
    const auto was = applied_.find(arc);
    if ((was == applied_.end() ? base_->duration_ms[arc] : was->second) != duration) changes.push_back({arc, duration});
  }
  for (const auto& [arc, duration] : applied_)
    if (!wanted.contains(arc) && duration != base_->duration_ms[arc]) changes.push_back({arc, base_->duration_ms[arc]});
  applied_ = std::move(wanted);
  if (changes.empty()) return false;
  if (changes.size() < kManyArcs) live_.change(changes);
  else live_.replace(with(*base_, applied_));
  return true;
}

std::shared_ptr<const roads::IndexedMetric> LiveNetwork::at(const Picture& picture, Time at) const {
  const auto base = without_changes(at);
  const roads::LiveRoads then(index_, with(*base, in_force(picture, *base, at)));
  return then.now();
}

roads::Metric LiveNetwork::with(const roads::Metric& base, const Durations& durations) const {
  roads::Metric metric = base;
  for (const auto& [arc, duration] : durations) set(index_.graph(), arc, duration, metric);
  return metric;
}

}  // namespace vigie::engine
