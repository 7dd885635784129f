// SPDX-License-Identifier: Apache-2.0
// StreetSpeed: how long streets of one class took at one hour of the week, as sums over many drives.
#pragma once

#include <cstdint>

namespace vigie {

/// Sums only: no street, no unit, no moment.
struct StreetSpeed {
  std::uint8_t road_class = 0;  ///< as the road graph numbers its classes
  std::uint8_t hour = 0;        ///< 0 to 23 of a working day, 24 to 47 of a day of the weekend, local time
  std::int64_t passages = 0;
  std::int64_t observed_ms = 0;  ///< from entering a street to leaving it
  std::int64_t free_ms = 0;      ///< what the profile says for the same streets
  std::int64_t waiting_ms = 0;   ///< what it says for the turns out of them
  std::int64_t weight_ds = 0;    ///< of the two sums below, tenths of seconds
  std::int64_t log_milli = 0;
  std::int64_t squares_milli = 0;
  friend bool operator==(const StreetSpeed&, const StreetSpeed&) = default;
};

}  // namespace vigie
