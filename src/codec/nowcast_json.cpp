// SPDX-License-Identifier: Apache-2.0
// Nowcasts, member by member: for the journal and for the API.
#include "codec/nowcast_json.hpp"

#include <cstddef>
#include <limits>
#include <span>

#include "codec/view_json.hpp"
#include "codec/words.hpp"

namespace vigie::codec {
namespace {

using Element = simdjson::dom::element;

/// Street, then median, low80 and high80 of each moment ahead.
constexpr std::size_t kNumbers = 1 + 3 * kNowcastMinutes.size();

void write_time(JsonWriter& json, std::string_view name, const std::optional<Time>& time) {
  if (time) json.member(name, millis(*time));
}
std::optional<Time> read_time(Members& m, std::string_view name) {
  return m.has(name) ? std::optional<Time>(m.time_ms(name)) : std::nullopt;
}

/// An array of whole numbers and no others, as many as asked for.
bool read_numbers(Element element, std::span<std::int64_t> numbers) {
  simdjson::dom::array items;
  if (element.get(items) != simdjson::SUCCESS || items.size() != numbers.size()) return false;
  std::size_t i = 0;
  for (const Element item : items)
    if (item.get(numbers[i++]) != simdjson::SUCCESS) return false;
  return true;
}

void write_spread(JsonWriter& json, std::string_view name, const Spread& spread) {
  json.key(name);
  json.begin_array();
  for (const std::int64_t number : {spread.median, spread.low80, spread.high80}) json.value(number);
  json.end_array();
}

Spread read_spread(Members& m, std::string_view name) {
  std::array<std::int64_t, 3> numbers{};
  m.object(name, [&](Element element) {
    if (!read_numbers(element, numbers)) m.wrong(name, "is not of three integers");
  });
  return {numbers[0], numbers[1], numbers[2]};
}

void write_street(JsonWriter& json, const StreetDensity& street) {
  json.begin_array();
  json.value(street.street);
  for (const Spread& spread : street.ahead)
    for (const std::int64_t number : {spread.median, spread.low80, spread.high80}) json.value(number);
  json.end_array();
}

StreetDensity read_street(Element element, Fault& fault) {
  std::array<std::int64_t, kNumbers> numbers{};
  const bool fits =
      read_numbers(element, numbers) && numbers[0] >= 0 && numbers[0] <= std::numeric_limits<std::uint32_t>::max();
  if (!fits) {
    fault.say(ErrorKind::Malformed, "nowcast: a street is not of its number and twelve integers");
    return {};
  }
  StreetDensity street{static_cast<std::uint32_t>(numbers[0]), {}};
  for (std::size_t i = 0; i < street.ahead.size(); ++i)
    street.ahead[i] = {numbers[3 * i + 1], numbers[3 * i + 2], numbers[3 * i + 3]};
  return street;
}

void write_warning(JsonWriter& json, const StreetWarning& warning) {
  json.begin_object();
  json.member("expected_ms", millis(warning.expected));
  json.member("name", warning.name);
  json.member("probability_percent", warning.probability_percent);
  json.member("street", warning.street);
  json.member("threshold_centi", warning.threshold_centi);
  json.end_object();
}

StreetWarning read_warning(Element element, Fault& fault) {
  Members m(element, "street warning", fault);
  StreetWarning warning;
  warning.expected = m.time_ms("expected_ms");
  warning.name = m.text("name");
  warning.probability_percent = m.integer32("probability_percent");
  warning.street = static_cast<std::uint32_t>(m.integer("street", 0, std::numeric_limits<std::uint32_t>::max()));
  warning.threshold_centi = m.integer32("threshold_centi");
  m.finish();
  return warning;
}

void write_reason(JsonWriter& json, const NowcastReason& reason) {
  json.begin_object();
  json.member("about", reason.about);
  json.member("kind", word(reason.kind));
  json.member("minutes", reason.minutes);
  json.member("percent", reason.percent);
  json.end_object();
}

NowcastReason read_reason(Element element, Fault& fault) {
  Members m(element, "nowcast reason", fault);
  NowcastReason reason;
  reason.about = m.text("about");
  reason.kind = m.word<NowcastReasonKind>("kind");
  reason.minutes = m.integer32("minutes");
  reason.percent = m.integer32("percent");
  m.finish();
  return reason;
}

template <class Items, class Write>
void write_array(JsonWriter& json, std::string_view name, const Items& items, Write write_one) {
  json.key(name);
  json.begin_array();
  for (const auto& item : items) write_one(json, item);
  json.end_array();
}

template <class Item>
std::vector<Item> read_array(Members& m, std::string_view name, Item (*read)(Element, Fault&)) {
  std::vector<Item> items;
  m.array(name, [&](Element element) { items.push_back(read(element, m.fault())); });
  return items;
}

void show_spread(JsonWriter& json, std::string_view name, const Spread& spread) {
  json.key(name);
  json.begin_object();
  json.member("median", spread.median);
  json.member("low80", spread.low80);
  json.member("high80", spread.high80);
  json.end_object();
}

void show_warning(JsonWriter& json, const StreetWarning& warning) {
  json.begin_object();
  json.member("street", warning.street);
  json.member("name", warning.name);
  json.key("threshold_per_m2");
  json.decimal(warning.threshold_centi / 100.0, 2);
  json.member("probability_percent", warning.probability_percent);
  json.member("expected", warning.expected);
  json.end_object();
}

}  // namespace

void write_record(JsonWriter& json, const CrowdNowcast& nowcast) {
  json.begin_object();
  json.member("changed", nowcast.changed);
  write_time(json, "clear50_ms", nowcast.clear50);
  write_time(json, "clear95_ms", nowcast.clear95);
  json.member("distrusted", nowcast.distrusted);
  write_time(json, "ended_ms", nowcast.ended);
  json.member("event", nowcast.event.text());
  write_spread(json, "gone", nowcast.gone);
  json.member("heard", nowcast.heard);
  write_spread(json, "inside", nowcast.inside);
  json.member("made_ms", millis(nowcast.made));
  write_spread(json, "outside", nowcast.outside);
  write_spread(json, "people", nowcast.people);
  json.member("planned", nowcast.planned);
  write_array(json, "reasons", nowcast.reasons, write_reason);
  json.member("scenario", nowcast.scenario);
  json.member("silent", nowcast.silent);
  write_array(json, "streets", nowcast.streets, write_street);
  write_spread(json, "walking", nowcast.walking);
  write_array(json, "warnings", nowcast.warnings, write_warning);
  json.end_object();
}

CrowdNowcast read_crowd_nowcast(Element element, Fault& fault) {
  Members m(element, "crowd nowcast", fault);
  CrowdNowcast nowcast;
  nowcast.changed = m.count64("changed");
  nowcast.clear50 = read_time(m, "clear50_ms");
  nowcast.clear95 = read_time(m, "clear95_ms");
  nowcast.distrusted = m.integer32("distrusted");
  nowcast.ended = read_time(m, "ended_ms");
  nowcast.event = EventId(m.text("event"));
  nowcast.gone = read_spread(m, "gone");
  nowcast.heard = m.integer32("heard");
  nowcast.inside = read_spread(m, "inside");
  nowcast.made = m.time_ms("made_ms");
  nowcast.outside = read_spread(m, "outside");
  nowcast.people = read_spread(m, "people");
  nowcast.planned = m.integer("planned", 0, std::numeric_limits<std::int64_t>::max());
  nowcast.reasons = read_array(m, "reasons", read_reason);
  nowcast.scenario = m.text("scenario");
  nowcast.silent = m.integer32("silent");
  nowcast.streets = read_array(m, "streets", read_street);
  nowcast.walking = read_spread(m, "walking");
  nowcast.warnings = read_array(m, "warnings", read_warning);
  m.finish();
  return nowcast;
}

void write(std::string& out, const CrowdNowcast& nowcast) {
  JsonWriter json(out);
  json.begin_object();
  json.member("event", nowcast.event.text());
  json.member("scenario", nowcast.scenario);
  json.member("made", nowcast.made);
  json.member("ended", nowcast.ended);
  json.member("planned", nowcast.planned);
  show_spread(json, "people", nowcast.people);
  show_spread(json, "outside", nowcast.outside);
  show_spread(json, "inside", nowcast.inside);
  show_spread(json, "walking", nowcast.walking);
  show_spread(json, "gone", nowcast.gone);
  json.member("clear50", nowcast.clear50);
  json.member("clear95", nowcast.clear95);
  json.member("heard", nowcast.heard);
  json.member("distrusted", nowcast.distrusted);
  json.member("silent", nowcast.silent);
  json.key("minutes_ahead");
  json.begin_array();
  for (const int minutes : kNowcastMinutes) json.value(minutes);
  json.end_array();
  write_array(json, "streets", nowcast.streets, write_street);
  write_array(json, "warnings", nowcast.warnings, show_warning);
  write_array(json, "reasons", nowcast.reasons, write_reason);
  json.member("changed", nowcast.changed);
  json.end_object();
}

}  // namespace vigie::codec
