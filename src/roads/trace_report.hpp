// SPDX-License-Identifier: Apache-2.0
// A matched trace as people read it: streets by name, length and time, and the line that was driven.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "roads/map_match.hpp"

namespace vigie::roads {

struct Driven {
  double length_m = 0;
  std::int64_t duration_ms = 0;

  Driven& operator+=(const Driven& other) {
    length_m += other.length_m;
    duration_ms += other.duration_ms;
    return *this;
  }
};
Driven driven(const RoadGraph& graph, const MatchedPiece& piece);

/// Consecutive streets of one name; streets without a name are "".
struct StreetRun {
  std::string street;
  Time entered;
  Time left;
  double length_m;
};
std::vector<StreetRun> street_runs(const RoadGraph& graph, const MatchedPiece& piece);

/// From the first place on a street to the last; no place twice in a row.
std::vector<geo::Position> matched_line(const RoadGraph& graph, const MatchedPiece& piece);

}  // namespace vigie::roads
