// SPDX-License-Identifier: Apache-2.0
// Instants in UTC, RFC 3339 text, and the two clocks that are passed in, never read from the air.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace vigie {

/// An instant, UTC, to the millisecond.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2026-11-23T21:05:28.120Z". Range: years 1 to 9999.
std::string to_rfc3339(Time time);

/// Reads RFC 3339 with "Z" or an offset, seconds with or without fraction (beyond milliseconds: cut).
/// Errors: Malformed, saying what was seen. Leap second 60 is read as 59.999.
Result<Time> parse_rfc3339(std::string_view text);

/// Milliseconds since 1970, as state and journal keep it.
inline std::int64_t millis(Time time) { return time.time_since_epoch().count(); }
inline Time from_millis(std::int64_t ms) { return Time(std::chrono::milliseconds(ms)); }

/// What time it is in the world; may jump. For stamps.
class WallClock {
 public:
  virtual ~WallClock() = default;
  virtual Time now() const = 0;
};

/// How much time has passed; never jumps. For timeouts and measurements.
class SteadyClock {
 public:
  virtual ~SteadyClock() = default;
  virtual std::chrono::nanoseconds now() const = 0;
};

/// The machine's own clocks; made once, in apps/.
class SystemWallClock : public WallClock {
 public:
  Time now() const override;
};
class SystemSteadyClock : public SteadyClock {
 public:
  std::chrono::nanoseconds now() const override;
};

/// A clock that stands where it is put; for tests and simulation. Threads: one.
class ManualClock : public WallClock {
 public:
  explicit ManualClock(Time start) : now_(start) {}
  Time now() const override { return now_; }
  void advance(std::chrono::milliseconds by) { now_ += by; }
  void set(Time to) { now_ = to; }

 private:
  Time now_;
};

}  // namespace vigie
