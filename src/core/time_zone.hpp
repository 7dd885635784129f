// SPDX-License-Identifier: Apache-2.0
// TimeZone: the local time of a European city, summer time included.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"

namespace vigie {

/// A moment on the clock of the town hall.
struct LocalTime {
  std::int32_t day;      ///< days since 1 January 1970
  std::int32_t minute;   ///< of that day, 0 to 1439
  std::int32_t weekday;  ///< 0 Monday to 6 Sunday
};

/// A standard offset, and European summer time: an hour more from the last Sunday of March, 01:00 UTC, to the last Sunday of
/// October, 01:00 UTC (directive 2000/84/EC; the same rule since 1996). Threads: any.
class TimeZone {
 public:
  /// "Europe/Paris", "Europe/Lisbon", "UTC" …. Errors: NotFound, naming those that are known.
  static Result<TimeZone> named(std::string_view name);

  /// By which it was asked for, in the IANA database: a browser knows the same zone by it.
  std::string_view name() const { return name_; }

  std::chrono::minutes offset(Time at) const;
  LocalTime local(Time at) const;

  /// What to make of a local time that comes twice (the clock is put back).
  enum class Twice { First, Second };
  /// The instant of a local time of day, `minute` minutes after the midnight of `day` as the clock shows them (0 to 1440). One
  /// that is skipped (the clock is put forward) is the instant of the jump.
  Time instant(std::int32_t day, std::int32_t minute, Twice twice) const;

 private:
  TimeZone(std::string_view name, std::chrono::minutes standard, bool summer)
      : name_(name), standard_(standard), summer_(summer) {}

  std::string_view name_;  // of the table of known zones
  std::chrono::minutes standard_;
  bool summer_;
};

}  // namespace vigie
