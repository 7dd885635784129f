// SPDX-License-Identifier: Apache-2.0
// Any bytes as a GTFS-Realtime message.
#include "codec/gtfs_realtime.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feed_content_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto content = codec::read_gtfs_realtime(bytes, fuzz::any_context());
  fuzz::check_result(content);
  if (content.ok()) VIGIE_CHECK(content->bulletins.has_value());
  return 0;
}
