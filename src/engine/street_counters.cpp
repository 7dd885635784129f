// SPDX-License-Identifier: Apache-2.0
// Which counters stand near an event, and their sums.
#include "engine/street_counters.hpp"

#include <algorithm>
#include <utility>

#include "geo/outline.hpp"

namespace vigie::engine {
namespace {

using What = movement::StreetCounter::What;

bool is_passage(Quantity quantity) { return quantity == Quantity::Entered || quantity == Quantity::Left; }

bool has_line(const std::vector<Zone>& zones, const Measurement& m) {
  return std::any_of(zones.begin(), zones.end(), [&](const Zone& zone) {
    return std::any_of(zone.sensors.begin(), zone.sensors.end(), [&](const ZoneSensor& line) {
      return line.source == m.source && (line.feature.empty() || line.feature == m.feature);
    });
  });
}

bool in_a_zone(const std::vector<Zone>& zones, const geo::Position& place) {
  return std::any_of(zones.begin(), zones.end(), [&](const Zone& zone) { return geo::contains(zone.outline, place); });
}

}  // namespace

StreetCounters::StreetCounters(const CrowdScenario& scenario, const std::vector<Zone>& zones, const Picture& picture)
    : zones_(zones) {
  for (std::size_t z = 0; z < zones_.size(); ++z) {
    const Zone& zone = zones_[z];
    const geo::Position middle = geo::middle(zone.outline);
    if (geo::distance_m(middle, scenario.place) > scenario.radius_m) continue;
    if (geo::contains(zone.outline, scenario.place)) {
      add_gates(zone);
    } else if (!zone.sensors.empty() && zone.kind != ZoneKind::Station) {
      counters_.push_back({zone.name, middle, What::Density});
      sources_.push_back({z, {}});
    }
  }
  add_street_counters(scenario, picture);
}

void StreetCounters::add_gates(const Zone& zone) {
  for (const ZoneSensor& line : zone.sensors) {
    if (!is_passage(line.quantity) || line.gate.empty() || line.feature.empty()) continue;
    const auto gate =
        std::find_if(zone.gates.begin(), zone.gates.end(), [&](const ZoneGate& each) { return each.id == line.gate; });
    if (gate == zone.gates.end()) continue;
    const What what = line.quantity == Quantity::Entered ? What::In : What::Out;
    const std::string name = zone.name + ", " + (gate->name.empty() ? gate->id : gate->name);
    counters_.push_back({name, gate->place, what, zone.outline});
    sources_.push_back({std::nullopt, {Key(line.source, line.feature, line.quantity)}});
  }
}

void StreetCounters::add_street_counters(const CrowdScenario& scenario, const Picture& picture) {
  for (const auto& [key, measurement] : picture.measurements) {
    const Measurement& m = *measurement;
    if (m.ahead || !m.place || has_line(zones_, m) || in_a_zone(zones_, *m.place)) continue;
    if (geo::distance_m(*m.place, scenario.place) > scenario.radius_m) continue;
    const Key own(m.source, m.feature, m.quantity);
    if (m.quantity == Quantity::Density) {
      counters_.push_back({m.feature, *m.place, What::Density});
      sources_.push_back({std::nullopt, {own}});
    } else if (is_passage(m.quantity)) {
      const auto both = std::find_if(sources_.begin(), sources_.end(), [&](const Source& source) {
        return !source.keys.empty() && std::get<0>(source.keys.front()) == m.source &&
               std::get<1>(source.keys.front()) == m.feature && std::get<2>(source.keys.front()) != m.quantity;
      });
      if (both != sources_.end()) {
        both->keys.push_back(own);
        continue;
      }
      counters_.push_back({m.feature, *m.place, What::Passing});
      sources_.push_back({std::nullopt, {own}});
    }
  }
}

void StreetCounters::keep(const std::vector<std::size_t>& numbers) {
  std::vector<movement::StreetCounter> counters;
  std::vector<Source> sources;
  for (const std::size_t number : numbers) {
    counters.push_back(std::move(counters_[number]));
    sources.push_back(std::move(sources_[number]));
  }
  counters_ = std::move(counters);
  sources_ = std::move(sources);
  heard_.clear();
  for (const Source& source : sources_)
    for (const Key& key : source.keys) heard_[key];
}

void StreetCounters::hear(const Measured& measured) {
  for (const Measurement& m : measured.measurements) {
    if (m.ahead) continue;
    const auto found = heard_.find(Key(m.source, m.feature, m.quantity));
    if (found == heard_.end()) continue;
    Heard& heard = found->second;
    if (m.quantity == Quantity::Density) {
      heard.per_m2 = static_cast<double>(m.value) / 1000;
    } else if (m.until > m.from) {
      heard.people += static_cast<double>(m.value);
      heard.seconds += std::chrono::duration<double>(m.until - m.from).count();
    }
  }
}

std::optional<double> StreetCounters::density_of(const Zone& zone, const Picture& picture,
                                                 const std::map<ZoneId, double>& usual) const {
  const CrowdState* state = picture.crowd.find(zone.id);
  if (!state || state->stale || !state->counted) return std::nullopt;
  const auto found = usual.find(zone.id);
  const double others = found == usual.end() ? 0 : found->second;
  return std::max(0.0, static_cast<double>(state->people) - others) / zone.area_m2;
}

std::vector<std::optional<double>> StreetCounters::take(const Picture& picture, std::chrono::duration<double> every,
                                                        const std::map<ZoneId, double>& usual) {
  std::vector<std::optional<double>> readings;
  for (const Source& source : sources_) {
    readings.emplace_back();
    if (source.zone) {
      readings.back() = density_of(zones_[*source.zone], picture, usual);
      continue;
    }
    for (const Key& key : source.keys) {
      const Heard& heard = heard_.at(key);
      if (heard.per_m2) readings.back() = heard.per_m2;
      if (heard.seconds < every.count() / 2) continue;
      readings.back() = readings.back().value_or(0) + heard.people / heard.seconds * every.count();
    }
  }
  for (auto& [key, heard] : heard_) heard = {};
  return readings;
}

}  // namespace vigie::engine
