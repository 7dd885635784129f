// SPDX-License-Identifier: Apache-2.0
// Roles by distance, windows by the event's own clock.
#include "crowd/event_plan.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/check.hpp"
#include "crowd/zone_history.hpp"

namespace vigie::crowd {
namespace {

constexpr double kNearM = 500, kStationM = 1200;
constexpr float kWet = 1;  // √ mm per hour: all of the effect of rain
constexpr double kSomeAttendance = 1000;

std::optional<EventRole> role_of(const CityEvent& event, const Zone& zone) {
  if (!event.venue.empty() && event.venue == zone.name) return EventRole::Venue;
  if (!event.place || zone.outline.ring.empty()) return std::nullopt;
  if (zone.outline.ring.size() >= 3 && geo::contains(zone.outline, *event.place)) return EventRole::Venue;
  const double away_m = geo::distance_m(*event.place, middle_of(zone));
  if (zone.kind == ZoneKind::Station && away_m <= kStationM) return EventRole::Station;
  if (away_m <= kNearM) return EventRole::Near;
  return std::nullopt;
}

/// Medians of the attendances said, by kind; 0 where none was.
std::array<double, kGatherings> typical_attendances(const CityCalendar& calendar) {
  std::array<std::vector<double>, kGatherings> said;
  for (const CityEvent& event : calendar.events)
    if (static_cast<std::size_t>(event.kind) < kGatherings && event.attendance > 0)
      said[static_cast<std::size_t>(event.kind)].push_back(static_cast<double>(event.attendance));
  std::array<double, kGatherings> typical{};
  for (std::size_t kind = 0; kind < kGatherings; ++kind) {
    std::vector<double>& values = said[kind];
    if (values.empty()) continue;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    typical[kind] = values[values.size() / 2];
  }
  return typical;
}

}  // namespace

geo::Position middle_of(const Zone& zone) {
  VIGIE_CHECK(!zone.outline.ring.empty());
  std::int64_t lat = 0, lon = 0;
  for (const geo::Position& corner : zone.outline.ring) {
    lat += corner.lat_e7();
    lon += corner.lon_e7();
  }
  const auto corners = static_cast<std::int64_t>(zone.outline.ring.size());
  return geo::Position::from_e7(lat / corners, lon / corners).value();
}

EventPlan::EventPlan(const CityCalendar& calendar, const ZoneAxis& axis, std::span<const Zone> zones)
    : axis_(axis), of_zone_(zones.size()) {
  const std::array<double, kGatherings> typical = typical_attendances(calendar);
  const Time last = axis.time_of(axis.slots.size() - 1);
  for (const CityEvent& event : calendar.events) {
    const auto kind = static_cast<std::size_t>(event.kind);
    if (kind >= kGatherings || event.cancelled) continue;
    const EventTimes times = event_times(event);
    if (times.felt_to() <= axis.first || times.felt_from() >= last) continue;
    const std::size_t begin = axis.slot_near(times.felt_from()), end = axis.slot_near(times.felt_to()) + 1;
    double attendance = event.attendance > 0 ? static_cast<double>(event.attendance) : typical[kind];
    std::vector<std::pair<std::size_t, EventRole>> roles;
    for (std::size_t zone = 0; zone < zones.size(); ++zone)
      if (const auto role = role_of(event, zones[zone])) {
        roles.emplace_back(zone, *role);
        if (attendance <= 0 && *role == EventRole::Venue) attendance = static_cast<double>(zones[zone].limit()) * 2 / 3;
      }
    if (roles.empty()) continue;
    for (const auto& [zone, role] : roles) of_zone_[zone].push_back({events_.size(), role, begin, end});
    const float rain = axis.slots[axis.slot_near(event.start)].rain;
    events_.push_back({event.kind, event.title, times, attendance > 0 ? attendance : kSomeAttendance,
                       event.received > event.end ? Time::min() : event.received,
                       static_cast<double>(std::min(rain / kWet, 1.0F))});
  }
}

bool EventPlan::felt(std::size_t zone, std::size_t slot) const {
  return std::any_of(of_zone_[zone].begin(), of_zone_[zone].end(),
                     [&](const EventTrace& trace) { return trace.begin <= slot && slot < trace.end; });
}

std::optional<EventMoment> EventPlan::moment(const EventTrace& trace, std::size_t zone, std::size_t slot) const {
  const PlannedEvent& event = events_[trace.event];
  const auto phase = event_phase(event.times, axis_.time_of(slot));
  if (!phase) return std::nullopt;
  return EventMoment{event.kind, trace.role, zone, *phase, event.raininess};
}

double EventPlan::people(const EventTrace& trace, const EventBook& book, std::size_t zone, std::size_t slot) const {
  if (slot < trace.begin || slot >= trace.end) return 0;
  const auto at = moment(trace, zone, slot);
  return at ? book.share(*at) * events_[trace.event].attendance : 0;
}

double EventPlan::people(const EventBook& book, std::size_t zone, std::size_t slot, Time known) const {
  double sum = 0;
  for (const EventTrace& trace : of_zone_[zone])
    if (trace.begin <= slot && slot < trace.end && events_[trace.event].known <= known)
      sum += people(trace, book, zone, slot);
  return sum;
}

}  // namespace vigie::crowd
