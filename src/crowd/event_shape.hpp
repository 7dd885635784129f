// SPDX-License-Identifier: Apache-2.0
// EventShape: the part of an event's people that is in a zone before, during and after it, as a curve through nodes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "model/city_event.hpp"

namespace vigie::crowd {

/// Kinds that gather people; holidays do not.
inline constexpr std::size_t kGatherings = static_cast<std::size_t>(EventKind::Other) + 1;

/// What a zone is to an event.
enum class EventRole : std::uint8_t { Venue, Near, Station };
inline constexpr std::size_t kEventRoles = 3;

/// Nodes of the event's own clock. Before: minutes to the start, stretched so that the doors open at −60. During: per cent of
/// its length. After: 100 + minutes since the end. Beyond −150 and 250 nobody comes because of it.
inline constexpr std::array<double, 19> kEventNodes = {-120, -90, -75, -60, -45, -30, -15, 0,   25, 50,
                                                       75,   100, 110, 120, 130, 145, 160, 190, 220};
using EventShape = std::array<double, kEventNodes.size()>;

/// When an event happens, as its crowd sees it.
struct EventTimes {
  Time start, end;
  std::chrono::minutes doors_lead;  ///< doors open so long before the start; > 0

  Time felt_from() const { return start - doors_lead * 5 / 2; }
  Time felt_to() const { return end + std::chrono::minutes(150); }
};

/// The doors as said, else as usual for the kind (assumed: 90 min for matches, concerts and fireworks, 30 for others).
EventTimes event_times(const CityEvent& event);

/// Between two nodes: the lower one's index + 1 (0: before the first), and how far on to the next.
struct EventPhase {
  std::size_t upper;  ///< node that comes; kEventNodes.size(): none
  double part;        ///< 0 … 1 of the way to it
};
std::optional<EventPhase> event_phase(const EventTimes& times, Time at);

/// The curve's value there.
double value_at(const EventShape& shape, const EventPhase& phase);

/// Before anything is learnt. Assumed by this project, not measured: in a venue people arrive from the doors on, half of them
/// in the last half hour, and are gone an hour after the end; markets, fairs and festivals hold a part of their visitors at a
/// time; zones beside and stations feel a wave of a tenth and a twentieth before, half as much again after.
EventShape prior_shape(EventKind kind, EventRole role);

/// Learns a shape from shares seen at phases: hats over the nodes, least squares with a price on leaving the prior.
class ShapeFit {
 public:
  /// `precision`: 1 / variance of the share.
  void add(const EventPhase& phase, double share, double precision);
  /// Minimises Σ precision (share − shape)² + prior_precision · |shape − prior|²; tridiagonal, solved exactly.
  EventShape solve(const EventShape& prior, double prior_precision) const;

  EventShape diagonal{}, beside{}, moment{};  ///< of the normal equations; beside[i] joins i and i + 1
};

}  // namespace vigie::crowd
