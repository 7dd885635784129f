// SPDX-License-Identifier: Apache-2.0
// Zones as GeoJSON: docs/formats/zones.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "model/zone.hpp"

namespace vigie::codec {

inline constexpr std::size_t kMostZoneBytes = 32u << 20;
inline constexpr std::size_t kMostZones = 2000;

/// A FeatureCollection of polygons. What is absent is worked out: the area from the outline, the capacity as two people per m².
/// Errors: TooLarge; Malformed or OutOfRange, naming the feature: a ring that crosses itself, a gate away from the outline or
/// into an unknown zone, a sensor at an unknown gate, an id twice.
Result<std::vector<Zone>> decode_zones(std::string_view geojson);

/// The same file again; decode_zones reads it to equal zones.
std::string encode_zones(std::span<const Zone> zones);

}  // namespace vigie::codec
