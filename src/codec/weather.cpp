// SPDX-License-Identifier: Apache-2.0
// Our own shapes: a row or an object for each hour.
#include "codec/weather.hpp"

#include <string>

#include "codec/csv_rows.hpp"
#include "codec/json_members.hpp"
#include "codec/weather_list.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;

using simdjson::dom::element;

/// The period of a row: an instant where `until` is empty.
Result<WeatherTime> read_when(std::string_view from, std::string_view until, const TimeZone& zone) {
  const auto begin = read_date_time(from, zone);
  if (!begin) return Error{ErrorKind::Malformed, "from is no time like 2026-11-24T18:00:00Z"};
  if (until.empty()) return WeatherTime{*begin, *begin};
  const auto end = read_date_time(until, zone);
  if (!end) return Error{ErrorKind::Malformed, "until is no time like 2026-11-24T19:00:00Z"};
  return WeatherTime{*begin, *end};
}

class Table {
 public:
  Table(CsvRows& rows, FeedBuilder& builder) : rows_(rows), builder_(builder), weather_(builder) {}

  void read_row() {
    const std::string where = rows_.where();
    if (!rows_.fault().empty()) return builder_.refuse(where, rows_.fault());
    const auto when = read_when(rows_.field(from_), rows_.field(until_), builder_.zone());
    if (!when) return builder_.refuse(where, when.error().what);
    std::optional<geo::Position> place;
    if (!rows_.field(lat_).empty() || !rows_.field(lon_).empty()) {
      const auto read = read_position(rows_.field(lat_), rows_.field(lon_));
      if (!read) return builder_.refuse(where, read.error().what);
      place = *read;
    }
    const std::string_view station = station_ ? rows_.field(station_) : std::string_view("city");
    if (auto named = weather_.at_station(station, place); !named) return builder_.refuse(where, named.error().what);
    if (const auto value = number(temperature_, where)) weather_.temperature(*when, *value, where);
    if (const auto value = number(rain_, where)) weather_.rain(*when, *value, where);
    if (const auto value = number(wind_, where)) weather_.wind(*when, *value, where);
  }

 private:
  std::optional<double> number(std::optional<std::size_t> column, const std::string& where) {
    const std::string_view text = rows_.field(column);
    if (text.empty()) return std::nullopt;
    const auto value = read_decimal(text);
    if (!value) builder_.refuse(where, "'" + one_line(text, 20) + "', expected a number");
    return value;
  }

  CsvRows& rows_;
  FeedBuilder& builder_;
  WeatherList weather_;
  const std::optional<std::size_t> from_ = rows_.column("from"), until_ = rows_.column("until"),
                                   station_ = rows_.column("station"), lat_ = rows_.column("lat"),
                                   lon_ = rows_.column("lon"), temperature_ = rows_.column("temperature_c"),
                                   rain_ = rows_.column("rain_mm_per_h"), wind_ = rows_.column("wind_mps");
};

std::string_view text_of(const element& object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

/// One station's object.
class Station {
 public:
  Station(FeedBuilder& builder, std::string where) : builder_(builder), weather_(builder), where_(std::move(where)) {}

  /// Errors: Malformed without the array "hours".
  Result<void> read(const element& object) {
    simdjson::dom::array hours;
    if (object.at_key("hours").get(hours) != simdjson::SUCCESS)
      return Error{ErrorKind::Malformed, where_ + ": expected an object with the array 'hours'"};
    const std::string_view name = text_of(object, "station");
    if (auto named = weather_.at_station(name.empty() ? "city" : name, place_of(object)); !named) {
      builder_.refuse(where_, named.error().what);
      return {};
    }
    int number = 0;
    for (const element hour : hours) read_hour(hour, where_ + ", hour " + std::to_string(++number));
    return {};
  }

 private:
  std::optional<geo::Position> place_of(const element& object) {
    double lat = 0, lon = 0;
    if (object.at_key("lat").get(lat) != simdjson::SUCCESS || object.at_key("lon").get(lon) != simdjson::SUCCESS)
      return std::nullopt;
    const auto place = geo::Position::checked(geo::Latitude{lat}, geo::Longitude{lon});
    if (place) return *place;
    builder_.refuse(where_, "lat and lon are not on the globe: kept without");
    return std::nullopt;
  }

  void read_hour(const element& hour, const std::string& where) {
    const auto when = read_when(text_of(hour, "from"), text_of(hour, "until"), builder_.zone());
    if (!when) return builder_.refuse(where, when.error().what);
    if (const auto value = number(hour, "temperature_c", where)) weather_.temperature(*when, *value, where);
    if (const auto value = number(hour, "rain_mm_per_h", where)) weather_.rain(*when, *value, where);
    if (const auto value = number(hour, "wind_mps", where)) weather_.wind(*when, *value, where);
  }

  std::optional<double> number(const element& hour, const char* name, const std::string& where) {
    element held;
    if (hour.at_key(name).get(held) != simdjson::SUCCESS || held.is_null()) return std::nullopt;
    double value = 0;
    if (held.get(value) == simdjson::SUCCESS) return value;
    builder_.refuse(where, std::string(name) + " is not a number");
    return std::nullopt;
  }

  FeedBuilder& builder_;
  WeatherList weather_;
  std::string where_;
};

}  // namespace

Result<FeedContent> read_weather_csv(std::string_view text, const FeedContext& context) {
  auto rows = CsvRows::of(text, "weather");
  if (!rows) return rows.error();
  if (auto whole = rows->require({"from"}); !whole) return whole.error();
  if (!rows->column("temperature_c") && !rows->column("rain_mm_per_h") && !rows->column("wind_mps"))
    return Error{ErrorKind::Malformed, "weather: its header has none of temperature_c, rain_mm_per_h, wind_mps"};
  FeedBuilder builder(context);
  Table table(*rows, builder);
  for (;;) {
    const auto some = rows->next();
    if (!some) return some.error();
    if (!*some) return std::move(builder).finish();
    table.read_row();
  }
}

Result<FeedContent> read_weather_json(std::string_view json, const FeedContext& context) {
  const auto root = parse_json(json, kMostBytes);
  if (!root) return root.error();
  FeedBuilder builder(context);
  simdjson::dom::array stations;
  if (root->get(stations) != simdjson::SUCCESS) {
    if (auto read = Station(builder, "weather").read(*root); !read) return read.error();
    return std::move(builder).finish();
  }
  int number = 0;
  for (const element station : stations) {
    const std::string where = "station " + std::to_string(++number);
    if (auto read = Station(builder, where).read(station); !read) builder.refuse("weather", read.error().what);
  }
  return std::move(builder).finish();
}

}  // namespace vigie::codec
