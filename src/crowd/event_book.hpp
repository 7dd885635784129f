// SPDX-License-Identifier: Apache-2.0
// EventBook: how events of each kind fill the zones around them, learnt from those that were.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "crowd/byte_stream.hpp"
#include "crowd/event_shape.hpp"

namespace vigie::crowd {

/// One zone's part in one event at one moment.
struct EventMoment {
  EventKind kind;
  EventRole role;
  std::size_t zone;
  EventPhase phase;
  double raininess;  ///< 0 dry … 1 a millimetre an hour and more at its start
};

/// Shapes of three kinds, each drawn to the one before: assumed, of the kind and role, of the kind in that zone.
class EventBook {
 public:
  /// Seen: `people` more than usual, of `attendance`; `noise`: deviation of what is usual, people.
  void learn(const EventMoment& moment, double people, double attendance, double noise);
  /// Another event of the kind was felt in a zone of that role.
  void count_event(EventKind kind, EventRole role) { events_[of(kind, role)] += 1; }
  /// Makes shapes of what was learnt.
  void solve();

  /// Share of the attendance that is in the zone; ≥ 0.
  double share(const EventMoment& moment) const;
  int events(EventKind kind, EventRole role) const { return events_[of(kind, role)]; }

  void write(ByteWriter& out) const;
  static EventBook read(ByteReader& in);

 private:
  static std::size_t of(EventKind kind, EventRole role) {
    return static_cast<std::size_t>(kind) * kEventRoles + static_cast<std::size_t>(role);
  }
  double rain_factor(EventKind kind, double raininess) const;

  struct Learnt {
    ShapeFit fit;
    EventShape shape{};
    bool solved = false;
  };
  std::array<Learnt, kGatherings * kEventRoles> pooled_;
  std::map<std::pair<std::size_t, std::size_t>, Learnt> own_;  // (kind and role, zone)
  std::array<int, kGatherings * kEventRoles> events_{};
  std::array<double, kGatherings> rain_seen_{}, rain_expected_{};
};

}  // namespace vigie::crowd
