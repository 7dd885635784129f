// SPDX-License-Identifier: Apache-2.0
// What is on in the simulated city, week after week: matches, concerts, markets, holidays; and how people come and leave.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "model/city_event.hpp"

namespace vigie::sim {

/// One of the program; `coming` and `going` are how early they come and how long they take to leave.
struct Happening {
  EventKind kind = EventKind::Other;
  std::string reference;
  std::string title;
  Time start, end;
  double attendance = 0;
  std::chrono::minutes coming{75}, going{35};

  /// Of its people, how many have come by then, and how many have left: 0 to 1.
  double come(Time at) const;
  double gone(Time at) const;
};

/// All that touches a day between, in order of start. Each week a match (Saturday 19:00, or Wednesday 20:30), every second
/// Friday a concert, markets on Wednesday and Saturday mornings; a match also 45 minutes after `today`, and then none else
/// within two days of it. Public and school holidays are whole local days. The same arguments give the same program.
std::vector<Happening> program(std::uint64_t seed, const TimeZone& zone, Time today, Time from, Time until);

/// Is a local day a public holiday? Fixed dates of the French calendar: 1 January, 1 and 8 May, 14 July, 15 August, 1 and 11
/// November, 25 December.
bool is_public_holiday(std::int32_t local_day);

}  // namespace vigie::sim
