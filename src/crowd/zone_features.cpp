// SPDX-License-Identifier: Apache-2.0
// Running sums of residuals, so that a window's mean is two look-ups.
#include "crowd/zone_features.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kQuarter = 3, kHour = 12;  // slots
constexpr float kMost = 8;                       // a departure of so many spreads is as far as any
constexpr float kFewPeople = 5;                  // people: keeps parts of next to nothing small

bool is_inside(ZoneKind kind) { return kind == ZoneKind::Station || kind == ZoneKind::Venue; }

float weight_of(Severity severity) {
  switch (severity) {
    case Severity::None: return 0;
    case Severity::Minor: return 0.3F;
    case Severity::Severe: return 0.7F;
    case Severity::Extreme: break;
  }
  return 1;
}

/// A bulletin that names places is of those; one that only names lines, or nothing, is of all stations.
bool is_about(const Bulletin& bulletin, const Zone& zone) {
  if (!bulletin.areas.empty() && !zone.outline.ring.empty())
    return std::any_of(bulletin.areas.begin(), bulletin.areas.end(),
                       [&](const geo::Polygon& area) { return geo::contains(area, middle_of(zone)); });
  const auto named = [&](const std::string& feature) {
    return feature == zone.name || feature == zone.id.text() ||
           std::any_of(zone.sensors.begin(), zone.sensors.end(),
                       [&](const ZoneSensor& sensor) { return !feature.empty() && sensor.feature == feature; });
  };
  if (std::any_of(bulletin.features.begin(), bulletin.features.end(), named)) return true;
  return bulletin.features.empty() && zone.kind == ZoneKind::Station;
}

float zero_if_unknown(float value) { return std::isnan(value) ? 0 : value; }

}  // namespace

DriverKind driver_of(Feature feature) {
  switch (feature) {
    case Feature::Neighbours:
    case Feature::NeighboursPart:
    case Feature::Upstream:
    case Feature::NetQuarter:
    case Feature::NetHour:
    case Feature::Entered:
    case Feature::StationsLeft: return DriverKind::Arrivals;
    case Feature::RainOutside:
    case Feature::RainInside:
    case Feature::RainNow:
    case Feature::WarmOutside: return DriverKind::Weather;
    case Feature::TransportStation:
    case Feature::TransportOther: return DriverKind::Transport;
    case Feature::School: return DriverKind::Holiday;
    default: return DriverKind::Level;
  }
}

ZoneFeatures::ZoneFeatures(const ZonePast& past, const ZoneAxis& axis, const ZoneStructure& structure,
                           std::span<const Zone> zones, std::span<const Bulletin> disruptions)
    : past_(past), axis_(axis), structure_(structure), zones_(zones) {
  const std::size_t count = past.zones;
  const auto sum_up = [&](const std::vector<float>& residuals, bool scaled, std::vector<double>& sums,
                          std::vector<std::uint32_t>& counts) {
    sums.assign((past.known + 1) * count, 0);
    counts.assign((past.known + 1) * count, 0);
    for (std::size_t cell = 0; cell < past.known * count; ++cell) {
      // What strays at an event says little of the hours without it: it counts as far as the event does not.
      const float value =
          scaled ? residuals[cell] * (1 - past.share[cell]) / structure.spread[cell % count] : residuals[cell];
      const bool known = !std::isnan(value);
      sums[cell + count] = sums[cell] + (known ? static_cast<double>(std::clamp(value, -kMost, kMost)) : 0);
      counts[cell + count] = counts[cell] + (known ? 1 : 0);
    }
  };
  sum_up(past.residual, true, sums_, counts_);
  sum_up(past.entered, false, entered_sums_, entered_counts_);
  sum_up(past.left, false, left_sums_, left_counts_);

  city_.assign(past.known, 0);
  directions_.assign(past.known, {});
  for (std::size_t slot = 0; slot < past.known; ++slot) {
    float sum = 0, known = 0;
    for (std::size_t zone = 0; zone < count; ++zone) {
      const float value =
          past.residual[past.cell(slot, zone)] * (1 - past.share[past.cell(slot, zone)]) / structure.spread[zone];
      if (std::isnan(value)) continue;
      const float cut = std::clamp(value, -kMost, kMost);
      sum += cut;
      known += 1;
      for (std::size_t k = 0; k < kDirections; ++k) directions_[slot][k] += cut * structure.loadings[zone][k];
    }
    city_[slot] = known > 0 ? sum / known : 0;
  }

  for (std::size_t index = 0; index < disruptions.size(); ++index) {
    const Bulletin& bulletin = disruptions[index];
    if (bulletin.kind != BulletinKind::Transport) continue;
    const Time last = axis.time_of(axis.slots.size() - 1);
    if (bulletin.start > last || (bulletin.end && *bulletin.end <= axis.first)) continue;
    Disruption one{index,
                   axis.slot_near(bulletin.start),
                   bulletin.end ? axis.slot_near(*bulletin.end) : axis.slots.size(),
                   weight_of(bulletin.severity),
                   {}};
    for (const Zone& zone : zones) one.felt.push_back(is_about(bulletin, zone) ? 1 : 0);
    disruptions_.push_back(std::move(one));
  }
}

float ZoneFeatures::mean(const std::vector<double>& sums, const std::vector<std::uint32_t>& counts, std::size_t zone,
                         std::size_t from, std::size_t to) const {
  to = std::min(to, past_.known);
  if (from >= to) return 0;
  const std::size_t a = past_.cell(from, zone), b = past_.cell(to, zone);
  const std::uint32_t count = counts[b] - counts[a];
  return count == 0 ? 0 : static_cast<float>((sums[b] - sums[a]) / count);
}

float ZoneFeatures::expected(std::size_t zone, std::size_t slot) const {
  return std::sqrt(zero_if_unknown(past_.base[past_.cell(slot, zone)] * past_.base[past_.cell(slot, zone)]) +
                   kFewPeople);
}

float ZoneFeatures::net(std::size_t zone, std::size_t slot, std::size_t slots) const {
  const std::size_t from = slot + 1 > slots ? slot + 1 - slots : 0;
  float sum = 0;
  for (std::size_t at = from; at <= slot; ++at) {
    const std::size_t cell = past_.cell(at, zone);
    // √ residuals of what came and went, each back to the size of √people
    sum += zero_if_unknown(past_.entered[cell]) - zero_if_unknown(past_.left[cell]);
  }
  return std::clamp(sum / structure_.spread[zone] / static_cast<float>(slots), -kMost, kMost);
}

OriginFeatures ZoneFeatures::origin(std::size_t zone, std::size_t slot) const {
  VIGIE_CHECK(slot < past_.known);
  OriginFeatures origin;
  origin.slot = slot;
  const std::size_t end = slot + 1;
  const auto back = [&](std::size_t slots) { return end > slots ? end - slots : 0; };
  const auto set = [&](Feature feature, float value) { origin.values[static_cast<std::size_t>(feature)] = value; };
  const float quarter = own(zone, back(kQuarter), end);
  set(Feature::Now, own(zone, back(2), end));
  set(Feature::Quarter, quarter);
  set(Feature::Hour, own(zone, back(kHour), end));
  set(Feature::ThreeHours, own(zone, back(3 * kHour), end));
  set(Feature::Day, own(zone, back(kSlotsADay), end));
  set(Feature::Week, own(zone, back(kSlotsAWeek), end));
  set(Feature::Trend, quarter - own(zone, back(2 * kQuarter), back(kQuarter)));
  const float spread = structure_.spread[zone];
  origin.quarter_part = quarter * spread / expected(zone, slot);
  origin.three_hours_part = own(zone, back(3 * kHour), end) * spread / expected(zone, back(3 * kHour / 2));
  float at_event = 0;
  for (std::size_t at = back(kQuarter); at < end; ++at)
    at_event += zero_if_unknown(past_.residual[past_.cell(at, zone)]) * past_.share[past_.cell(at, zone)];
  origin.event_part = at_event / static_cast<float>(kQuarter) / expected(zone, slot);
  float beside = 0, beside_part = 0;
  const std::vector<std::size_t>& neighbours = structure_.neighbours[zone];
  for (const std::size_t other : neighbours) {
    const float value = own(other, back(kQuarter), end);
    beside += value / static_cast<float>(neighbours.size());
    beside_part += value * structure_.spread[other] / expected(other, slot) / static_cast<float>(neighbours.size());
  }
  set(Feature::Neighbours, beside);
  origin.neighbours_part = beside_part;
  for (std::size_t k = 0; k < kDirections; ++k) {
    float sum = 0;
    for (std::size_t at = back(kQuarter); at < end; ++at) sum += directions_[at][k];
    origin.values[static_cast<std::size_t>(Feature::Direction1) + k] =
        sum / static_cast<float>(kQuarter) * structure_.loadings[zone][k];
  }
  set(Feature::City, city_[slot]);
  set(Feature::NetQuarter, net(zone, slot, kQuarter));
  set(Feature::NetHour, net(zone, slot, kHour));
  set(Feature::Entered, mean(entered_sums_, entered_counts_, zone, back(kQuarter), end));
  float left = 0;
  for (const std::size_t station : structure_.stations[zone])
    left += mean(left_sums_, left_counts_, station, back(kQuarter), end);
  set(Feature::StationsLeft, left);
  set(Feature::One, 1);
  return origin;
}

FeatureRow ZoneFeatures::row(const OriginFeatures& origin, std::size_t zone, std::size_t target, float base_root,
                             float event_share) const {
  FeatureRow row = origin.values;
  const auto set = [&](Feature feature, float value) { row[static_cast<std::size_t>(feature)] = value; };
  const auto cut = [](float value) { return std::clamp(value, -kMost, kMost); };
  const float size = base_root / structure_.spread[zone];
  set(Feature::QuarterPart, cut(origin.quarter_part * size));
  set(Feature::ThreeHoursPart, cut(origin.three_hours_part * size));
  set(Feature::EventPart, cut(origin.event_part * size * event_share));
  set(Feature::NeighboursPart, cut(origin.neighbours_part * size));
  const std::size_t known = origin.slot + 1;
  const auto around = [&](std::size_t earlier, std::size_t slots) {
    if (target < earlier + slots) return 0.0F;
    return own(zone, target - earlier - slots, std::min(target - earlier + slots + 1, known));
  };
  std::size_t day = kSlotsADay;
  while (target - origin.slot > day) day += kSlotsADay;
  set(Feature::Yesterday, around(day, kQuarter));
  set(Feature::LastWeek, around(kSlotsAWeek, 2 * kQuarter));
  const Upstream& upstream = structure_.upstream[zone];
  if (upstream.zone != kNoColumn) {
    const std::size_t at = std::min(target - std::min(upstream.lag_slots, target), origin.slot);
    set(Feature::Upstream, own(upstream.zone, at > 1 ? at - 1 : 0, at + 1));
  }
  const AxisSlot& then = axis_.slots[target];
  const bool inside = is_inside(zones_[zone].kind);
  set(inside ? Feature::RainInside : Feature::RainOutside, then.rain * size);
  if (!inside) {
    set(Feature::RainNow, axis_.slots[origin.slot].rain * size);
    set(Feature::WarmOutside, then.warmth * size);
  }
  const bool station = zones_[zone].kind == ZoneKind::Station;
  set(station ? Feature::TransportStation : Feature::TransportOther, disturbance(zone, target) * size);
  if (then.school_holiday) set(Feature::School, size);
  set(Feature::Level, size);
  return row;
}

float ZoneFeatures::disturbance(std::size_t zone, std::size_t slot, std::size_t* worst) const {
  float most = 0;
  for (const Disruption& one : disruptions_) {
    if (one.felt[zone] == 0 || slot < one.begin || slot >= one.end || one.weight <= most) continue;
    most = one.weight;
    if (worst != nullptr) *worst = one.index;
  }
  return most;
}

}  // namespace vigie::crowd
