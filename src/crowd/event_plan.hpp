// SPDX-License-Identifier: Apache-2.0
// EventPlan: which events are felt in which zones, from when to when.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "crowd/event_book.hpp"
#include "crowd/zone_axis.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

struct PlannedEvent {
  EventKind kind;
  std::string title;
  EventTimes times;
  double attendance;  ///< as said; else what is typical of the kind, else two thirds of its zone's limit
  Time known;         ///< since when; one told of only after its end counts as always known
  double raininess;
};

struct EventTrace {
  std::size_t event;
  EventRole role;
  std::size_t begin, end;  ///< slots in which it is felt
};

class EventPlan {
 public:
  /// Events with a place inside a zone's outline (or a venue of its name) are at it; zones with their middle within 500 m are
  /// near it, stations within 1,200 m its stations. `calendar` holds what is known, and only that.
  EventPlan(const CityCalendar& calendar, const ZoneAxis& axis, std::span<const Zone> zones);

  const PlannedEvent& event(std::size_t index) const { return events_[index]; }
  const std::vector<EventTrace>& traces(std::size_t zone) const { return of_zone_[zone]; }
  bool felt(std::size_t zone, std::size_t slot) const;

  /// People of one event in a zone; 0 where it is not felt.
  double people(const EventTrace& trace, const EventBook& book, std::size_t zone, std::size_t slot) const;
  /// Of all events known at `known`.
  double people(const EventBook& book, std::size_t zone, std::size_t slot, Time known) const;
  /// Of the moment, for learning. Range: the trace is felt there.
  std::optional<EventMoment> moment(const EventTrace& trace, std::size_t zone, std::size_t slot) const;

 private:
  const ZoneAxis& axis_;
  std::vector<PlannedEvent> events_;
  std::vector<std::vector<EventTrace>> of_zone_;
};

/// The mean of a zone's corners.
geo::Position middle_of(const Zone& zone);

}  // namespace vigie::crowd
