// SPDX-License-Identifier: Apache-2.0
// Weather, observed and forecast: a table or JSON of our own, and Open-Meteo's hours (docs/formats/weather.md).
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "model/feed_content.hpp"

namespace vigie::codec {

/// Columns: from; until, station, temperature_c, rain_mm_per_h, wind_mps, lat, lon as there are. A value that is empty is not measured.
/// Errors: Malformed (no such header).
Result<FeedContent> read_weather_csv(std::string_view text, const FeedContext& context);

/// {"station":…,"lat":…,"lon":…,"hours":[{"from":…,"until":…,"temperature_c":…,"rain_mm_per_h":…,"wind_mps":…}]}, or an array of these.
/// Errors: Malformed (not that shape), TooLarge (16 MiB).
Result<FeedContent> read_weather_json(std::string_view json, const FeedContext& context);

/// The "hourly" block of Open-Meteo's forecast and archive: temperature_2m, precipitation, wind_speed_10m, in whatever units it says.
/// Errors: as above.
Result<FeedContent> read_open_meteo(std::string_view json, const FeedContext& context);

}  // namespace vigie::codec
