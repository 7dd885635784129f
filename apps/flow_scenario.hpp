// SPDX-License-Identifier: Apache-2.0
// A scenario of `vigie crowd simulate`, as read from its file; docs/formats/flow-scenario.md describes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "geo/position.hpp"

namespace vigie::apps {

/// Every part knows the line where it stands, so that what cannot be is refused there. Times: seconds after the event's end.
struct FlowExit {
  int line;
  std::string name;
  geo::Position at;
  double width_m;
  bool stepped, open;
};

struct FlowDestination {
  int line;
  std::string name, kind;           ///< station, parking, on_foot
  std::optional<geo::Position> at;  ///< absent: anywhere out of the area, on foot only
  double share;
  double gate_width_m, waiting_room, per_min;  ///< infinite where not said
  std::optional<double> places, every_s;
  double first_s;
};

struct FlowBar {  ///< a drawn line: closed or held
  int line;
  std::vector<geo::Position> drawn;
  bool held;
  double from_s, until_s;
};

struct FlowGate {
  int line;
  geo::Position at;
  double width_m;
  bool stepped;
};

struct FlowWhatIf {
  int line;
  std::string name;
  std::vector<FlowBar> bars;
  std::optional<std::string> open_exit, lose_exit, redirect_from, redirect_to;
  double shift_s;
};

struct FlowScenario {
  std::string file, name;
  int event_line;
  geo::Position place;
  double radius_m, attendance, median_s, p90_s, until_s, informed;
  std::vector<FlowExit> exits;
  std::vector<FlowDestination> destinations;
  std::vector<FlowBar> bars;
  std::vector<FlowGate> gates;
  std::vector<FlowWhatIf> what_ifs;

  /// A fault of the scenario: `FILE:LINE: what`.
  Error wrong(int line, const std::string& what) const;
};

/// Errors: Malformed or OutOfRange, with file and line.
Result<FlowScenario> read_flow_scenario(const std::string& file);

}  // namespace vigie::apps
