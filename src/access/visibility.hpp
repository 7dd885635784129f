// SPDX-License-Identifier: Apache-2.0
// How precisely somebody may know where a unit is: exactly, by its fixed cell and late, or not at all.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <set>
#include <vector>

#include "access/policy.hpp"
#include "geo/cell.hpp"

namespace vigie::access {

enum class Precision : std::uint8_t { None, Cell, Exact };

/// Exact: desks on shift, for units of their agency; officers on duty, for their own unit and those sent to an incident
/// they are sent to themselves. Cell: everybody else who works with the picture. None: admins, sources, strangers.
Precision precision(const Subject& subject, const Object& unit);

/// May they read what is computed from exact positions (recommendations, travel times)? Desks on shift only.
bool sees_derived(const Subject& subject);

/// May they read where a unit's own alarm or its incident is? Its place is the unit's place.
bool sees_place_of(const Subject& subject, const Alarm& alarm, const Picture& picture);
bool sees_place_of(const Subject& subject, const Incident& incident, const Picture& picture);

/// An officer sees the incidents their unit is sent to; the others see all.
bool sees(const Subject& subject, const Incident& incident, const Picture& picture);
bool sees(const Subject& subject, const Alarm& alarm, const Picture& picture);

/// May they read which units are sent to the incident, and how far each is? A unit on scene is where the incident is. Desks on
/// shift, and officers for the incidents their unit is sent to.
bool sees_units_of(const Subject& subject, const Incident& incident, const Picture& picture);

/// The incident, mission or unit as they may read it: without the place where that is a unit's own, without the units where
/// those are not theirs to know, and without what was computed from positions. Pure.
Incident as_seen(const Subject& subject, const Incident& incident, const Picture& picture);
Mission as_seen(const Subject& subject, const Mission& mission);
Unit as_seen(const Subject& subject, const Unit& unit);

/// A position as somebody may have it. Where `precision` is Cell, the place is the cell's middle, `seen` the instant at
/// which all units were counted, and heading and speed are left out.
struct VisiblePosition {
  UnitPosition position;
  Precision precision;
};

inline constexpr std::chrono::minutes kCellDelay{5};  ///< a cell is told this late, at least
inline constexpr std::chrono::minutes kPresence{10};  ///< a unit heard from within this time counts as being there
inline constexpr std::size_t kCellUnits = 3;          ///< fewer units in a cell are not told

/// Cells of the last minutes, taken on whole minutes, told after kCellDelay. Holds no exact position.
/// Threads: one.
class CellHistory {
 public:
  /// Takes the cells where a whole minute has passed since the last take; call at least once a minute.
  void take(const Positions& positions, Time now);

  /// What outsiders may have now, by unit; nothing in the first minutes.
  const std::vector<VisiblePosition>& told(Time now) const;

 private:
  struct Minute {
    Time at;
    std::vector<VisiblePosition> cells;
  };
  std::deque<Minute> minutes_;  ///< oldest first
  std::vector<VisiblePosition> none_;
};

/// The cells of all units at that instant, without those of which fewer than kCellUnits are in a cell.
std::vector<VisiblePosition> cells_of(const Positions& positions, Time at);

/// All positions as the subject may have them at `now`, ordered by unit. Pure.
std::vector<VisiblePosition> visible(const Positions& positions, const CellHistory& history, const Picture& picture,
                                     const Subject& subject, Time now);

}  // namespace vigie::access
