// SPDX-License-Identifier: Apache-2.0
// FeedContent: what one document of a feed said: measurements, events, bulletins, and what of it was not understood.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/time.hpp"
#include "core/time_zone.hpp"
#include "geo/position.hpp"
#include "model/bulletin.hpp"
#include "model/city_event.hpp"
#include "model/measurement.hpp"

namespace vigie {

inline constexpr std::size_t kMostFeedFaults = 20;  ///< told of one document; the others are counted

/// Who reads, and when, and what for.
struct FeedContext {
  SourceId source;  ///< "feed/metro"
  Time now;
  TimeZone zone;                       ///< of the city: for local times without an offset
  std::vector<geo::Position> watched;  ///< places of interest; where not empty, what is farther away may be left out
  double reach_m = 400;                ///< how far away
};

struct FeedContent {
  std::vector<Measurement> measurements;
  std::optional<std::vector<CityEvent>> events;  ///< all that the source says now; absent: it does not speak of events
  std::optional<std::vector<Bulletin>> bulletins;  ///< the same
  std::vector<std::string> faults;                 ///< a line for each thing refused, the first kMostFeedFaults
  std::size_t refused = 0;                         ///< all of them
  std::size_t left_out = 0;                        ///< understood, and of no interest here

  void refuse(std::string line) {
    if (++refused <= kMostFeedFaults) faults.push_back(std::move(line));
  }
};

}  // namespace vigie
