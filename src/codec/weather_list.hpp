// SPDX-License-Identifier: Apache-2.0
// WeatherList: values of weather as measurements, checked against what the sky over a city can do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "codec/feed_builder.hpp"

namespace vigie::codec {

struct WeatherTime {
  Time from;
  Time until;  ///< equal to `from` for an instant
};

class WeatherList {
 public:
  explicit WeatherList(FeedBuilder& builder) : builder_(builder) {}

  /// Of which station the next values are. Errors: those of a feature's name.
  Result<void> at_station(std::string_view name, std::optional<geo::Position> place);

  /// -90 to 60 °C; 0 to 500 mm/h; 0 to 120 m/s. Beyond: refused, naming `where`.
  void temperature(WeatherTime when, double celsius, std::string_view where);
  void rain(WeatherTime when, double mm_per_h, std::string_view where);
  void wind(WeatherTime when, double mps, std::string_view where);

 private:
  struct Range {
    Quantity quantity;
    double least;
    double most;
    const char* expected;
  };
  void add(const Range& range, WeatherTime when, double value, std::string_view where);

  FeedBuilder& builder_;
  std::string station_ = "city";
  std::optional<geo::Position> place_;
};

}  // namespace vigie::codec
