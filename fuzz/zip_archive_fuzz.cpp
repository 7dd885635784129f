// SPDX-License-Identifier: Apache-2.0
// Any bytes as a zip: never more is unpacked than was agreed.
#include "codec/zip_archive.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  constexpr std::uint64_t kMost = 1'000'000;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto archive = codec::ZipArchive::open_bytes(bytes, {.unpacked_bytes = kMost, .files = 20});
  if (!archive) return 0;
  std::uint64_t unpacked = 0;
  for (const char* name : {"stops.txt", "a.txt"}) {
    const auto piece = archive->open(name);
    if (!piece) continue;
    std::array<char, 4096> buffer;
    for (;;) {
      const auto read = (*piece)(buffer.data(), buffer.size());
      if (!read || *read == 0) break;
      unpacked += *read;
    }
  }
  VIGIE_CHECK(unpacked <= kMost);
  return 0;
}
