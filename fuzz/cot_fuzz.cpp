// SPDX-License-Identifier: Apache-2.0
// Any bytes as a TAK stream: cut into events in two ways that must agree, and read.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "codec/cot.hpp"
#include "codec/cot_splitter.hpp"
#include "core/check.hpp"

namespace {

using vigie::codec::CotKind;
using vigie::codec::CotReader;
using vigie::codec::CotSplitter;

std::vector<std::string> split(std::string_view bytes, std::size_t piece) {
  std::vector<std::string> events;
  CotSplitter splitter;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    splitter.feed(bytes.substr(at, piece), [&](std::string_view xml) { events.emplace_back(xml); });
  return events;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = split(bytes, size + 1);
  VIGIE_CHECK(whole == split(bytes, 7));
  CotReader reader;
  (void)reader.read(bytes);
  for (const std::string& xml : whole) {
    const auto event = reader.read(xml);
    if (!event) continue;
    VIGIE_CHECK(event->text.size() <= 500);
    VIGIE_CHECK(!event->speed_mps || (*event->speed_mps >= 0 && *event->speed_mps <= 150));
    VIGIE_CHECK(!event->heading_deg || (*event->heading_deg >= 0 && *event->heading_deg < 360));
    VIGIE_CHECK((event->kind == CotKind::Answer) == event->answer.has_value());
  }
  return 0;
}
