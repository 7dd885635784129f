// SPDX-License-Identifier: Apache-2.0
// "KIND PAYLOAD" as a journal record of each schema, and any bytes as a picture: refused, or the same bytes again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/entry_json.hpp"
#include "codec/picture_json.hpp"
#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t space = bytes.find(' ');
  if (space != std::string_view::npos) {
    const std::string_view payload = bytes.substr(space + 1);
    const std::string_view kind = bytes.substr(0, space);
    const auto body = codec::decode(kind, 2, payload);
    VIGIE_CHECK(!body.ok() || codec::encode(*body).payload == payload);
    // A record of an older schema is read into what the newest one can say.
    if (const auto old = codec::decode(kind, 1, payload); old.ok()) {
      const codec::EncodedBody again = codec::encode(*old);
      const auto read = codec::decode(again.kind, again.schema, again.payload);
      VIGIE_CHECK(read.ok() && codec::encode(*read).payload == again.payload);
    }
  }
  const auto picture = codec::decode_picture(bytes);
  VIGIE_CHECK(!picture.ok() || codec::encode(*picture) == bytes);
  return 0;
}
