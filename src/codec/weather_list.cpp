// SPDX-License-Identifier: Apache-2.0
// Tenths of what was measured, within their ranges.
#include "codec/weather_list.hpp"

#include <cmath>
#include <utility>

namespace vigie::codec {

Result<void> WeatherList::at_station(std::string_view name, std::optional<geo::Position> place) {
  auto station = read_feature_name(name, "station");
  if (!station) return station.error();
  station_ = std::move(*station);
  place_ = place;
  return {};
}

void WeatherList::temperature(WeatherTime when, double celsius, std::string_view where) {
  add({Quantity::Temperature, -90, 60, "a temperature from -90 to 60 °C"}, when, celsius, where);
}
void WeatherList::rain(WeatherTime when, double mm_per_h, std::string_view where) {
  add({Quantity::Rain, 0, 500, "rain from 0 to 500 mm/h"}, when, mm_per_h, where);
}
void WeatherList::wind(WeatherTime when, double mps, std::string_view where) {
  add({Quantity::Wind, 0, 120, "wind from 0 to 120 m/s"}, when, mps, where);
}

void WeatherList::add(const Range& range, WeatherTime when, double value, std::string_view where) {
  if (!(value >= range.least && value <= range.most))
    return builder_.refuse(where, std::string("a value out of range, expected ") + range.expected);
  if (when.until < when.from) return builder_.refuse(where, "it ends before it begins");
  Measurement measured;
  measured.feature = station_;
  measured.quantity = range.quantity;
  measured.from = when.from;
  measured.until = when.until;
  measured.value = std::llround(value * 10);
  measured.place = place_;
  builder_.measure(std::move(measured));
}

}  // namespace vigie::codec
