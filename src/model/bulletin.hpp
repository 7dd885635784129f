// SPDX-License-Identifier: Apache-2.0
// Bulletin: what an authority or an operator of transport warns of: a line that stopped, a storm.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "geo/polygon.hpp"
#include "model/ids.hpp"

namespace vigie {

enum class BulletinKind : std::uint8_t { Weather, Transport, Civil };

/// Of a weather vigilance: green, yellow, orange, red. Of transport: as planned, delayed, reduced, stopped.
enum class Severity : std::uint8_t { None, Minor, Severe, Extreme };

struct Bulletin {
  SourceId source;
  std::string reference;  ///< the source's own name, unique within it
  BulletinKind kind = BulletinKind::Civil;
  Severity severity = Severity::Minor;
  std::string title;  ///< at most 200 characters
  std::string text;   ///< at most 500
  Time start;
  std::optional<Time> end;            ///< absent: until it is withdrawn
  std::vector<std::string> features;  ///< stops and lines it is about, as their source calls them
  std::vector<geo::Polygon> areas;    ///< empty: the whole city, or `features` say where
  Time received;
  std::uint64_t changed = 0;
};

}  // namespace vigie
