// SPDX-License-Identifier: Apache-2.0
// From calendars to events: masters expanded, exceptions in the place of what they replace.
#include "codec/icalendar.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "codec/event_list.hpp"
#include "codec/icalendar_event.hpp"
#include "codec/icalendar_zones.hpp"

namespace vigie::codec {
namespace {

/// A series' times that have an event of their own (RECURRENCE-ID), by its UID.
using Replaced = std::map<std::string, std::set<Time>, std::less<>>;

std::string stamp_of(Time time) {
  const std::string text = to_rfc3339(time);  // 2026-11-24T18:30:00.000Z
  return text.substr(0, 19) + "Z";
}

class Agenda {
 public:
  explicit Agenda(const FeedContext& context)
      : context_(context), builder_(context), events_(builder_, gathering_window(context.now)) {}

  void read(const CalendarComponent& calendar) {
    std::vector<std::string> faults;
    const CalendarClocks clocks(calendar, context_.zone, context_.now, effort_, faults);
    for (const std::string& fault : faults) builder_.refuse("time zone", fault);
    const bool all_cancelled = calendar.value("METHOD") == "CANCEL";
    std::vector<CalendarEvent> singles, masters;
    for (const CalendarComponent& part : calendar.parts) {
      if (part.name != "VEVENT") continue;
      const std::string_view secrecy = part.value("CLASS");
      if (secrecy == "PRIVATE" || secrecy == "CONFIDENTIAL") {
        builder_.leave_out();
        continue;
      }
      auto event = read_calendar_event(part, clocks);
      if (!event) {
        builder_.refuse(where(part.line), event.error().what);
        continue;
      }
      for (const std::string& remark : event->remarks) builder_.refuse(where(part.line), remark);
      event->told.cancelled = event->told.cancelled || all_cancelled;
      (event->replaces ? singles : masters).push_back(std::move(*event));
    }
    Replaced replaced;
    for (const CalendarEvent& single : singles) {
      replaced[single.uid].insert(*single.replaces);
      keep(single, single.start, single.uid + "@" + stamp_of(*single.replaces));
    }
    for (const CalendarEvent& master : newest(std::move(masters))) expand(master, replaced[master.uid]);
  }

  void refuse(const std::string& fault) { builder_.refuse("calendar", fault); }
  FeedContent finish() && { return std::move(builder_).finish(); }

 private:
  static std::string where(int line) { return "line " + std::to_string(line); }

  /// Of several by one UID the highest SEQUENCE, and of those the last.
  static std::vector<CalendarEvent> newest(std::vector<CalendarEvent> all) {
    std::map<std::string, std::size_t, std::less<>> best;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto [found, is_new] = best.emplace(all[i].uid, i);
      if (!is_new && all[i].sequence >= all[found->second].sequence) found->second = i;
    }
    std::vector<CalendarEvent> kept;
    for (const auto& [uid, index] : best) kept.push_back(std::move(all[index]));
    return kept;
  }

  void keep(const CalendarEvent& event, LocalSeconds start, std::string reference) {
    CityEvent one = event.told;
    one.reference = std::move(reference);
    one.start = event.clock.instant(start);
    one.end = event.end_of(start);
    one.doors = event.doors_of(start);
    events_.keep(std::move(one), where(event.line));
  }

  void expand(const CalendarEvent& event, const std::set<Time>& replaced) {
    if (event.rules.empty() && event.more_starts.empty()) {
      if (!event.excluded.contains(event.clock.instant(event.start)) && replaced.empty())
        keep(event, event.start, event.uid);
      return;
    }
    const EventWindow window = gathering_window(context_.now);
    // What began before the window may reach into it.
    const Time reach = window.from - (event.end_of(event.start) - event.clock.instant(event.start));
    const LocalWindow shown{event.clock.shown(reach) - kDay_s, event.clock.shown(window.until) + kDay_s};
    std::set<LocalSeconds> starts(event.more_starts.begin(), event.more_starts.end());
    starts.insert(event.start);  // the first of a series, even where the rule does not mean it
    for (const Recurrence& rule : event.rules) {
      const auto found = occurrences(rule, event.start, shown, effort_);
      if (!found) return builder_.refuse(where(event.line), found.error().what);
      starts.insert(found->begin(), found->end());
    }
    for (const LocalSeconds start : starts) {
      const Time at = event.clock.instant(start);
      if (start < shown.from || start > shown.until || event.excluded.contains(at) || replaced.contains(at)) continue;
      if (events_.is_outside(at, event.end_of(start))) continue;  // of an endless series, not worth counting
      keep(event, start, event.uid + "@" + stamp_of(at));
    }
  }

  const FeedContext& context_;
  FeedBuilder builder_;
  EventList events_;
  RuleEffort effort_;
};

}  // namespace

Result<FeedContent> read_icalendar(std::string_view text, const FeedContext& context) {
  const auto document = read_calendar(text);
  if (!document) return document.error();
  Agenda agenda(context);
  for (const std::string& fault : document->faults) agenda.refuse(fault);
  for (const CalendarComponent& calendar : document->calendars) agenda.read(calendar);
  return std::move(agenda).finish();
}

}  // namespace vigie::codec
