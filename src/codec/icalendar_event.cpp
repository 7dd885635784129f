// SPDX-License-Identifier: Apache-2.0
// A VEVENT's properties, one by one.
#include "codec/icalendar_event.hpp"

#include "codec/event_kind.hpp"
#include "codec/event_list.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kQuoted = 40;
constexpr std::size_t kMostDates = 2'000;
constexpr std::int64_t kWithoutEnd_s = 2 * 3600;  // an event that does not say when it ends
constexpr std::int64_t kMostDoors_s = kDay_s;

/// A time with the clock that it is meant for.
struct Placed {
  CalendarTime time;
  Clock clock = Clock::utc();

  Time instant() const { return clock.instant(time.shown); }
};

Error wrong(const CalendarLine& line, const std::string& expected) {
  return Error{ErrorKind::Malformed, line.name + " '" + one_line(line.value, kQuoted) + "', expected " + expected};
}

class Reader {
 public:
  Reader(const CalendarComponent& component, const CalendarClocks& clocks) : component_(component), clocks_(clocks) {}

  Result<CalendarEvent> read() {
    event_.line = component_.line;
    event_.uid = one_line(component_.value("UID"), kMostEventReference - 25);  // room for "@" and a time
    if (event_.uid.empty()) return Error{ErrorKind::Malformed, "an event without UID"};
    if (const auto sequence = read_count(component_.value("SEQUENCE"), 1'000'000'000)) event_.sequence = *sequence;
    if (auto when = read_when(); !when) return when.error();
    if (auto again = read_series(); !again) return again.error();
    read_what();
    return std::move(event_);
  }

 private:
  Result<Placed> placed(const CalendarLine& line, std::string_view text) const {
    const auto time = read_calendar_time(trimmed(text));
    if (!time) return wrong(line, "20261124T193000, 20261124T183000Z or 20261124");
    Placed placed{*time, clocks_.city()};
    if (time->is_utc) {
      placed.clock = Clock::utc();
      return placed;
    }
    const std::string_view zone = line.parameter("TZID");
    if (zone.empty() || time->is_day) return placed;
    const auto clock = clocks_.find(zone);
    if (!clock)
      return Error{ErrorKind::Malformed, line.name + " in time zone '" + one_line(zone, kQuoted) +
                                             "', which is not known here, and no VTIMEZONE describes it"};
    placed.clock = *clock;
    return placed;
  }

  Result<void> read_when() {
    const CalendarLine* const begin = component_.find("DTSTART");
    if (!begin) return Error{ErrorKind::Malformed, "an event without DTSTART"};
    const auto start = placed(*begin, begin->value);
    if (!start) return start.error();
    event_.clock = start->clock;
    event_.start = start->time.shown;
    is_day_ = start->time.is_day;
    if (auto length = read_length(*start); !length) return length.error();
    const CalendarLine* const which = component_.find("RECURRENCE-ID");
    if (!which) return {};
    auto replaced = placed(*which, which->value);
    if (!replaced) return replaced.error();
    if (which->parameter("RANGE") == "THISANDFUTURE")
      event_.remarks.emplace_back("RANGE=THISANDFUTURE is not read: only this one is changed");
    event_.replaces = replaced->instant();
    return {};
  }

  Result<void> read_length(const Placed& start) {
    if (const CalendarLine* const finish = component_.find("DTEND")) {
      const auto end = placed(*finish, finish->value);
      if (!end) return end.error();
      // On its start's clock, so that a series keeps its hours across the nights when clocks change.
      event_.nominal_s = start.clock.shown(end->instant()) - start.time.shown;
      if (event_.nominal_s > 0) return {};
      if (event_.nominal_s < 0) return wrong(*finish, "an end behind DTSTART");
    } else if (const CalendarLine* const duration = component_.find("DURATION")) {
      const auto length = read_duration(trimmed(duration->value));
      if (!length || length->is_negative) return wrong(*duration, "a duration like PT2H30M");
      event_.nominal_s = length->days * kDay_s;
      event_.exact_s = length->seconds;
      if (event_.nominal_s + event_.exact_s > 0) return {};
    }
    event_.nominal_s = is_day_ ? kDay_s : 0;
    event_.exact_s = is_day_ ? 0 : kWithoutEnd_s;
    return {};
  }

  Result<void> read_series() {
    for (const CalendarLine& line : component_.lines) {
      if (line.name == "RRULE") {
        auto rule = read_recurrence(trimmed(line.value));
        if (!rule) return rule.error();
        if (rule->until && rule->until_is_utc)
          rule->until = event_.clock.shown(Time(std::chrono::seconds(*rule->until)));
        event_.rules.push_back(std::move(*rule));
      } else if (line.name == "EXRULE") {
        return Error{ErrorKind::Malformed, "EXRULE is not read: expected EXDATE"};
      } else if (line.name == "RDATE" || line.name == "EXDATE") {
        if (auto dates = read_dates(line); !dates) return dates.error();
      }
    }
    return {};
  }

  Result<void> read_dates(const CalendarLine& line) {
    for (std::string_view list = line.value;;) {
      const std::size_t comma = list.find(',');
      const auto date = placed(line, list.substr(0, comma));
      if (!date) return date.error();
      if (event_.more_starts.size() + event_.excluded.size() == kMostDates)
        return Error{ErrorKind::TooLarge, "an event with more than 2,000 RDATE and EXDATE"};
      if (line.name == "RDATE") {
        event_.more_starts.push_back(event_.clock.shown(date->instant()));
      } else if (date->time.is_day && !is_day_) {
        // Some calendars exclude the day of an event that has an hour.
        const LocalSeconds midnight = event_.start - ((event_.start % kDay_s) + kDay_s) % kDay_s;
        event_.excluded.insert(event_.clock.instant(date->time.shown + event_.start - midnight));
      } else {
        event_.excluded.insert(date->instant());
      }
      if (comma == std::string_view::npos) return {};
      list.remove_prefix(comma + 1);
    }
  }

  void read_what() {
    CityEvent& told = event_.told;
    told.title = one_line(unescaped(component_.value("SUMMARY")), kMostEventTitle);
    told.venue = one_line(unescaped(component_.value("LOCATION")), kMostEventTitle);
    told.cancelled = component_.value("STATUS") == "CANCELLED";
    if (told.title.empty()) told.title = told.venue.empty() ? event_.uid : told.venue;
    read_place();
    read_kind();
    read_attendance();
    read_doors();
  }

  void read_place() {
    const std::string_view text = component_.value("GEO");
    if (text.empty()) return;
    const std::size_t semicolon = text.find(';');
    const auto place = semicolon == std::string_view::npos
                           ? read_position({}, {})
                           : read_position(text.substr(0, semicolon), text.substr(semicolon + 1));
    if (place) event_.told.place = *place;
    else event_.remarks.push_back("GEO: " + place.error().what);
  }

  void read_kind() {
    const std::string_view said = component_.value("X-VIGIE-KIND");
    if (const auto kind = from_word<EventKind>(said); kind && !said.empty()) {
      event_.told.kind = *kind;
      return;
    }
    if (!said.empty()) event_.remarks.push_back("X-VIGIE-KIND is not one of " + all_words<EventKind>());
    std::string categories;
    for (const CalendarLine& line : component_.lines)
      if (line.name == "CATEGORIES") categories += unescaped(line.value) + " ";
    EventKind kind = EventKind::Other;
    if (is_day_ && !event_.told.place) kind = holiday_kind(categories + event_.told.title);
    if (kind == EventKind::Other) kind = gathering_kind(categories);
    if (kind == EventKind::Other) kind = gathering_kind(event_.told.title);
    event_.told.kind = kind;
  }

  void read_attendance() {
    const std::string_view said = component_.value("X-VIGIE-ATTENDANCE");
    if (said.empty()) return;
    if (const auto people = read_count(said, kMostAttendance)) event_.told.attendance = *people;
    else event_.remarks.push_back("X-VIGIE-ATTENDANCE '" + one_line(said, kQuoted) + "', expected a number of people");
  }

  /// A time, or how long before the start: for a series the same each time.
  void read_doors() {
    const CalendarLine* const line = component_.find("X-VIGIE-DOORS");
    if (!line) return;
    std::optional<CalendarDuration> before = read_duration(trimmed(line->value));
    if (const auto time = placed(*line, line->value))
      before = {0, event_.start - event_.clock.shown(time->instant()), true};
    if (before && before->is_negative && before->days == 0 && before->seconds >= 0 && before->seconds <= kMostDoors_s)
      event_.doors_before = before;
    else event_.remarks.push_back(wrong(*line, "a time up to a day before DTSTART, or -PT1H30M").what);
  }

  const CalendarComponent& component_;
  const CalendarClocks& clocks_;
  CalendarEvent event_;
  bool is_day_ = false;
};

}  // namespace

Time CalendarEvent::end_of(LocalSeconds begin) const {
  return clock.instant(begin + nominal_s) + std::chrono::seconds(exact_s);
}

std::optional<Time> CalendarEvent::doors_of(LocalSeconds begin) const {
  if (!doors_before) return std::nullopt;
  return clock.instant(begin) - std::chrono::seconds(doors_before->seconds);
}

Result<CalendarEvent> read_calendar_event(const CalendarComponent& component, const CalendarClocks& clocks) {
  return Reader(component, clocks).read();
}

}  // namespace vigie::codec
