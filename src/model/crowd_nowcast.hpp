// SPDX-License-Identifier: Apache-2.0
// CrowdNowcast: an event's crowd in the streets around it, as a simulation that live counts correct tells it: now and an hour ahead.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/ids.hpp"

namespace vigie {

/// Minutes ahead of `made`.
inline constexpr std::array<int, 4> kNowcastMinutes{0, 15, 30, 60};

/// Median and the ends of the 80 % interval.
struct Spread {
  std::int64_t median = 0, low80 = 0, high80 = 0;
  friend bool operator==(const Spread&, const Spread&) = default;
};

/// One street of the simulated network, 0.01 people/m², mean over the street; by kNowcastMinutes.
struct StreetDensity {
  std::uint32_t street = 0;
  std::array<Spread, kNowcastMinutes.size()> ahead{};
};

/// A street that is likely to become too dense within the hour.
struct StreetWarning {
  std::uint32_t street = 0;
  std::string name;                      ///< may be empty
  std::int32_t threshold_centi = 0;      ///< 0.01 people/m²
  std::int32_t probability_percent = 0;  ///< to pass it within the hour
  Time expected;                         ///< when half of the runs that pass it have
};

/// In what the crowd departs from its plan, as far as counts tell.
enum class NowcastReasonKind : std::uint8_t {
  People,   ///< `percent` of those planned
  Timing,   ///< `minutes` later; below 0: earlier
  Door,     ///< `about`, an exit: `percent` of the people planned for it come out of it
  Towards,  ///< `about`, a place: `percent` of those planned want to go there
  Speed,    ///< they walk at `percent` of the usual speed
};

struct NowcastReason {
  NowcastReasonKind kind = NowcastReasonKind::People;
  std::string about;
  std::int32_t percent = 100;
  std::int32_t minutes = 0;
};

struct CrowdNowcast {
  EventId event;
  std::string scenario;      ///< its file's name without ".toml"
  Time made;                 ///< the moment it speaks of
  std::int64_t planned = 0;  ///< people
  Spread people;             ///< how many the counts make of it
  Spread outside;            ///< have not come yet
  Spread inside;             ///< in the venue
  Spread walking;            ///< in streets and squares
  Spread gone;               ///< left the streets after the event
  std::optional<Time> clear50,
      clear95;  ///< when 99 % have left the streets, in half and in 95 % of the runs; absent: not within sight
  std::int32_t heard = 0;               ///< counters that were believed since the last one
  std::int32_t distrusted = 0;          ///< counters thought to be broken
  std::int32_t silent = 0;              ///< counters that said nothing
  std::vector<StreetDensity> streets;   ///< those where anybody is or will be, by street
  std::vector<StreetWarning> warnings;  ///< the likeliest first
  std::vector<NowcastReason> reasons;   ///< the strongest first
  std::optional<Time> ended;            ///< nothing more will be said of it
  std::uint64_t changed = 0;
};

}  // namespace vigie
