// SPDX-License-Identifier: Apache-2.0
// One pass an hour, each looking back only.
#include "crowd/count_faults.hpp"

#include <algorithm>
#include <array>

#include "crowd/street_baseline.hpp"

namespace vigie::crowd {
namespace {

constexpr float kMayRepeatBelow = 20;
constexpr std::size_t kStuckHours = 3;
constexpr float kBusyMedian = 50;
constexpr float kMostPeopleAnHour =
    60'000;  // 5 m of pavement at 82 people/(m·min) × 60 × 2: Fruin's level E, both sides

CountFault fault_of(const HourGrid& people, std::size_t hour, std::size_t sensor) {
  const float now = people.at(hour, sensor);
  if (std::isnan(now)) return CountFault::Gap;
  if (now < 0 || now > kMostPeopleAnHour) return CountFault::Reset;
  if (now > kMayRepeatBelow) {
    bool same = true;
    for (std::size_t back = 1; back < kStuckHours; ++back) same = same && people.before(hour, back, sensor) == now;
    if (same) return CountFault::Stuck;
  }
  if (now == 0 && people.before(hour, 1, sensor) == 0 && median_of_weeks(people, hour, sensor) >= kBusyMedian)
    return CountFault::Silent;
  return CountFault::None;
}

}  // namespace

std::size_t CountFaults::count(CountFault kind) const {
  return static_cast<std::size_t>(std::count(marks.begin(), marks.end(), kind));
}

CountFaults find_faults(const HourGrid& people) {
  CountFaults faults{std::vector<CountFault>(people.values.size(), CountFault::None)};
  for (std::size_t hour = 0; hour < people.hours(); ++hour)
    for (std::size_t sensor = 0; sensor < people.sensors; ++sensor)
      faults.marks[hour * people.sensors + sensor] = fault_of(people, hour, sensor);
  return faults;
}

HourGrid without_faults(const HourGrid& people, const CountFaults& faults) {
  HourGrid sound = people;
  for (std::size_t i = 0; i < sound.values.size(); ++i)
    if (faults.marks[i] != CountFault::None) sound.values[i] = kUnknown;
  return sound;
}

}  // namespace vigie::crowd
