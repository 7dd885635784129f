// SPDX-License-Identifier: Apache-2.0
// Gates matched in pairs, sources by name and then by place, groups by union and find.
#include "crowd/zone_links.hpp"

#include <algorithm>
#include <numeric>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr double kSameGate_m = 15;  // two zones draw the gate between them each on its own outline
constexpr std::size_t kMostByPlace = 16;

bool tells_of_people(Quantity quantity) { return quantity == Quantity::People || quantity == Quantity::Density; }

}  // namespace

ZoneLinks::ZoneLinks(std::vector<Zone> zones) : zones_(std::move(zones)) {
  find_passages();
  find_sensors();
  find_groups();
}

void ZoneLinks::find_passages() {
  const auto number_of = [this](const ZoneId& id) -> std::optional<std::size_t> {
    for (std::size_t zone = 0; zone < zones_.size(); ++zone)
      if (zones_[zone].id == id) return zone;
    return std::nullopt;
  };
  std::map<std::size_t, geo::Position> places;
  for (std::size_t zone = 0; zone < zones_.size(); ++zone) {
    passage_of_.emplace_back();
    for (const ZoneGate& gate : zones_[zone].gates) {
      const std::optional<std::size_t> beyond = gate.to.empty() ? std::nullopt : number_of(gate.to);
      std::optional<std::size_t> twin;
      double nearest_m = kSameGate_m;
      for (std::size_t other = 0; other < passages_.size(); ++other) {
        const Passage& passage = passages_[other];
        if (!beyond || passage.zone != *beyond || passage.beyond != zone) continue;
        const double apart_m = geo::distance_m(places.at(other), gate.place);
        if (apart_m > nearest_m) continue;
        nearest_m = apart_m;
        twin = other;
      }
      if (!twin) {
        twin = passages_.size();
        passages_.push_back({zone, beyond, gate.width_cm / 100.0});
        places.emplace(*twin, gate.place);
      }
      passage_of_.back().push_back(*twin);
    }
  }
}

void ZoneLinks::find_sensors() {
  for (std::size_t zone = 0; zone < zones_.size(); ++zone)
    for (const ZoneSensor& line : zones_[zone].sensors) {
      SensorPlace sensor{zone, line, std::nullopt, line.quantity == Quantity::Entered, false};
      if (!sensor.flow() && !tells_of_people(line.quantity)) continue;
      if (sensor.flow() && !line.gate.empty()) {
        const auto& gates = zones_[zone].gates;
        const auto gate =
            std::find_if(gates.begin(), gates.end(), [&](const ZoneGate& g) { return g.id == line.gate; });
        if (gate == gates.end()) continue;
        sensor.passage = passage_of_[zone][static_cast<std::size_t>(gate - gates.begin())];
        if (passages_[*sensor.passage].zone != zone)
          sensor.inward = !sensor.inward;  // the twin's side counts the other way
      }
      by_source_[{line.source.text(), line.feature}].push_back(sensors_.size());
      sensors_.push_back(std::move(sensor));
    }
}

void ZoneLinks::find_groups() {
  std::vector<std::size_t> head(zones_.size());
  std::iota(head.begin(), head.end(), std::size_t{0});
  const auto find = [&head](std::size_t zone) {
    while (head[zone] != zone) zone = head[zone];
    return zone;
  };
  for (const SensorPlace& sensor : sensors_) {
    if (!sensor.passage || !passages_[*sensor.passage].beyond) continue;
    const std::size_t a = find(passages_[*sensor.passage].zone), b = find(*passages_[*sensor.passage].beyond);
    head[std::max(a, b)] = std::min(a, b);
  }
  std::map<std::size_t, std::vector<std::size_t>> members;
  for (std::size_t zone = 0; zone < zones_.size(); ++zone) members[find(zone)].push_back(zone);
  for (auto& [first, zones] : members) groups_.push_back(std::move(zones));
}

std::optional<std::size_t> ZoneLinks::zone_at(const geo::Position& place) const {
  std::optional<std::size_t> found;
  for (std::size_t zone = 0; zone < zones_.size(); ++zone) {
    if (!geo::contains(zones_[zone].outline, place)) continue;
    if (found) return std::nullopt;
    found = zone;
  }
  return found;
}

std::optional<std::size_t> ZoneLinks::sensor_by_place(const Measurement& measurement) {
  if (!measurement.place || !tells_of_people(measurement.quantity)) return std::nullopt;
  const std::optional<std::size_t> zone = zone_at(*measurement.place);
  if (!zone) return std::nullopt;
  std::size_t known = 0;
  for (std::size_t i = 0; i < sensors_.size(); ++i) {
    const SensorPlace& sensor = sensors_[i];
    if (!sensor.by_place || sensor.zone != *zone) continue;
    ++known;
    if (sensor.line.source == measurement.source && sensor.line.feature == measurement.feature &&
        sensor.line.quantity == measurement.quantity)
      return i;
  }
  if (known >= kMostByPlace) return std::nullopt;
  ZoneSensor line{measurement.source, measurement.feature, measurement.quantity, {}, 1000};
  sensors_.push_back({*zone, std::move(line), std::nullopt, true, true});
  return sensors_.size() - 1;
}

std::vector<std::size_t> ZoneLinks::sensors_of(const Measurement& measurement) {
  std::vector<std::size_t> found;
  for (const std::string& feature : {measurement.feature, std::string()}) {
    const auto lines = by_source_.find({measurement.source.text(), feature});
    if (lines != by_source_.end())
      for (const std::size_t sensor : lines->second)
        if (sensors_[sensor].line.quantity == measurement.quantity) found.push_back(sensor);
    if (!found.empty() || measurement.feature.empty()) break;
  }
  if (found.empty())
    if (const auto sensor = sensor_by_place(measurement)) found.push_back(*sensor);
  return found;
}

}  // namespace vigie::crowd
