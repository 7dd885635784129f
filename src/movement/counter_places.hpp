// SPDX-License-Identifier: Apache-2.0
// Which part of an event's simulation a city's counter counts: a street, a square, a door.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/gauge.hpp"
#include "geo/polygon.hpp"
#include "movement/cases.hpp"

namespace vigie::movement {

/// A counter that stands near an event.
struct StreetCounter {
  enum class What : std::uint8_t {
    Density,  ///< people/m² around `at`
    Passing,  ///< people who pass `at`, both ways
    In,       ///< people who enter `zone` at `at`
    Out,      ///< people who leave it there
  };
  std::string name;
  geo::Position at;
  What what = What::Passing;
  std::optional<geo::Polygon> zone = std::nullopt;  ///< of In and Out
};

/// What of a case it counts; nothing where it stands beside everything that is simulated.
/// In and Out of a zone that holds the event's place, within 60 m of an exit, count who gets in by its turnstiles and who comes out of its
/// doors. Those of another zone count the street within 30 m of them, by its sense across the zone's outline. A density is that of the
/// square it stands in, else of the street within 30 m; passages are those of the street within 20 m.
std::optional<flow::Gauge> gauge_of(const StreetCounter& counter, const CrowdScenario& scenario, const Case& one,
                                    const StreetNetwork& streets);

}  // namespace vigie::movement
