// SPDX-License-Identifier: Apache-2.0
// Road changes, member by member.
#include "codec/road_json.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include "codec/record_json.hpp"
#include "codec/utf8.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

using Element = simdjson::dom::element;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kMinutesOfDay = 24 * 60;
constexpr std::size_t kMostHours = 64;

/// Line by line, latitude and longitude in turn, in 1e-7 degrees.
void write_lines_e7(JsonWriter& json, const std::vector<RoadLine>& lines) {
  json.key("lines");
  json.begin_array();
  for (const RoadLine& line : lines) {
    json.begin_array();
    for (const geo::Position& point : line) {
      json.value(point.lat_e7());
      json.value(point.lon_e7());
    }
    json.end_array();
  }
  json.end_array();
}

RoadLine read_line_e7(Element element, Members& m) {
  RoadLine line;
  simdjson::dom::array numbers;
  if (element.get(numbers) != simdjson::SUCCESS || numbers.size() % 2 != 0) {
    m.wrong("lines", "is not of pairs of 1e-7 degrees");
    return line;
  }
  std::array<std::int64_t, 2> pair{};
  std::size_t count = 0;
  for (const Element number : numbers) {
    if (number.get(pair[count++ % 2]) != simdjson::SUCCESS) m.wrong("lines", "is not of integers");
    if (count % 2 != 0) continue;
    const auto place = geo::Position::from_e7(pair[0], pair[1]);
    if (place) line.push_back(*place);
    else m.wrong("lines", "holds a point that is not on the globe");
  }
  return line;
}

void write_hours(JsonWriter& json, const std::vector<WeeklyHours>& all) {
  json.key("hours");
  json.begin_array();
  for (const WeeklyHours& hours : all) {
    json.begin_array();
    json.value(unsigned{hours.days});
    json.value(int{hours.from_min});
    json.value(int{hours.to_min});
    json.end_array();
  }
  json.end_array();
}

WeeklyHours read_hours_record(Element element, Members& m) {
  std::array<std::int64_t, 3> numbers{};
  simdjson::dom::array items;
  bool fits = element.get(items) == simdjson::SUCCESS && items.size() == numbers.size();
  std::size_t i = 0;
  if (fits)
    for (const Element item : items) fits = item.get(numbers[i++]) == simdjson::SUCCESS && fits;
  const auto [days, from, to] = numbers;
  fits = fits && days >= 0 && days < 128 && from >= 0 && from < kMinutesOfDay && to >= 0 && to <= kMinutesOfDay;
  if (!fits) m.wrong("hours", "is not of days, from and to");
  return {static_cast<std::uint8_t>(days), static_cast<std::int16_t>(from), static_cast<std::int16_t>(to)};
}

/// "22:30" as minutes; 24:00 is allowed where `last` is.
std::int16_t read_clock(Members& m, std::string_view name, int last) {
  const std::string text = m.text(name);
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 1'000; };
  const bool shaped = text.size() == 5 && text[2] == ':';
  const int minutes = shaped ? (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4) : -1;
  const bool valid = shaped && digit(3) < 6 && minutes >= 0 && minutes <= last;
  if (!valid) m.wrong(name, "is not a time of day like 22:30");
  return static_cast<std::int16_t>(valid ? minutes : 0);
}

WeeklyHours read_hours_order(Element element, Fault& fault) {
  Members m(element, "hours", fault);
  WeeklyHours hours{0, 0, 0};
  read_texts(m, "days", [&](const std::string& day) {
    for (std::size_t i = 0; i < kDays.size(); ++i)
      if (kDays[i] == day) {
        hours.days = static_cast<std::uint8_t>(hours.days | (1U << i));
        return;
      }
    m.wrong("days", "is not of mon, tue, wed, thu, fri, sat, sun");
  });
  if (hours.days == 0) m.wrong("days", "names no day of the week");
  hours.from_min = read_clock(m, "from", kMinutesOfDay - 1);
  hours.to_min = read_clock(m, "to", kMinutesOfDay);
  m.finish();
  return hours;
}

std::optional<geo::Position> read_point(Element element, Members& m, std::string_view name) {
  simdjson::dom::array pair;
  double degrees[2] = {0, 0};
  bool fits = element.get(pair) == simdjson::SUCCESS && pair.size() == 2;
  std::size_t i = 0;
  if (fits)
    for (const Element number : pair) fits = number.get(degrees[i++]) == simdjson::SUCCESS && fits;
  if (fits)
    if (const auto place = geo::Position::checked(geo::Latitude{degrees[1]}, geo::Longitude{degrees[0]})) return *place;
  m.wrong(name, "holds a point that is not [longitude, latitude] in degrees");
  return std::nullopt;
}

void write_points(JsonWriter& json, const RoadLine& line) {
  json.begin_array();
  for (const geo::Position& point : line) {
    json.begin_array();
    json.degrees(point.lon_e7());
    json.degrees(point.lat_e7());
    json.end_array();
  }
  json.end_array();
}

RoadLine read_line(Element element, Members& m, std::string_view name, std::size_t& points) {
  RoadLine line;
  simdjson::dom::array items;
  if (element.get(items) != simdjson::SUCCESS) {
    m.wrong(name, "is not an array of lines");
    return line;
  }
  for (const Element item : items) {
    if (++points > kMostRoadPoints) {
      m.wrong(name, "has more than " + std::to_string(kMostRoadPoints) + " points", ErrorKind::OutOfRange);
      return line;
    }
    if (const auto point = read_point(item, m, name)) line.push_back(*point);
  }
  if (line.empty()) m.wrong(name, "holds a line without a point");
  return line;
}

}  // namespace

void write_record(JsonWriter& json, const RoadChange& change) {
  json.begin_object();
  json.member("bars", word(change.bars));
  json.member("by", change.by);
  json.member("changed", change.changed);
  json.member("effect", word(change.effect));
  if (change.end) json.member("end_ms", millis(*change.end));
  write_hours(json, change.hours);
  json.member("id", change.id.text());
  json.member("length_m", change.length_m);
  write_lines_e7(json, change.lines);
  json.member("origin", word(change.origin));
  json.member("received_ms", millis(change.received));
  json.member("reference", change.reference);
  json.member("sense", word(change.sense));
  json.member("source", change.source.text());
  json.member("speed_kmh", change.speed_kmh);
  json.member("start_ms", millis(change.start));
  write_texts(json, "streets", change.streets);
  json.member("title", change.title);
  json.member("withdrawn_because", change.withdrawn_because);
  json.member("withdrawn_by", change.withdrawn_by);
  if (change.withdrawn) json.member("withdrawn_ms", millis(*change.withdrawn));
  json.end_object();
}

RoadChange read_road_change(Element element, Fault& fault) {
  Members m(element, "road change", fault);
  RoadChange change;
  change.bars = m.word<RoadBars>("bars");
  change.by = m.text("by");
  change.changed = m.count64("changed");
  change.effect = m.word<RoadEffect>("effect");
  if (m.has("end_ms")) change.end = m.time_ms("end_ms");
  m.array("hours", [&](Element each) { change.hours.push_back(read_hours_record(each, m)); });
  change.id = RoadChangeId(m.text("id"));
  change.length_m = m.integer32("length_m");
  m.array("lines", [&](Element each) { change.lines.push_back(read_line_e7(each, m)); });
  change.origin = m.word<RoadOrigin>("origin");
  change.received = m.time_ms("received_ms");
  change.reference = m.text("reference");
  change.sense = m.word<RoadSense>("sense");
  change.source = SourceId(m.text("source"));
  change.speed_kmh = m.integer32("speed_kmh");
  change.start = m.time_ms("start_ms");
  read_texts(m, "streets", [&](std::string text) { change.streets.push_back(std::move(text)); });
  change.title = m.text("title");
  change.withdrawn_because = m.text("withdrawn_because");
  change.withdrawn_by = m.text("withdrawn_by");
  if (m.has("withdrawn_ms")) change.withdrawn = m.time_ms("withdrawn_ms");
  m.finish();
  return change;
}

void write_record(JsonWriter& json, const StreetSpeed& speed) {
  json.begin_array();
  json.value(unsigned{speed.road_class});
  json.value(unsigned{speed.hour});
  for (const std::int64_t number : {speed.passages, speed.observed_ms, speed.free_ms, speed.waiting_ms, speed.weight_ds,
                                    speed.log_milli, speed.squares_milli})
    json.value(number);
  json.end_array();
}

StreetSpeed read_street_speed(Element element, Fault& fault) {
  std::array<std::int64_t, 9> n{};
  simdjson::dom::array items;
  bool fits = element.get(items) == simdjson::SUCCESS && items.size() == n.size();
  std::size_t i = 0;
  if (fits)
    for (const Element item : items) fits = item.get(n[i++]) == simdjson::SUCCESS && fits;
  fits = fits && n[0] >= 0 && n[0] < 256 && n[1] >= 0 && n[1] < 256;
  if (!fits) fault.say(ErrorKind::Malformed, "street speed: expected an array of 9 integers");
  return {static_cast<std::uint8_t>(n[0]), static_cast<std::uint8_t>(n[1]), n[2], n[3], n[4], n[5], n[6], n[7], n[8]};
}

RoadChange read_road_order(Members& m) {
  RoadChange change;
  change.title = cleaned(m.text("title", {1, 200}), Lines::One);
  change.effect = m.word<RoadEffect>("effect");
  if (change.effect == RoadEffect::SpeedLimit)
    change.speed_kmh = static_cast<std::int32_t>(m.integer("speed_kmh", 5, 130));
  if (m.has("sense")) change.sense = m.word<RoadSense>("sense");
  if (change.effect == RoadEffect::OneWay) change.sense = RoadSense::Along;
  if (m.has("bars")) change.bars = m.word<RoadBars>("bars");
  change.lines = read_lines(m, "lines");
  if (m.has("start")) change.start = m.time("start");
  if (m.has("end")) change.end = m.time("end");
  if (m.has("hours")) {
    m.array("hours", [&](Element each) {
      if (change.hours.size() < kMostHours) change.hours.push_back(read_hours_order(each, m.fault()));
      else m.wrong("hours", "has more than 64 items", ErrorKind::OutOfRange);
    });
  }
  if (m.has("event")) {
    change.origin = RoadOrigin::Event;
    change.reference = cleaned(m.text("event", {1, 200}), Lines::One);
  }
  return change;
}

std::vector<RoadLine> read_lines(Members& m, std::string_view name) {
  std::vector<RoadLine> lines;
  std::size_t points = 0;
  double all_m = 0;
  m.array(name, [&](Element each) {
    if (lines.size() == kMostRoadLines)
      return m.wrong(name, "has more than " + std::to_string(kMostRoadLines) + " lines", ErrorKind::OutOfRange);
    lines.push_back(read_line(each, m, name, points));
    all_m += length_m(lines.back());
  });
  if (!(all_m <= kMostRoadLength_m)) m.wrong(name, "is longer than 500 km", ErrorKind::OutOfRange);
  if (lines.empty()) m.wrong(name, "holds no line");
  return lines;
}

void write_lines(JsonWriter& json, std::string_view name, const std::vector<RoadLine>& lines) {
  json.key(name);
  json.begin_array();
  for (const RoadLine& line : lines) write_points(json, line);
  json.end_array();
}

void write_line(JsonWriter& json, std::string_view name, const RoadLine& line) {
  json.key(name);
  write_points(json, line);
}

}  // namespace vigie::codec
