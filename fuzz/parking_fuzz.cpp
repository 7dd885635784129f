// SPDX-License-Identifier: Apache-2.0
// Any bytes as free spaces of car parks, in each of the three syntaxes.
#include "codec/parking.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/datex_parking.hpp"
#include "feed_content_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::check_result(codec::read_parking_csv(bytes, fuzz::any_context()));
  fuzz::check_result(codec::read_parking_json(bytes, fuzz::any_context()));
  fuzz::check_result(codec::read_datex_parking(bytes, fuzz::any_context()));
  return 0;
}
