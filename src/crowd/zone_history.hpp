// SPDX-License-Identifier: Apache-2.0
// ZoneHistory: what was counted in each zone in the last weeks, every five minutes.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/ids.hpp"

namespace vigie::crowd {

inline constexpr std::chrono::minutes kHistorySlot{5};

/// The last multiple of five minutes that is not after `at`.
Time history_slot_at(Time at);

/// What is known of one zone at one slot's time; NaN: not counted.
struct ZoneSlot {
  float people = std::numeric_limits<float>::quiet_NaN();   ///< there at the slot's time
  float entered = std::numeric_limits<float>::quiet_NaN();  ///< in the five minutes before it, all gates together
  float left = std::numeric_limits<float>::quiet_NaN();
  bool imputed = false;  ///< `people` was filled in, not counted: for drawing; nothing is learnt from it
};

/// A table of slots × zones. A slot stands for an instant, a multiple of five minutes UTC, and is known once it is over.
/// Five weeks of 40 zones are 5 MB. Threads: one writer; copies are values.
class ZoneHistory {
 public:
  ZoneHistory() = default;
  /// `first`: of the first slot, rounded down. Range: ids differ.
  ZoneHistory(std::vector<ZoneId> zones, Time first);

  const std::vector<ZoneId>& zones() const { return zones_; }
  std::optional<std::size_t> index_of(const ZoneId& zone) const;

  std::size_t slots() const { return zones_.empty() ? 0 : people_.size() / zones_.size(); }
  Time time_of(std::size_t slot) const { return first_ + kHistorySlot * static_cast<std::int64_t>(slot); }
  /// The slot that stands at history_slot_at(at); absent before the first and after the last.
  std::optional<std::size_t> slot_at(Time at) const;

  ZoneSlot at(std::size_t slot, std::size_t zone) const;
  bool imputed(std::size_t slot, std::size_t zone) const { return imputed_[slot * zones_.size() + zone] != 0; }
  /// People of all zones at a slot, side by side.
  std::span<const float> people(std::size_t slot) const { return row(people_, slot); }
  std::span<const float> entered(std::size_t slot) const { return row(entered_, slot); }
  std::span<const float> left(std::size_t slot) const { return row(left_, slot); }

  /// Appends slots not counted until the last stands at history_slot_at(at); nothing where it does already.
  void extend_to(Time at);
  /// Range: slot < slots(), zone < zones().size(), numbers ≥ 0 or NaN.
  void put(std::size_t slot, std::size_t zone, const ZoneSlot& value);
  /// The same by time: extends where it must; false where the slot was forgotten already.
  bool put(Time at, std::size_t zone, const ZoneSlot& value);
  void forget_before(Time at);

 private:
  std::span<const float> row(const std::vector<float>& values, std::size_t slot) const {
    return {values.data() + slot * zones_.size(), zones_.size()};
  }

  std::vector<ZoneId> zones_;
  Time first_{};
  std::vector<float> people_, entered_, left_;
  std::vector<std::uint8_t> imputed_;
};

}  // namespace vigie::crowd
