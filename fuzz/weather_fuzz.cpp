// SPDX-License-Identifier: Apache-2.0
// Any bytes as weather, each of its three shapes.
#include "codec/weather.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feed_content_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::check_result(codec::read_weather_csv(bytes, fuzz::any_context()));
  fuzz::check_result(codec::read_weather_json(bytes, fuzz::any_context()));
  fuzz::check_result(codec::read_open_meteo(bytes, fuzz::any_context()));
  return 0;
}
