// SPDX-License-Identifier: Apache-2.0
// One event of OpenAgenda, timing by timing.
#include "codec/openagenda.hpp"

#include <array>
#include <string>

#include "codec/event_kind.hpp"
#include "codec/event_list.hpp"
#include "codec/json_members.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = std::size_t{32} << 20;
constexpr std::int64_t kPublished = 2;                  // "state"
constexpr std::int64_t kOnline = 2;                     // "attendanceMode"
constexpr std::int64_t kPostponed = 4, kCancelled = 6;  // "status"
constexpr std::array kLanguages{"fr", "en"};

using simdjson::dom::element;

std::string_view text_of(const element& held) {
  std::string_view text;
  return held.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view text_of(const element& object, std::string_view name) {
  element held;
  return object.at_key(name).get(held) == simdjson::SUCCESS ? text_of(held) : std::string_view();
}

/// A text that is given in several languages, or in none: French, else English, else the first.
std::string_view in_words(const element& object, std::string_view name) {
  element held;
  if (object.at_key(name).get(held) != simdjson::SUCCESS) return {};
  simdjson::dom::object by_language;
  if (held.get(by_language) != simdjson::SUCCESS) return text_of(held);
  for (const char* language : kLanguages)
    if (const std::string_view text = text_of(held, language); !text.empty()) return text;
  for (const simdjson::dom::key_value_pair each : by_language)
    if (const std::string_view text = text_of(each.value); !text.empty()) return text;
  return {};
}

/// A code that is told as a number, or as {"id": number, "label": …}.
std::int64_t code_of(const element& event, std::string_view name, std::int64_t otherwise) {
  element held;
  if (event.at_key(name).get(held) != simdjson::SUCCESS) return otherwise;
  element id;
  if (held.at_key("id").get(id) == simdjson::SUCCESS) held = id;
  std::int64_t code = 0;
  return held.get(code) == simdjson::SUCCESS ? code : otherwise;
}

void add_words(const element& held, std::string& words) {
  simdjson::dom::array list;
  simdjson::dom::object by_language;
  if (held.get(list) == simdjson::SUCCESS) {
    for (const element each : list) add_words(each, words);
  } else if (held.get(by_language) == simdjson::SUCCESS) {
    for (const simdjson::dom::key_value_pair each : by_language) add_words(each.value, words);
  } else {
    words += text_of(held);
    words += ' ';
  }
}

EventKind kind_of(const element& event, std::string_view title) {
  std::string words;
  element held;
  if (event.at_key("keywords").get(held) == simdjson::SUCCESS) add_words(held, words);
  const EventKind kind = gathering_kind(words);
  return kind == EventKind::Other ? gathering_kind(title) : kind;
}

class Agenda {
 public:
  explicit Agenda(const FeedContext& context) : builder_(context), events_(builder_, gathering_window(context.now)) {}

  void read(const element& event) {
    const std::string place_in_list = "event " + std::to_string(++number_);
    simdjson::dom::object object;
    if (event.get(object) != simdjson::SUCCESS) return builder_.refuse(place_in_list, "not an object");
    const std::string uid = reference_of(event);
    if (uid.empty()) return builder_.refuse(place_in_list, "no uid");
    where_ = place_in_list + " (" + uid + ")";
    if (code_of(event, "state", kPublished) != kPublished || code_of(event, "attendanceMode", 1) == kOnline)
      return builder_.leave_out();
    CityEvent told;
    told.title = in_words(event, "title");
    if (told.title.empty()) return builder_.refuse(where_, "no title");
    told.kind = kind_of(event, told.title);
    const std::int64_t status = code_of(event, "status", 1);
    told.cancelled = status == kCancelled || status == kPostponed;
    read_location(event, told);
    read_attendance(event, told);
    read_timings(event, uid, told);
  }

  FeedContent finish() && { return std::move(builder_).finish(); }

 private:
  static std::string reference_of(const element& event) {
    std::int64_t number = 0;
    element held;
    if (event.at_key("uid").get(held) != simdjson::SUCCESS) return {};
    if (held.get(number) == simdjson::SUCCESS) return std::to_string(number);
    return one_line(text_of(held), kMostEventReference - 25);
  }

  void read_location(const element& event, CityEvent& told) {
    element location;
    if (event.at_key("location").get(location) != simdjson::SUCCESS) return;
    told.venue = text_of(location, "name");
    double lat = 0, lon = 0;
    const bool has_place = location.at_key("latitude").get(lat) == simdjson::SUCCESS &&
                           location.at_key("longitude").get(lon) == simdjson::SUCCESS;
    if (!has_place) return;
    const auto place = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
    if (place) told.place = *place;
    else builder_.refuse(where_, "its location is not on the globe: kept without");
  }

  /// A field that an agenda may add of its own; OpenAgenda itself has none.
  void read_attendance(const element& event, CityEvent& told) {
    element held;
    if (event.at_key("expected-attendance").get(held) != simdjson::SUCCESS || held.is_null()) return;
    std::int64_t people = 0;
    if (held.get(people) == simdjson::SUCCESS && people >= 0 && people <= kMostAttendance) told.attendance = people;
    else builder_.refuse(where_, "expected-attendance is not a number of people: kept without");
  }

  void read_timings(const element& event, const std::string& uid, const CityEvent& told) {
    simdjson::dom::array timings;
    if (event.at_key("timings").get(timings) != simdjson::SUCCESS || timings.size() == 0)
      return builder_.refuse(where_, "no timings");
    const bool is_series = timings.size() > 1;
    for (const element timing : timings) {
      const auto begin = read_date_time(text_of(timing, "begin"), builder_.zone());
      const auto end = read_date_time(text_of(timing, "end"), builder_.zone());
      if (!begin || !end) {
        builder_.refuse(where_, "a timing without begin and end like 2026-11-24T19:30:00+01:00");
        continue;
      }
      CityEvent one = told;
      one.start = *begin;
      one.end = *end;
      one.reference = is_series ? uid + "@" + to_rfc3339(*begin).substr(0, 19) + "Z" : uid;
      events_.keep(std::move(one), where_);
    }
  }

  FeedBuilder builder_;
  EventList events_;
  std::string where_;
  int number_ = 0;
};

}  // namespace

Result<FeedContent> read_openagenda(std::string_view json, const FeedContext& context) {
  const auto root = parse_json(json, kMostBytes);
  if (!root) return root.error();
  simdjson::dom::array events;
  if (root->at_key("events").get(events) != simdjson::SUCCESS)
    return Error{ErrorKind::Malformed, "not an agenda: expected an object with the array 'events'"};
  Agenda agenda(context);
  for (const element event : events) agenda.read(event);
  return std::move(agenda).finish();
}

}  // namespace vigie::codec
