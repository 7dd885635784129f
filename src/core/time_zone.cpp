// SPDX-License-Identifier: Apache-2.0
// Offsets by the European rule, and local times back to instants.
#include "core/time_zone.hpp"

#include <array>
#include <string>

namespace vigie {
namespace {

using namespace std::chrono;

struct Known {
  std::string_view name;
  minutes standard;
  bool summer;
};
constexpr std::array kKnown{
    Known{"UTC", 0min, false},
    Known{"Europe/Paris", 60min, true},
    Known{"Europe/Lisbon", 0min, true},
    Known{"Europe/London", 0min, true},
    Known{"Europe/Madrid", 60min, true},
    Known{"Europe/Rome", 60min, true},
    Known{"Europe/Berlin", 60min, true},
    Known{"Europe/Brussels", 60min, true},
    Known{"Europe/Amsterdam", 60min, true},
    Known{"Europe/Luxembourg", 60min, true},
    Known{"Europe/Monaco", 60min, true},
    Known{"Europe/Zurich", 60min, true},
    Known{"Europe/Vienna", 60min, true},
    Known{"Europe/Athens", 120min, true},
};

constexpr hours kJump{1};

/// 01:00 UTC on the last Sunday of a month.
Time jump(year y, month m) { return sys_days(y / m / Sunday[last]) + 1h; }

bool is_summer(Time at) {
  const year y = year_month_day(floor<days>(at)).year();
  return at >= jump(y, March) && at < jump(y, October);
}

}  // namespace

Result<TimeZone> TimeZone::named(std::string_view name) {
  std::string all;
  for (const Known& known : kKnown) {
    if (known.name == name) return TimeZone(known.name, known.standard, known.summer);
    all += (all.empty() ? "" : ", ") + std::string(known.name);
  }
  return Error{ErrorKind::NotFound, "time zone '" + std::string(name) + "' is not one of " + all};
}

minutes TimeZone::offset(Time at) const { return standard_ + (summer_ && is_summer(at) ? minutes(kJump) : 0min); }

LocalTime TimeZone::local(Time at) const {
  const Time shown = at + offset(at);
  const sys_days day = floor<days>(shown);
  const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
  return {static_cast<std::int32_t>(day.time_since_epoch().count()),
          static_cast<std::int32_t>(floor<minutes>(shown - day).count()), static_cast<std::int32_t>(weekday)};
}

Time TimeZone::instant(std::int32_t day, std::int32_t minute, Twice twice) const {
  const Time shown = Time(sys_days(days(day))) + minutes(minute);
  const Time as_standard = shown - standard_;
  if (!summer_) return as_standard;
  const Time as_summer = as_standard - kJump;
  const bool standard_fits = !is_summer(as_standard);
  const bool summer_fits = is_summer(as_summer);
  if (standard_fits && summer_fits) return twice == Twice::First ? as_summer : as_standard;
  if (standard_fits) return as_standard;
  if (summer_fits) return as_summer;
  return floor<hours>(as_standard);  // skipped: the jump is on a full hour, less than one before
}

}  // namespace vigie
