// SPDX-License-Identifier: Apache-2.0
// Incidents of CIFS v2, after cifsv2.xsd (History: 2023-11-07).
#include "codec/cifs.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "codec/datex_location.hpp"

namespace vigie::codec {
namespace {

constexpr std::array<std::string_view, 6> kOtherTypes{"ACCIDENT", "CONSTRUCTION", "HAZARD",
                                                      "POLICE",   "CHIT_CHAT",    "JAM"};
constexpr std::array<std::string_view, 8> kDays{"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday",    "everyday"};
constexpr std::size_t kShortestId = 3;  // the XSD's minLength
constexpr std::size_t kMostTitle = 200;
constexpr std::size_t kMostReference = 200;
constexpr std::size_t kMostHours = 64;

Error unknown(std::string_view what, std::string_view word) {
  if (word.empty()) return Error{ErrorKind::Malformed, std::string(what) + " is missing"};
  return Error{ErrorKind::Malformed, std::string(what) + " '" + one_line(word, 40) + "' is unknown"};
}

/// "9:30" or "19:30".
std::optional<int> minutes_of(std::string_view clock) {
  const std::size_t colon = clock.find(':');
  if (colon == std::string_view::npos || colon < 1 || colon > 2 || clock.size() != colon + 3) return std::nullopt;
  int hour = 0, minute = 0;
  for (std::size_t i = 0; i < clock.size(); ++i) {
    if (i == colon) continue;
    if (clock[i] < '0' || clock[i] > '9') return std::nullopt;
    int& part = i < colon ? hour : minute;
    part = part * 10 + (clock[i] - '0');
  }
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return hour * 60 + minute;
}

/// "12:00-14:00,19:00-21:00" on these days.
Result<void> read_hours(std::string_view text, std::uint8_t days, std::vector<WeeklyHours>& hours) {
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view one = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    const std::size_t from = one.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) continue;
    one = one.substr(from, one.find_last_not_of(" \t\r\n") - from + 1);
    const std::size_t dash = std::min(one.find('-'), one.size());
    const auto begin = minutes_of(one.substr(0, dash));
    const auto end = dash < one.size() ? minutes_of(one.substr(dash + 1)) : std::nullopt;
    const auto both = begin && end ? hours_of(days, *begin, *end) : std::nullopt;
    if (!both)
      return Error{ErrorKind::Malformed, "schedule '" + one_line(one, 40) + "', expected hours like 12:00-14:00"};
    if (hours.size() == kMostHours) return Error{ErrorKind::TooLarge, "more than 64 hours in its schedule"};
    hours.push_back(*both);
  }
  return {};
}

Result<std::vector<WeeklyHours>> read_schedule(const XmlNode* schedule) {
  std::vector<WeeklyHours> hours;
  if (!schedule) return hours;
  for (const XmlNode& each : schedule->children) {
    const auto day = std::find(kDays.begin(), kDays.end(), each.name);
    if (day == kDays.end()) return unknown("schedule's day", each.name);
    const auto at = static_cast<unsigned>(day - kDays.begin());
    const auto days = at == 7 ? kEveryDay : static_cast<std::uint8_t>(1U << at);
    if (auto read = read_hours(each.text, days, hours); !read) return read.error();
  }
  if (hours.empty()) return Error{ErrorKind::Malformed, "its schedule has no hours"};
  return hours;
}

Result<RoadSense> read_direction(const XmlNode& place) {
  const std::string_view word = place.text_of("direction");
  if (word.empty() || word == "BOTH_DIRECTIONS") return RoadSense::Both;
  if (word == "ONE_DIRECTION") return RoadSense::Along;
  return unknown("direction", word);
}

std::string title_of(const XmlNode& incident, const XmlNode& place) {
  const std::string_view description = incident.text_of("description"), street = place.text_of("street");
  return one_line(std::string(street) + (street.empty() || description.empty() ? "" : ": ") + std::string(description),
                  kMostTitle);
}

/// The closure; nothing where the incident is none.
Result<std::optional<RoadChange>> read_closure(const XmlNode& incident, const Statement& statement,
                                               const TimeZone& zone) {
  if (statement.reference.size() < kShortestId) return unknown("its id of three characters at least", "");
  const std::string_view type = incident.text_of("type");
  if (std::find(kOtherTypes.begin(), kOtherTypes.end(), type) != kOtherTypes.end()) return std::optional<RoadChange>();
  if (type != "ROAD_CLOSED") return unknown("type", type);
  const XmlNode* location = incident.child("location");
  const XmlNode& place = incident.child("polyline") || !location ? incident : *location;

  RoadChange change;
  change.reference = statement.reference;
  change.effect = RoadEffect::Closed;
  change.title = title_of(incident, place);
  if (change.title.empty()) return unknown("description and street", "");
  auto line = read_coordinates(place.text_of("polyline"));
  if (!line) return Error{line.error().kind, "polyline: " + line.error().what};
  change.lines.push_back(std::move(*line));
  const auto sense = read_direction(place);
  if (!sense) return sense.error();
  change.sense = *sense;
  if (const XmlNode* start = incident.child("starttime")) {
    const auto time = read_date_time(start->text, zone);
    if (!time) return Error{ErrorKind::Malformed, "starttime: " + time.error().what};
    change.start = *time;
  }
  if (const XmlNode* end = incident.child("endtime")) {
    const auto time = read_date_time(end->text, zone);
    if (!time) return Error{ErrorKind::Malformed, "endtime: " + time.error().what};
    if (*time <= change.start) return Error{ErrorKind::OutOfRange, "endtime is not after starttime"};
    change.end = *time;
  }
  auto hours = read_schedule(incident.child("schedule"));
  if (!hours) return hours.error();
  change.hours = std::move(*hours);
  return std::optional(std::move(change));
}

}  // namespace

void read_incident(const XmlNode& incident, RoadFeedBuilder& to) {
  const Statement statement{incident.line, "incident", one_line(incident.attribute("id"), kMostReference)};
  if (to.feed().publisher.empty())
    if (const XmlNode* source = incident.child("source"))
      to.feed().publisher = one_line(source->text_of("reference"), 80);
  auto closure = read_closure(incident, statement, to.zone());
  if (!closure) to.unusable(statement, closure.error().what);
  else if (!*closure) to.not_concerning();
  else to.keep({std::move(**closure)});
}

}  // namespace vigie::codec
