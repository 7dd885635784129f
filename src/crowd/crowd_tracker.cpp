// SPDX-License-Identifier: Apache-2.0
// Measurements to the groups they are of, after they were found believable; the groups brought to now.
#include "crowd/crowd_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.hpp"
#include "crowd/tracker_parts.hpp"

namespace vigie::crowd {
namespace {

constexpr std::chrono::minutes kLongestPeriod{15};  // of flow counts that are worked in whole
constexpr std::chrono::minutes kMayBeAhead{2};
constexpr double kMostPerM2 = 10;  // people cannot stand closer (Still 2000: 5 to 7 is dangerous)
constexpr double kFlowBeyondCapacity = 1.5;
constexpr double kUnknownSpread = 0.25;    // of the capacity, where nothing usual is known
constexpr std::size_t kMostCompared = 12;  // sources of a zone that are compared with each other

double gain_of(const SensorPlace& sensor, const Zone& zone) {
  if (sensor.flow()) return 0;
  return sensor.line.quantity == Quantity::Density ? 1000 / zone.area_m2 : sensor.line.share_permille / 1000.0;
}

}  // namespace

CrowdTracker::Parts::Parts(std::vector<Zone> given, TrackerOptions how)
    : links(std::move(given)),
      options(how),
      lateness_steps(how.lateness / how.step),
      window_steps((how.lateness + kLongestPeriod) / how.step),
      zone_place(links.zones().size()),
      counted(links.zones().size()) {
  for (const std::vector<std::size_t>& members : links.groups()) {
    FilterShape shape;
    shape.step_min = static_cast<double>(how.step.count()) / 60'000;
    for (const std::size_t zone : members) {
      zone_place[zone] = {groups.size(), shape.zones.size()};
      double gates_m = 0;  // also of gates that only the neighbour draws
      for (const Passage& passage : links.passages())
        if (passage.zone == zone || passage.beyond == zone) gates_m += passage.width_m;
      shape.zones.push_back({static_cast<double>(links.zones()[zone].capacity), gates_m});
    }
    groups.emplace_back(std::move(shape), GroupTrack::Timing{how.step, window_steps});
  }
  for (std::size_t sensor = 0; sensor < links.sensors().size(); ++sensor) follow(sensor);
}

FilterShape::Sensor CrowdTracker::Parts::part_of(const SensorPlace& sensor) const {
  FilterShape::Sensor part;
  const auto number = [this](std::size_t zone) { return zone_place[zone].second; };
  // Trains are doors that nobody counts: who passes a station's barriers says little of how many are in it.
  const auto balanced = [&](std::size_t zone) -> std::optional<std::size_t> {
    if (links.zones()[zone].kind == ZoneKind::Station) return std::nullopt;
    return number(zone);
  };
  part.zone = number(sensor.zone);
  part.gain = gain_of(sensor, links.zones()[sensor.zone]);
  part.share = std::clamp(sensor.line.share_permille, 1, 1000) / 1000.0;
  if (!sensor.flow()) return part;
  part.all_gates = !sensor.passage;
  if (part.all_gates) {
    (sensor.inward ? part.to : part.from) = balanced(sensor.zone);
    part.direction_key = 2 * (links.passages().size() + sensor.zone) + (sensor.inward ? 1 : 0);
    return part;
  }
  const Passage& passage = links.passages()[*sensor.passage];
  std::optional<std::size_t> beyond;
  if (passage.beyond) beyond = balanced(*passage.beyond);
  part.to = sensor.inward ? balanced(passage.zone) : beyond;
  part.from = sensor.inward ? beyond : balanced(passage.zone);
  part.width_m = passage.width_m;
  part.direction_key = 2 * *sensor.passage + (sensor.inward ? 1 : 0);
  return part;
}

void CrowdTracker::Parts::follow(std::size_t sensor) {
  Follow followed;
  followed.group = zone_place[links.sensors()[sensor].zone].first;
  followed.number = groups[followed.group].add_sensor(part_of(links.sensors()[sensor]));
  sensors.push_back(followed);
}

ReadingLimits CrowdTracker::Parts::limits_of(std::size_t sensor, const Measurement& measurement) const {
  const SensorPlace& place = links.sensors()[sensor];
  const Zone& zone = links.zones()[place.zone];
  if (!place.flow()) {
    ReadingLimits limits;
    const double gain = gain_of(place, zone);
    limits.most = gain * kMostPerM2 * zone.area_m2 + 20;
    const GroupTrack& group = groups[sensors[sensor].group];
    if (group.begun()) limits.foreseen = gain * group.state().people(zone_place[place.zone].second);
    return limits;
  }
  const double minutes = std::max(
      {static_cast<double>((measurement.until - measurement.from).count()) / 60'000, groups.front().shape().step_min});
  double capacity_per_min = 0;
  for (const ZoneGate& gate : zone.gates)
    if (place.line.gate.empty() || place.line.gate == gate.id) capacity_per_min += gate.capacity_per_min();
  if (capacity_per_min <= 0) capacity_per_min = static_cast<double>(zone.capacity);
  return {kFlowBeyondCapacity * capacity_per_min * minutes + 20, std::nullopt};
}

void CrowdTracker::Parts::compare(std::size_t sensor) {
  const SensorPlace& place = links.sensors()[sensor];
  const auto mine = sensors[sensor].watch.finished();
  if (place.flow() || !mine) return;
  const Zone& zone = links.zones()[place.zone];
  std::size_t compared = 0;
  for (std::size_t other = 0; other < sensors.size() && compared < kMostCompared; ++other) {
    const SensorPlace& others_place = links.sensors()[other];
    if (other == sensor || others_place.zone != place.zone || others_place.flow()) continue;
    ++compared;
    const auto theirs = sensors[other].watch.finished();
    if (!theirs || theirs->step != mine->step) continue;
    const std::size_t low = std::min(sensor, other), high = std::max(sensor, other);
    const double a = mine->value / gain_of(place, zone), b = theirs->value / gain_of(others_place, zone);
    PairWatch& pair = pairs[{high, low}];
    pair.take(mine->step, sensor == low ? a : b, sensor == low ? b : a);
    bool doubled = false;
    for (auto p = pairs.lower_bound({high, 0}); p != pairs.end() && p->first.first == high; ++p)
      doubled = doubled || p->second.doubled();
    sensors[high].watch.set_doubled(doubled);
  }
}

void CrowdTracker::Parts::take(std::size_t sensor, const Measurement& measurement) {
  Follow& followed = sensors[sensor];
  GroupTrack& group = groups[followed.group];
  const SensorPlace& place = links.sensors()[sensor];
  const auto value = static_cast<double>(measurement.value);
  const std::int64_t step = group.step_of(measurement.until);
  const std::int64_t newest = now ? group.step_of(*now) : step;
  if (now && measurement.until > *now + kMayBeAhead) {
    ++counts.ahead;
    return;
  }
  if (step < newest - lateness_steps) {
    ++counts.late;
    return;
  }
  const bool flow = place.flow();
  const CountDoubt doubt = followed.watch.take(measurement.until, step, value, limits_of(sensor, measurement));
  compare(sensor);
  if (doubt != CountDoubt::None) {
    ++counts.doubted;
    return;
  }
  ++counts.used;
  auto& zone_counted = counted[place.zone];
  if (!flow || !zone_counted) zone_counted = std::max(zone_counted.value_or(measurement.until), measurement.until);
  if (flow) zone_counted = std::max(*zone_counted, measurement.until);
  if (!flow) return group.put(followed.number, step, value, followed.watch.noise());
  const double minutes = static_cast<double>((measurement.until - measurement.from).count()) / 60'000;
  followed.rate_per_min = value / std::max(minutes, group.shape().step_min);
  followed.counted = true;
  group.put_flow(followed.number, measurement.from, measurement.until, value, followed.watch.noise(), newest);
}

FilterUsual CrowdTracker::Parts::usual_of(std::size_t zone, Time before, Time after) const {
  if (!usual) return {};
  const ZoneId& id = links.zones()[zone].id;
  const auto was = usual(id, before), is = usual(id, after);
  if (!was || !is) return {};
  return {true, std::max(was->people, 0.0), std::max(is->people, 0.0), std::max(is->deviation, 1.0)};
}

void CrowdTracker::Parts::begin(std::size_t group, std::int64_t step, Time at) {
  std::vector<double> people, deviation, bias(groups[group].shape().sensors.size(), 0.0);
  std::int64_t from = step;
  for (const std::size_t zone : links.groups()[group]) {
    const auto known = restored.find(zone);
    if (known != restored.end()) {
      people.push_back(static_cast<double>(known->second.people));
      deviation.push_back(static_cast<double>(known->second.deviation));
      from = std::min(from, groups[group].step_of(known->second.at));
      continue;
    }
    const FilterUsual now_usual = usual_of(zone, at, at);
    people.push_back(now_usual.known ? now_usual.after : 0);
    deviation.push_back(now_usual.known ? now_usual.deviation
                                        : kUnknownSpread * static_cast<double>(links.zones()[zone].capacity));
  }
  for (std::size_t sensor = 0; sensor < sensors.size(); ++sensor) {
    const auto known = restored.find(links.sensors()[sensor].zone);
    if (sensors[sensor].group != group || known == restored.end()) continue;
    for (const SensorHealth& health : known->second.sensors)
      if (health.source == links.sensors()[sensor].line.source &&
          health.feature == links.sensors()[sensor].line.feature)
        bias[sensors[sensor].number] = std::log(std::clamp(1 + health.bias_permille / 1000.0, 0.14, 7.0));
  }
  groups[group].begin_at(from, people, deviation, bias);
}

CrowdTracker::CrowdTracker(std::vector<Zone> zones, TrackerOptions options)
    : parts_(std::make_unique<Parts>(std::move(zones), options)) {}
CrowdTracker::CrowdTracker(CrowdTracker&&) noexcept = default;
CrowdTracker& CrowdTracker::operator=(CrowdTracker&&) noexcept = default;
CrowdTracker::~CrowdTracker() = default;

void CrowdTracker::take(const Measurement& measurement) {
  Parts& p = *parts_;
  const std::vector<std::size_t> found = p.links.sensors_of(measurement);
  while (p.sensors.size() < p.links.sensors().size()) p.follow(p.sensors.size());
  if (found.empty()) ++p.counts.elsewhere;
  for (const std::size_t sensor : found) p.take(sensor, measurement);
}

void CrowdTracker::advance(Time now) {
  Parts& p = *parts_;
  if (p.now && now <= *p.now) return;
  p.now = now;
  for (std::size_t group = 0; group < p.groups.size(); ++group) {
    GroupTrack& track = p.groups[group];
    const std::int64_t step = track.step_of(now);
    if (!track.begun()) p.begin(group, step - p.window_steps, track.end_of(step - p.window_steps));
    track.advance(step, [&](std::size_t zone, Time before, Time after) {
      return p.usual_of(p.links.groups()[group][zone], before, after);
    });
  }
}

std::vector<CrowdState> CrowdTracker::states() const {
  std::vector<CrowdState> all;
  if (!parts_->now) return all;
  for (std::size_t zone = 0; zone < parts_->links.zones().size(); ++zone) all.push_back(parts_->state_of(zone));
  return all;
}

void CrowdTracker::restore(std::span<const CrowdState> states) {
  Parts& p = *parts_;
  VIGIE_CHECK(!p.now);
  for (std::size_t zone = 0; zone < p.links.zones().size(); ++zone)
    for (const CrowdState& state : states) {
      if (state.zone != p.links.zones()[zone].id) continue;
      p.restored[zone] = state;
      p.counted[zone] = state.counted;
      for (std::size_t sensor = 0; sensor < p.sensors.size(); ++sensor)
        for (const SensorHealth& health : state.sensors)
          if (p.links.sensors()[sensor].zone == zone && health.seen > Time{} &&
              health.source == p.links.sensors()[sensor].line.source &&
              health.feature == p.links.sensors()[sensor].line.feature)
            p.sensors[sensor].watch.remember(health.seen);
    }
}

void CrowdTracker::set_usual(std::function<std::optional<Usual>(const ZoneId&, Time)> usual) {
  parts_->usual = std::move(usual);
}

const std::vector<Zone>& CrowdTracker::zones() const { return parts_->links.zones(); }
TrackerCounts CrowdTracker::counts() const { return parts_->counts; }

}  // namespace vigie::crowd
