// SPDX-License-Identifier: Apache-2.0
// ZoneStructure: which zones move together: neighbours by their gates, upstream by a learnt delay, directions shared by all.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "crowd/byte_stream.hpp"
#include "crowd/zone_past.hpp"
#include "model/zone.hpp"

namespace vigie::crowd {

inline constexpr std::size_t kDirections = 3;

/// A zone whose movements another repeats later.
struct Upstream {
  std::size_t zone = kNoColumn;  ///< kNoColumn: none was found
  std::size_t lag_slots = 0;
};

struct ZoneStructure {
  std::vector<float> spread;                         ///< of each zone's residuals, √people; > 0
  std::vector<std::vector<std::size_t>> neighbours;  ///< by gates, either way
  std::vector<std::vector<std::size_t>> stations;    ///< stations among the neighbours
  std::vector<Upstream> upstream;
  std::vector<std::array<float, kDirections>> loadings;  ///< of each zone

  void write(ByteWriter& out) const;
  static ZoneStructure read(ByteReader& in, std::size_t zones);
};

/// Learns from slots `from` to `to`. Upstream: the zone and delay (5 to 60 min) with the best correlation of changes over a
/// quarter of an hour, where it is at least 0.2. Directions: the strongest eigenvectors of hourly residuals' correlations.
ZoneStructure zone_structure(const ZonePast& past, std::span<const Zone> zones, std::size_t from, std::size_t to);

}  // namespace vigie::crowd
