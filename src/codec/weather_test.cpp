// SPDX-License-Identifier: Apache-2.0
// Claims about weather: three shapes, units, what holds at an instant and what over a period, and what no sky can do.
#include "codec/weather.hpp"

#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

FeedContext context() {
  return {SourceId("feed/weather"),
          parse_rfc3339("2026-11-24T12:00:00Z").value(),
          TimeZone::named("Europe/Paris").value(),
          {},
          400};
}

/// "temperature marignane 2026-11-24T11:00:00.000Z/2026-11-24T12:00:00.000Z 123".
std::vector<std::string> lines_of(const Result<FeedContent>& content) {
  if (!content) return {content.error().what};
  std::vector<std::string> lines;
  for (const Measurement& each : content->measurements) {
    const char* const what = each.quantity == Quantity::Temperature ? "temperature"
                             : each.quantity == Quantity::Rain      ? "rain"
                                                                    : "wind";
    EXPECT_EQ(each.source, SourceId("feed/weather"));
    lines.push_back(std::string(what) + " " + each.feature + " " + to_rfc3339(each.from).substr(11, 5) + "-" +
                    to_rfc3339(each.until).substr(11, 5) + " " + std::to_string(each.value));
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST(WeatherCsv, ReadsWhatIsThere) {
  const auto content = read_weather_csv(
      "station,from,until,temperature_c,rain_mm_per_h,wind_mps,lat,lon\n"
      "marignane,2026-11-24T11:00:00Z,2026-11-24T12:00:00Z,12.34,0.4,3.1,43.44,5.21\n"
      "marignane,2026-11-24T13:00:00,,-1.26,,,,\n",
      context());
  EXPECT_EQ(lines_of(content), (Lines{"temperature marignane 11:00-12:00 123", "rain marignane 11:00-12:00 4",
                                      "wind marignane 11:00-12:00 31", "temperature marignane 12:00-12:00 -13"}))
      << "a time without an offset is the city's; an empty field is not measured";
  EXPECT_TRUE(content->measurements.front().place);
  EXPECT_FALSE(content->events) << "weather does not speak of events";
}

TEST(WeatherCsv, RefusesARowInOneLine) {
  const auto content = read_weather_csv(
      "from,until,temperature_c,wind_mps\n"
      "soon,,1,1\n"
      "2026-11-24T11:00:00Z,2026-11-24T10:00:00Z,1,\n"
      "2026-11-24T11:00:00Z,,61,nan\n"
      "2026-11-24T11:00:00Z,,,-1\n"
      "2026-11-24T11:00:00Z,,5,5\n",
      context());
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->measurements.size(), 2U);
  EXPECT_EQ(content->faults, (Lines{"weather line 2: from is no time like 2026-11-24T18:00:00Z",
                                    "weather line 3: it ends before it begins",
                                    "weather line 4: a value out of range, expected a temperature from -90 to 60 °C",
                                    "weather line 4: 'nan', expected a number",
                                    "weather line 5: a value out of range, expected wind from 0 to 120 m/s"}));
  EXPECT_EQ(lines_of(read_weather_csv("from,humidity\n", context())),
            Lines{"weather: its header has none of temperature_c, rain_mm_per_h, wind_mps"});
  EXPECT_EQ(lines_of(read_weather_csv("time,wind_mps\n", context())), Lines{"weather: its header lacks from"});
}

TEST(WeatherJson, ReadsOneStationOrSeveral) {
  const std::string station =
      R"({"station":"port","lat":43.3,"lon":5.36,"hours":[{"from":"2026-11-24T13:00:00Z","until":"2026-11-24T14:00:00Z","rain_mm_per_h":2,"temperature_c":null}]})";
  EXPECT_EQ(lines_of(read_weather_json(station, context())), Lines{"rain port 13:00-14:00 20"});
  EXPECT_EQ(lines_of(read_weather_json(
                "[" + station + R"(,{"hours":[{"from":"2026-11-24T13:00:00Z","wind_mps":9.96}]}])", context())),
            (Lines{"rain port 13:00-14:00 20", "wind city 13:00-13:00 100"}));
  EXPECT_EQ(lines_of(read_weather_json("{}", context())), Lines{"weather: expected an object with the array 'hours'"});
  const auto wrong =
      read_weather_json(R"({"hours":[{"from":"2026-11-24T13:00:00Z","wind_mps":"strong"},{}]})", context());
  EXPECT_EQ(wrong->faults, (Lines{"weather, hour 1: wind_mps is not a number",
                                  "weather, hour 2: from is no time like 2026-11-24T18:00:00Z"}));
}

constexpr const char* kOpenMeteo =
    R"({"latitude":43.3,"longitude":5.4,"utc_offset_seconds":3600,"timezone":"Europe/Paris",
  "hourly_units":{"time":"iso8601","temperature_2m":"°C","precipitation":"mm","wind_speed_10m":"km/h"},
  "hourly":{"time":["2026-11-24T13:00","2026-11-24T14:00"],"temperature_2m":[14.2,null],"precipitation":[0.0,1.3],"wind_speed_10m":[36.0,18.0]}})";

TEST(OpenMeteo, ReadsHoursInTheirUnits) {
  EXPECT_EQ(
      lines_of(read_open_meteo(kOpenMeteo, context())),
      (Lines{"temperature open-meteo 12:00-12:00 142", "rain open-meteo 11:00-12:00 0",
             "wind open-meteo 12:00-12:00 100", "rain open-meteo 12:00-13:00 13", "wind open-meteo 13:00-13:00 50"}));
  std::string american = kOpenMeteo;
  american.replace(american.find("°C"), 3, "°F");
  american.replace(american.find("14.2"), 4, "50.0");
  EXPECT_EQ(lines_of(read_open_meteo(american, context())).front(), "temperature open-meteo 12:00-12:00 100");
  std::string strange = kOpenMeteo;
  strange.replace(strange.find("km/h"), 4, "Bft.");
  EXPECT_EQ(lines_of(read_open_meteo(strange, context())),
            Lines{"open-meteo: wind_speed_10m is in 'Bft.', a unit that is not known"});
}

TEST(OpenMeteo, ReadsSecondsSince1970AndSeveralPlaces) {
  const std::string place =
      R"({"utc_offset_seconds":0,"hourly_units":{"wind_speed_10m":"m/s"},"hourly":{"time":[1795521600,"never"],"wind_speed_10m":[2.5,3]}})";
  const auto content = read_open_meteo("[" + place + "," + place + ",{}]", context());
  EXPECT_EQ(lines_of(content), (Lines{"wind open-meteo-1 12:00-12:00 25", "wind open-meteo-2 12:00-12:00 25"}));
  EXPECT_EQ(content->faults.back(), "weather: open-meteo-3: expected an object with 'hourly' and its array 'time'");
  EXPECT_FALSE(read_open_meteo("{}", context()).ok());
  EXPECT_FALSE(read_open_meteo("[1,2", context()).ok());
}

}  // namespace
}  // namespace vigie::codec
