// SPDX-License-Identifier: Apache-2.0
// Any bytes as an iCalendar agenda.
#include "codec/icalendar.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feed_content_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::check_result(codec::read_icalendar(bytes, fuzz::any_context()));
  return 0;
}
