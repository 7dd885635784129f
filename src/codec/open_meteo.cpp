// SPDX-License-Identifier: Apache-2.0
// Open-Meteo's JSON: columns of hours, in the units that it names (open-meteo.com/en/docs, "JSON return object").
#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/json_members.hpp"
#include "codec/local_stamp.hpp"
#include "codec/weather.hpp"
#include "codec/weather_list.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr std::chrono::hours kHour{1};
constexpr std::int64_t kLastSecond = 7'258'118'400;  // 2200

using simdjson::dom::array;
using simdjson::dom::element;

using Column = std::vector<std::optional<double>>;

struct Unit {
  std::string_view word;
  double factor;  ///< our unit = value × factor + offset
  double offset;
};
constexpr std::array kTemperatures{Unit{"°C", 1, 0}, Unit{"°F", 5.0 / 9, -160.0 / 9}};
constexpr std::array kRains{Unit{"mm", 1, 0}, Unit{"inch", 25.4, 0}};
constexpr std::array kWinds{Unit{"km/h", 1 / 3.6, 0}, Unit{"m/s", 1, 0}, Unit{"mp/h", 0.44704, 0},
                            Unit{"mph", 0.44704, 0}, Unit{"kn", 0.514444, 0}};

/// The first of these columns that is there, in our unit. Errors: Malformed, a unit that is not known.
Result<Column> read_column(const element& root, std::initializer_list<const char*> names, std::span<const Unit> units) {
  for (const char* name : names) {
    array values;
    if (root["hourly"].at_key(name).get(values) != simdjson::SUCCESS) continue;
    std::string_view said;
    if (root["hourly_units"].at_key(name).get(said) != simdjson::SUCCESS) said = {};
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& each) { return each.word == said; });
    if (unit == units.end())
      return Error{ErrorKind::Malformed,
                   std::string(name) + " is in '" + one_line(said, 20) + "', a unit that is not known"};
    Column column;
    for (const element each : values) {
      double value = 0;
      const bool is_number = each.get(value) == simdjson::SUCCESS;
      column.push_back(is_number ? std::optional(value * unit->factor + unit->offset) : std::nullopt);
    }
    return column;
  }
  return Column();
}

/// "2026-11-24T19:00" on the clock that the document names by its offset, or seconds since 1970.
std::optional<Time> time_of(const element& held, std::int64_t offset_s) {
  std::int64_t unix_s = 0;
  if (held.get(unix_s) == simdjson::SUCCESS) {
    if (unix_s < 0 || unix_s > kLastSecond) return std::nullopt;
    return Time(std::chrono::seconds(unix_s));
  }
  std::string_view text;
  if (held.get(text) != simdjson::SUCCESS || text.size() < 16 || text[10] != 'T') return std::nullopt;
  const auto day = read_day(text.substr(0, 10));
  const auto second = read_time_of_day(text.substr(11));
  if (!day || !second) return std::nullopt;
  return Time(std::chrono::seconds(*day * kDay_s + *second - offset_s));
}

/// One place's hours. Errors: Malformed (no hourly.time, an unknown unit).
Result<void> read_place(const element& root, const std::string& name, FeedBuilder& builder) {
  array times;
  if (root["hourly"].at_key("time").get(times) != simdjson::SUCCESS)
    return Error{ErrorKind::Malformed, name + ": expected an object with 'hourly' and its array 'time'"};
  const auto temperatures = read_column(root, {"temperature_2m"}, kTemperatures);
  const auto rains = read_column(root, {"precipitation", "rain"}, kRains);
  const auto winds = read_column(root, {"wind_speed_10m", "windspeed_10m"}, kWinds);
  for (const auto* column : {&temperatures, &rains, &winds})
    if (!*column) return Error{column->error().kind, name + ": " + column->error().what};
  std::int64_t offset_s = 0;
  if (root.at_key("utc_offset_seconds").get(offset_s) != simdjson::SUCCESS) offset_s = 0;
  if (offset_s < -kDay_s || offset_s > kDay_s)
    return Error{ErrorKind::OutOfRange, name + ": utc_offset_seconds is more than a day"};

  double lat = 0, lon = 0;
  std::optional<geo::Position> place;
  if (root.at_key("latitude").get(lat) == simdjson::SUCCESS && root.at_key("longitude").get(lon) == simdjson::SUCCESS)
    if (const auto checked = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon})) place = *checked;
  WeatherList weather(builder);
  if (auto named = weather.at_station(name, place); !named) return named.error();

  std::size_t index = 0;
  for (const element each : times) {
    const std::string where = name + ", hour " + std::to_string(index + 1);
    const auto value = [at = index++](const Column& column) { return at < column.size() ? column[at] : std::nullopt; };
    const auto time = time_of(each, offset_s);
    if (!time) {
      builder.refuse(where, "its time is none like 2026-11-24T19:00 or 1795550400");
      continue;
    }
    // Temperature and wind hold at the hour; precipitation is the sum of the hour before (Open-Meteo's documentation).
    if (const auto said = value(*temperatures)) weather.temperature({*time, *time}, *said, where);
    if (const auto said = value(*rains)) weather.rain({*time - kHour, *time}, *said, where);
    if (const auto said = value(*winds)) weather.wind({*time, *time}, *said, where);
  }
  return {};
}

}  // namespace

Result<FeedContent> read_open_meteo(std::string_view json, const FeedContext& context) {
  const auto root = parse_json(json, kMostBytes);
  if (!root) return root.error();
  FeedBuilder builder(context);
  array places;
  if (root->get(places) != simdjson::SUCCESS) {
    if (auto read = read_place(*root, "open-meteo", builder); !read) return read.error();
    return std::move(builder).finish();
  }
  int number = 0;
  for (const element place : places) {
    const std::string name = "open-meteo-" + std::to_string(++number);
    if (auto read = read_place(place, name, builder); !read) builder.refuse("weather", read.error().what);
  }
  return std::move(builder).finish();
}

}  // namespace vigie::codec
