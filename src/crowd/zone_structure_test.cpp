// SPDX-License-Identifier: Apache-2.0
// Which zones move together: found in made-up residuals.
#include "crowd/zone_structure.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/random.hpp"
#include "crowd/synthetic_zones.hpp"

namespace vigie::crowd {
namespace {

constexpr std::size_t kSlots = 6 * kSlotsADay;

/// Zone 1 repeats zone 0 twenty minutes later; zone 2 goes its own way; zone 3 was never counted.
ZonePast past() {
  ZonePast past;
  past.zones = 4;
  past.known = kSlots;
  past.residual.assign(kSlots * 4, NAN);
  Random random(2);
  double zero = 0, two = 0;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    zero = 0.9 * zero + random.normal();
    two = 0.9 * two + random.normal();
    past.residual[past.cell(slot, 0)] = static_cast<float>(zero);
    past.residual[past.cell(slot, 2)] = static_cast<float>(two);
    if (slot >= 4)
      past.residual[past.cell(slot, 1)] =
          0.5F * past.residual[past.cell(slot - 4, 0)] + static_cast<float>(0.2 * random.normal());
  }
  return past;
}

std::vector<Zone> zones() {
  std::vector<Zone> all;
  for (std::size_t index = 0; index < 4; ++index) all.push_back(synthetic_zone(index));
  return all;
}

TEST(ZoneStructure, FindsTheZoneUpstreamAndItsDelay) {
  const ZoneStructure structure = zone_structure(past(), zones(), 0, kSlots);
  EXPECT_EQ(structure.upstream[1].zone, 0U);
  EXPECT_EQ(structure.upstream[1].lag_slots, 4U);
  EXPECT_EQ(structure.upstream[0].zone, kNoColumn);
  EXPECT_EQ(structure.upstream[2].zone, kNoColumn);
  EXPECT_EQ(structure.upstream[3].zone, kNoColumn);
}

TEST(ZoneStructure, NeighboursAreThoseOfGatesEitherWay) {
  const ZoneStructure structure = zone_structure(past(), zones(), 0, kSlots);
  EXPECT_EQ(structure.neighbours[1], std::vector<std::size_t>{0});
  EXPECT_EQ(structure.neighbours[0], std::vector<std::size_t>{1});
  EXPECT_EQ(structure.stations[1], std::vector<std::size_t>{0});
  EXPECT_TRUE(structure.stations[0].empty());
}

TEST(ZoneStructure, DirectionsHaveLengthOneAndSpreadsAreThoseOfTheResiduals) {
  const ZoneStructure structure = zone_structure(past(), zones(), 0, kSlots);
  for (std::size_t k = 0; k < kDirections; ++k) {
    float length = 0;
    for (const auto& loading : structure.loadings) length += loading[k] * loading[k];
    EXPECT_NEAR(length, 1, 1e-4);
  }
  EXPECT_NEAR(structure.spread[0], std::sqrt(1 / (1 - 0.81)), 0.5);
  EXPECT_GT(structure.spread[3], 0);
}

}  // namespace
}  // namespace vigie::crowd
