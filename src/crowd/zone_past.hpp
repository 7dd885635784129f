// SPDX-License-Identifier: Apache-2.0
// ZonePast: the counts of all zones as departures from what was usual then, known only from the days before.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "crowd/event_book.hpp"
#include "crowd/event_plan.hpp"
#include "crowd/usual_book.hpp"
#include "crowd/zone_axis.hpp"
#include "crowd/zone_history.hpp"

namespace vigie::crowd {

inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// What is computed of the past, and until when.
struct PastOptions {
  std::size_t known = 0;            ///< slots of the history that may be looked at
  std::vector<double> memory_days;  ///< of each zone
  double weekday_prior_days = 1.5;
  std::size_t tables_from_day = 0;  ///< what is usual is kept from this day (since the axis's first) on
  bool learn_events = false;        ///< else `book` is taken as it is
};

/// Shape of the arrays: slots × zones, the zones of a slot side by side; NaN where not counted, or nothing is usual.
/// The day of a slot is told by the days before it, never by itself or later ones.
struct ZonePast {
  std::size_t zones = 0;
  std::size_t known = 0;
  std::vector<float> base;      ///< √(usual + events)
  std::vector<float> residual;  ///< √people − base
  std::vector<float> entered;   ///< √entered − usual of it
  std::vector<float> left;
  std::vector<float> share;        ///< of events in usual + events, 0 … 1
  std::vector<UsualTable> tables;  ///< of each day from tables_from_day on, as known at its begin
  std::vector<EventBook> books;    ///< the same, where events are learnt; else one
  EventBook last_book;             ///< after all that is known
  std::size_t tables_from_day = 0;
  std::vector<double> days_counted;  ///< of each zone

  std::size_t cell(std::size_t slot, std::size_t zone) const { return slot * zones + zone; }
  const UsualTable& table_of_day(std::size_t day) const { return tables[day - tables_from_day]; }
  const EventBook& book_of_day(std::size_t day) const {
    return books.size() == 1 ? books[0] : books[day - tables_from_day];
  }
};

/// `columns`: of each zone in the history, or kNoColumn. Range: history, axis and plan begin at the same slot.
ZonePast zone_past(const ZoneHistory& history, std::span<const std::size_t> columns, const ZoneAxis& axis,
                   const EventPlan& plan, EventBook book, const PastOptions& options);

/// √(usual + events) at a slot, as known at the begin of a day (events: at `known`). NaN where nothing is usual.
struct BaseAt {
  float root;
  float share;  ///< of events
};
BaseAt base_at(const ZonePast& past, const ZoneAxis& axis, const EventPlan& plan, std::size_t origin_day,
               std::size_t zone, std::size_t slot, Time known);

}  // namespace vigie::crowd
