// SPDX-License-Identifier: Apache-2.0
// Keeping events within their limits.
#include "codec/event_list.hpp"

#include <algorithm>
#include <utility>

namespace vigie::codec {
namespace {

using std::chrono::days;

}  // namespace

EventWindow gathering_window(Time now) { return {now - days(7), now + days(60)}; }
EventWindow holiday_window(Time now) { return {now - days(366), now + days(400)}; }

EventList::EventList(FeedBuilder& builder, EventWindow window) : builder_(builder), window_(window) {
  builder_.content().events.emplace();
}

void EventList::keep(CityEvent event, std::string_view where) {
  if (!(event.end > event.start)) return builder_.refuse(where, "it ends before it begins");
  if (is_outside(event.start, event.end)) return builder_.leave_out();
  std::vector<CityEvent>& events = *builder_.content().events;
  if (events.size() == kMostEvents)
    return builder_.refuse(where, "more than " + std::to_string(kMostEvents) + " events: left out");
  event.reference = one_line(event.reference, kMostEventReference);
  if (event.reference.empty()) return builder_.refuse(where, "it has no reference");
  if (!references_.insert(event.reference).second)
    return builder_.refuse(where, "a second one by the reference '" + event.reference + "'");
  event.source = builder_.context().source;
  event.title = one_line(event.title, kMostEventTitle);
  event.venue = one_line(event.venue, kMostEventTitle);
  event.attendance = std::clamp<std::int64_t>(event.attendance, 0, kMostAttendance);
  event.received = builder_.context().now;
  events.push_back(std::move(event));
}

}  // namespace vigie::codec
