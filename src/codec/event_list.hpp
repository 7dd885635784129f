// SPDX-License-Identifier: Apache-2.0
// EventList: the events of one document, within the days that matter and in words that can be shown.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "codec/feed_builder.hpp"
#include "model/city_event.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostEvents = 5'000;  ///< kept of one document
inline constexpr std::size_t kMostEventTitle = 200;
inline constexpr std::size_t kMostEventReference = 200;
inline constexpr std::int64_t kMostAttendance = 10'000'000;

/// What overlaps it is kept.
struct EventWindow {
  Time from;
  Time until;
};

/// Gatherings: from a week ago to sixty days ahead.
EventWindow gathering_window(Time now);
/// Days unlike others: a year back, for what is learnt, and 400 days ahead.
EventWindow holiday_window(Time now);

/// Fills the events of a FeedBuilder, which outlives it; from now on the source speaks of events, even where it has none.
class EventList {
 public:
  EventList(FeedBuilder& builder, EventWindow window);

  bool is_outside(Time start, Time end) const { return end <= window_.from || start >= window_.until; }

  /// Gives it its source and cuts its words. Outside the window: left out. No end behind the start, a second one by the same
  /// reference, or one too many: refused, naming `where`.
  void keep(CityEvent event, std::string_view where);

 private:
  FeedBuilder& builder_;
  EventWindow window_;
  std::set<std::string> references_;
};

}  // namespace vigie::codec
