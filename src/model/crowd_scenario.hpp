// SPDX-License-Identifier: Apache-2.0
// CrowdScenario: an event whose crowd comes and leaves on foot: doors, destinations, squares, gates, and what-ifs. Plain, unchecked.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "geo/position.hpp"

namespace vigie {

// All times are seconds after the event's end; before it they are negative. `line` is where a part stands in the file it was
// read from, 0 where there is none: a fault names it.

inline constexpr double kEndless = std::numeric_limits<double>::infinity();

/// A way out of the venue, and into it.
struct CrowdExit {
  int line = 0;
  std::string name = {};
  geo::Position at;
  double width_m;
  bool stepped = false;
  bool open = true;       ///< a what-if may open it
  double turnstiles = 0;  ///< who comes passes one of these, 660 an hour each; 0: nobody may come in here
};

enum class CrowdPlaceKind : std::uint8_t { Station, Parking, OnFoot };

/// Where people want to go after the event, and come from before it.
struct CrowdPlace {
  int line = 0;
  std::string name = {};
  CrowdPlaceKind kind = CrowdPlaceKind::OnFoot;
  std::optional<geo::Position> at = std::nullopt;  ///< absent: anywhere out of the simulated circle, on foot only
  double share = 0;                                ///< of the people; all places sum to 1
  double gate_width_m = kEndless;                  ///< of its entrance, level ground
  double waiting_room = kEndless;                  ///< people; then the queue stands in the street
  double per_min = kEndless;                       ///< who leaves from there, steadily
  double every_s = 0;                              ///< trains or buses; 0: none
  double places = 0;                               ///< of each train
  double first_s = 0;                              ///< when the first leaves
};

/// An open place that the map lacks, or draws otherwise; people cross it freely.
struct CrowdSquare {
  int line = 0;
  std::string name = {};
  std::vector<geo::Position> outline = {};  ///< a ring of three corners or more, not repeated, not crossing itself
  std::vector<std::vector<geo::Position>> holes = {};  ///< rings inside it: what stands there
};

/// A gate across the nearest street.
struct CrowdGate {
  int line = 0;
  std::string name = {};
  geo::Position at;
  double width_m;
  bool stepped = false;
};

enum class CrowdChangeKind : std::uint8_t {
  Close,     ///< streets that `drawn` crosses, from `from_s` until `until_s`; everybody knows
  Hold,      ///< the same by a cordon: people wait before it
  OpenExit,  ///< `name`
  LoseExit,  ///< `name`
  Redirect,  ///< `part` of those who want to the place `name` go to the place `to` instead
  ShiftEnd,  ///< by `by_s`
};

struct CrowdChange {
  int line = 0;
  CrowdChangeKind kind = CrowdChangeKind::Close;
  std::vector<geo::Position> drawn = {};  ///< a line of two points or more
  double from_s = -kEndless, until_s = kEndless;
  std::string name = {}, to = {};
  double part = 1;
  double by_s = 0;
};

/// A what-if: changes together, under a name.
struct CrowdVariant {
  int line = 0;
  std::string name = {};
  std::vector<CrowdChange> changes = {};
};

/// Who comes before the event: log-normal in the time before it begins.
struct CrowdArrival {
  double begins_s = -6300;        ///< the event's beginning
  double median_before_s = 2400;  ///< half of the people are there by then
  double first_before_s = 7200;   ///< nine tenths come after this
};

/// Widths free to walk on where the map has none.
struct CrowdWidths {
  double footway_m = 2.5, steps_m = 2.5, pedestrian_m = 6;
  double street_m = 4;         ///< its two pavements
  double closed_street_m = 9;  ///< where the street is closed to cars, all of it
  double closed_within_m = 0;  ///< streets so near to the event's place are closed to cars
};

struct CrowdScenario {
  std::string file = {};  ///< where it was read from, for faults; empty: from nowhere
  std::string name = {};
  int event_line = 0;
  geo::Position place;
  double radius_m = 1500;  ///< streets so near are simulated
  double people = 0;
  double leave_median_s = 720, leave_p90_s = 1800;  ///< log-normal
  double until_s = 3 * 3600;
  double informed_share = 0.5;  ///< who choose by what the streets are now; the others by habit
  std::optional<CrowdArrival> arrival = std::nullopt;
  CrowdWidths widths = {};
  std::vector<CrowdExit> exits = {};
  std::vector<CrowdPlace> places = {};
  std::vector<CrowdSquare> squares = {};
  std::vector<CrowdGate> gates = {};
  std::vector<CrowdChange> always = {};  ///< closures and cordons of the base case
  std::vector<CrowdVariant> variants = {};
};

}  // namespace vigie
