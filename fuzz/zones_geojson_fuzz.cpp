// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of zones: refused, or zones that hold together and are read the same once written.
#include "codec/zones_geojson.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vigie;
  const auto zones = codec::decode_zones({reinterpret_cast<const char*>(data), size});
  if (!zones.ok()) return 0;
  for (const Zone& zone : *zones) {
    VIGIE_CHECK(std::isfinite(zone.area_m2) && zone.area_m2 > 0);
    VIGIE_CHECK(zone.capacity > 0 && zone.limit() > 0 && zone.outline.ring.size() >= 3);
    for (const ZoneGate& gate : zone.gates) VIGIE_CHECK(gate.width_cm > 0);
    for (const ZoneSensor& sensor : zone.sensors)
      VIGIE_CHECK(sensor.share_permille >= 1 && sensor.share_permille <= 1000);
  }
  const std::string once = codec::encode_zones(*zones);
  const auto again = codec::decode_zones(once);
  VIGIE_CHECK(again.ok() && again.value().size() == zones->size());
  return 0;
}
