// SPDX-License-Identifier: Apache-2.0
// Any bytes as an observation: refused in one line, or within the limits of api/openapi.yaml.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "codec/observation_json.hpp"
#include "codec/utf8.hpp"
#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto observation = codec::decode_observation(bytes, SourceId("fuzz"), from_millis(1'795'469'128'000));
  if (!observation.ok()) {
    const std::string& what = observation.error().what;
    VIGIE_CHECK(!what.empty() && what.size() < 400 && !codec::has_control(what) && codec::valid_utf8(what));
    return 0;
  }
  VIGIE_CHECK(size <= 8192);
  VIGIE_CHECK(!observation->id.empty() && codec::characters(observation->id) <= 100 &&
              !codec::has_control(observation->id));
  VIGIE_CHECK(codec::characters(observation->text) <= 500 && !codec::has_control(observation->text));
  VIGIE_CHECK(observation->value >= 0 && observation->value <= 1'000'000);
  return 0;
}
