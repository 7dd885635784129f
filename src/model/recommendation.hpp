// SPDX-License-Identifier: Apache-2.0
// Recommendation: which units the engine proposes for an incident, and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/unit.hpp"

namespace vigie {

/// One proposed unit with its reasons in figures; the console puts them into words.
struct Candidate {
  UnitId unit;
  UnitKind kind;
  UnitStatus status;
  std::int32_t travel_s;             ///< by road, now, seconds, median
  std::int32_t eta_s;                ///< from its sending to its arrival, getting under way included: median
  std::int32_t eta_p90_s;            ///< nine times in ten sooner than this
  std::int32_t distance_m;           ///< along that road
  std::int32_t position_age_s;       ///< age of the place it was computed from
  std::optional<UnitId> ahead_of;    ///< the next one
  std::int32_t ahead_s = 0;          ///< seconds before the next one
  std::vector<std::string> missing;  ///< skills the incident asks for and the unit has not
};

struct Recommendation {
  IncidentId incident;
  Time made;
  std::string model;                  ///< what made it: "cch/2"
  std::vector<Candidate> candidates;  ///< best first, at most five
  std::int32_t considered = 0;        ///< units looked at
  std::int32_t without_position = 0;  ///< on duty, but nobody knows where
  std::int32_t unreachable = 0;       ///< no road leads
  std::string sealed_inputs;  ///< quantised positions it was computed from, sealed, base64; empty once the key is gone
  std::uint64_t changed = 0;
};

}  // namespace vigie
