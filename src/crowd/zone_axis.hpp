// SPDX-License-Identifier: Apache-2.0
// ZoneAxis: what kind of moment each slot is on the city's clock: day, minute, holiday, rain and warmth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/time.hpp"
#include "crowd/city_calendar.hpp"

namespace vigie::crowd {

inline constexpr std::size_t kDayClasses = 7;  ///< Monday … Sunday; a public holiday is a Sunday
inline constexpr std::size_t kSlotsADay = 288;
inline constexpr std::size_t kSlotsAWeek = 7 * kSlotsADay;

struct AxisSlot {
  std::int32_t day;     ///< local, days since 1970
  std::int16_t minute;  ///< of the local day
  std::uint8_t day_class;
  bool school_holiday;
  float rain;    ///< √ of mm per hour, at most √10; 0 where nobody said
  float warmth;  ///< 10 °C above the last two weeks' mean at this hour; 0 where nobody said
};

/// A run of slots from `first`. By the local clock, so that a week's Saturdays fit each other across a change of the clock:
/// its repeated hour is two slots of the same minute, its skipped hour none.
struct ZoneAxis {
  Time first;
  std::vector<AxisSlot> slots;

  Time time_of(std::size_t slot) const;
  /// The slot that is not after `at`; cut at both ends.
  std::size_t slot_near(Time at) const;
  std::int32_t first_day() const { return slots.front().day; }
  std::size_t day_of(std::size_t slot) const { return static_cast<std::size_t>(slots[slot].day - first_day()); }
};

/// Range: slots > 0; `calendar` holds what is known, and only that.
ZoneAxis zone_axis(const CityCalendar& calendar, Time first, std::size_t slots);

}  // namespace vigie::crowd
