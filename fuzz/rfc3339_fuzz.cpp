// SPDX-License-Identifier: Apache-2.0
// Any bytes as a time: refused, or an instant that is written and read as the same.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.hpp"
#include "core/time.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const auto time = parse_rfc3339({reinterpret_cast<const char*>(data), size});
  if (!time.ok()) return 0;
  const auto year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*time)).year();
  const bool writable =
      year >= std::chrono::year(1) && year <= std::chrono::year(9999);  // an offset leads a day outside
  if (writable) VIGIE_CHECK(parse_rfc3339(to_rfc3339(*time)).value() == *time);
  return 0;
}
