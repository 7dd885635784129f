// SPDX-License-Identifier: Apache-2.0
// How far ahead zones are forecast: the horizons of the points, and the leads in which they are learnt and judged.
#pragma once

#include <array>
#include <cstddef>

namespace vigie::crowd {

/// 5 minutes to a day, then every three hours to a week.
inline constexpr std::array<int, 15> kNearHorizonsMin = {5,   10,  15,  30,  45,  60,   90,  120,
                                                         180, 240, 360, 540, 720, 1080, 1440};
inline constexpr std::size_t kHorizons = kNearHorizonsMin.size() + 48;
inline constexpr std::size_t kLeads = kNearHorizonsMin.size() + 6;

/// Minutes ahead of the point of that index. Range: index < kHorizons.
constexpr int horizon_min(std::size_t index) {
  if (index < kNearHorizonsMin.size()) return kNearHorizonsMin[index];
  return 1440 + 180 * static_cast<int>(index - kNearHorizonsMin.size() + 1);
}

/// A lead is one horizon up to a day, and beyond it all horizons of one day: the first that is not shorter.
/// Horizons beyond a week belong to the last.
constexpr std::size_t lead_of(int minutes) {
  std::size_t lead = 0;
  while (lead < kNearHorizonsMin.size() && kNearHorizonsMin[lead] < minutes) ++lead;
  if (lead < kNearHorizonsMin.size()) return lead;
  const std::size_t day = static_cast<std::size_t>((minutes - 1) / 1440) - 1;
  return kNearHorizonsMin.size() + (day < 5 ? day : 5);
}

/// The longest horizon of a lead, minutes.
constexpr int lead_min(std::size_t lead) {
  if (lead < kNearHorizonsMin.size()) return kNearHorizonsMin[lead];
  return 1440 * static_cast<int>(lead - kNearHorizonsMin.size() + 2);
}

static_assert(horizon_min(kHorizons - 1) == 7 * 1440 && lead_of(7 * 1440) == kLeads - 1 && lead_of(1441) == 15);

}  // namespace vigie::crowd
