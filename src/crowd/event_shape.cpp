// SPDX-License-Identifier: Apache-2.0
// The event's own clock, the assumed curves, and a tridiagonal solve.
#include "crowd/event_shape.hpp"

#include <algorithm>

namespace vigie::crowd {
namespace {

using std::chrono::minutes;

double minutes_between(Time from, Time to) { return std::chrono::duration<double, std::ratio<60>>(to - from).count(); }

constexpr double kFirst = -150, kLast = 250;

/// Share of its people that an event of the kind holds at once.
double at_once(EventKind kind) {
  switch (kind) {
    case EventKind::Match:
    case EventKind::Concert:
    case EventKind::Fireworks: return 1;
    case EventKind::Demonstration: return 0.9;
    case EventKind::Parade: return 0.7;
    case EventKind::Festival: return 0.5;
    case EventKind::Fair: return 0.35;
    case EventKind::Market: return 0.25;
    case EventKind::Other:
    case EventKind::PublicHoliday:
    case EventKind::SchoolHoliday: break;
  }
  return 0.6;
}

constexpr EventShape kVenue = {0,    0.02, 0.05, 0.10, 0.30, 0.52, 0.78, 0.95, 1, 1,
                               0.98, 0.95, 0.65, 0.40, 0.22, 0.10, 0.05, 0.01, 0};
constexpr EventShape kNear = {0,    0.02, 0.03, 0.05, 0.09, 0.10, 0.08, 0.05, 0.01, 0.01,
                              0.02, 0.06, 0.15, 0.15, 0.11, 0.07, 0.04, 0.02, 0};

}  // namespace

EventTimes event_times(const CityEvent& event) {
  const bool seated =
      event.kind == EventKind::Match || event.kind == EventKind::Concert || event.kind == EventKind::Fireworks;
  minutes lead = seated ? minutes(90) : minutes(30);
  if (event.doors && *event.doors < event.start)
    lead = std::clamp(std::chrono::round<minutes>(event.start - *event.doors), minutes(10), minutes(360));
  return {event.start, std::max(event.end, event.start + minutes(5)), lead};
}

std::optional<EventPhase> event_phase(const EventTimes& times, Time at) {
  double clock = 0;
  if (at < times.start) clock = -minutes_between(at, times.start) * 60 / static_cast<double>(times.doors_lead.count());
  else if (at <= times.end) clock = 100 * minutes_between(times.start, at) / minutes_between(times.start, times.end);
  else clock = 100 + minutes_between(times.end, at);
  if (clock <= kFirst || clock >= kLast) return std::nullopt;
  const auto upper =
      static_cast<std::size_t>(std::lower_bound(kEventNodes.begin(), kEventNodes.end(), clock) - kEventNodes.begin());
  const double from = upper == 0 ? kFirst : kEventNodes[upper - 1];
  const double to = upper == kEventNodes.size() ? kLast : kEventNodes[upper];
  return EventPhase{upper, (clock - from) / (to - from)};
}

double value_at(const EventShape& shape, const EventPhase& phase) {
  const double from = phase.upper == 0 ? 0 : shape[phase.upper - 1];
  const double to = phase.upper == shape.size() ? 0 : shape[phase.upper];
  return from + phase.part * (to - from);
}

EventShape prior_shape(EventKind kind, EventRole role) {
  EventShape shape = role == EventRole::Venue ? kVenue : kNear;
  const double factor = at_once(kind) * (role == EventRole::Station ? 0.5 : 1);
  for (double& value : shape) value *= factor;
  return shape;
}

void ShapeFit::add(const EventPhase& phase, double share, double precision) {
  const double upper = phase.part, lower = 1 - phase.part;
  const std::size_t node = phase.upper;
  if (node < diagonal.size()) {
    diagonal[node] += precision * upper * upper;
    moment[node] += precision * upper * share;
  }
  if (node == 0) return;
  diagonal[node - 1] += precision * lower * lower;
  moment[node - 1] += precision * lower * share;
  if (node < diagonal.size()) beside[node - 1] += precision * lower * upper;
}

EventShape ShapeFit::solve(const EventShape& prior, double prior_precision) const {
  EventShape pivots{}, values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    pivots[i] = diagonal[i] + prior_precision;
    values[i] = moment[i] + prior_precision * prior[i];
    if (i == 0) continue;
    const double factor = beside[i - 1] / pivots[i - 1];
    pivots[i] -= factor * beside[i - 1];
    values[i] -= factor * values[i - 1];
  }
  for (std::size_t i = values.size(); i-- > 0;) {
    if (i + 1 < values.size()) values[i] -= beside[i] * values[i + 1];
    values[i] /= pivots[i];
  }
  return values;
}

}  // namespace vigie::crowd
