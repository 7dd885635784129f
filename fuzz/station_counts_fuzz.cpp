// SPDX-License-Identifier: Apache-2.0
// Any bytes as entries and exits of stations.
#include "codec/station_counts.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feed_content_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto content = codec::read_station_counts(bytes, fuzz::any_context());
  fuzz::check_result(content);
  if (!content) return 0;
  for (const Measurement& each : content->measurements)
    VIGIE_CHECK(each.until > each.from && each.value >= 0 && each.value <= codec::kMostStationCount);
  return 0;
}
