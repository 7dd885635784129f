// SPDX-License-Identifier: Apache-2.0
// CrowdHistory: what was estimated in the zones in the last weeks, what had been foreseen, and what was known of the days.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/city_event.hpp"
#include "model/ids.hpp"
#include "model/measurement.hpp"

namespace vigie::store {

/// One zone at one multiple of five minutes; absent: not counted.
struct CrowdSlot {
  ZoneId zone;
  Time at;
  std::optional<std::int64_t> people;
  std::int64_t deviation = 0;  ///< people
  std::optional<std::int64_t> entered;
  std::optional<std::int64_t> left;
  bool imputed = false;                  ///< filled in
  std::optional<std::int64_t> foreseen;  ///< what had been forecast an hour before
};

/// Kept in `directory`/crowd.db. It holds nothing that the journal does not; it is there so that a restart need not read five
/// weeks of it. synchronous=NORMAL: a power cut may cost the last minutes, which then are a gap like any other.
/// Threads: one at a time.
class CrowdHistory {
 public:
  /// Errors: Io, Corrupt.
  static Result<std::unique_ptr<CrowdHistory>> open(const std::string& directory);
  virtual ~CrowdHistory() = default;

  /// All or none. A slot put again replaces the first, but for `foreseen`, which stays where the second has none.
  virtual Result<void> put(std::span<const CrowdSlot> slots) = 0;
  /// From `from` on, in order of time.
  virtual Result<std::vector<CrowdSlot>> slots(Time from) const = 0;

  virtual Result<void> put(const CityEvent& event) = 0;  ///< known again by source and reference; its id is not kept
  virtual Result<void> revoke(const SourceId& source, const std::string& reference) = 0;
  /// Those that end at `from` or later.
  virtual Result<std::vector<CityEvent>> events(Time from) const = 0;

  /// Weather: by quantity and the hour it is of; `known`: when it was said. The first foretelling is kept beside the last.
  virtual Result<void> put_weather(std::span<const Measurement> weather, Time known) = 0;
  struct Weather {
    Measurement measurement;
    Time known;
  };
  virtual Result<std::vector<Weather>> weather(Time from) const = 0;

  /// A model's bytes and the like, by name.
  virtual Result<void> keep(std::string_view name, std::string_view bytes) = 0;
  virtual Result<std::optional<std::string>> kept(std::string_view name) const = 0;

  /// Slots, events and weather of before.
  virtual Result<void> forget_before(Time at) = 0;
};

}  // namespace vigie::store
