// SPDX-License-Identifier: Apache-2.0
// CityEvent: a planned gathering, or a day that is not like others: place, times, how many are expected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time.hpp"
#include "geo/position.hpp"
#include "model/ids.hpp"

namespace vigie {

enum class EventKind : std::uint8_t {
  Match,
  Concert,
  Festival,
  Market,
  Parade,
  Demonstration,
  Fireworks,
  Fair,  ///< of trade, a congress, an exhibition
  Other,
  PublicHoliday,  ///< a whole day of the whole city
  SchoolHoliday,  ///< the same
};

/// A series is published as its single events. How a crowd is told in the journal: places and numbers, no organiser's person.
struct CityEvent {
  EventId id;             ///< given by the engine: "E-12"
  SourceId source;        ///< "feed/agenda"
  std::string reference;  ///< the source's own name; of one of a series with its start behind "@"
  std::string title;      ///< at most 200 characters
  EventKind kind = EventKind::Other;
  std::string venue;  ///< its place in words; at most 200 characters
  std::optional<geo::Position> place;
  Time start;
  Time end;                     ///< > start
  std::optional<Time> doors;    ///< when people may come in
  std::int64_t attendance = 0;  ///< people expected; 0: not said
  bool cancelled = false;
  Time received;
  std::uint64_t changed = 0;
};

}  // namespace vigie
