// SPDX-License-Identifier: Apache-2.0
// Any bytes as a command: refused in one line, or a command that the journal keeps exactly.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/command_json.hpp"
#include "codec/entry_json.hpp"
#include "codec/utf8.hpp"
#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto command = codec::decode_command(bytes);
  if (!command.ok()) {
    const std::string& what = command.error().what;
    VIGIE_CHECK(!what.empty() && what.size() < 600 && !codec::has_control(what) && codec::valid_utf8(what));
    return 0;
  }
  VIGIE_CHECK(bytes.find(codec::name(*command)) != std::string_view::npos ||
              bytes.find('\\') != std::string_view::npos);
  const auto kept = codec::encode(EntryBody(Commanded{*command}));
  const auto read = codec::decode(kept.kind, kept.schema, kept.payload);
  VIGIE_CHECK(read.ok() && codec::encode(*read).payload == kept.payload);
  return 0;
}
